"""Legal and documentary sources: where a rule or a concept comes from."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, fields
from functools import cache
from typing import Any

from jiheng.core.errors import LawbookError
from jiheng.core.lawbook import list_folders, list_yaml, load_yaml, text_of

_HAS_DOCUMENTS = re.compile(r"(?m)^documents:")


@dataclass(frozen=True, slots=True)
class LegalSource:
    """One document: id, title, number (文号), issuer, date, link; `verified` when its text was read."""

    id: str
    title: str
    number: str = ""
    issuer: str = ""
    issued_on: str = ""
    link: str = ""
    verified: bool = False


@dataclass(frozen=True, slots=True)
class Citation:
    """A place in a source: document id, article (or table, row), short quote or paraphrase."""

    doc: str
    article: str = ""
    quote: str = ""


@cache
def load_sources() -> dict[str, LegalSource]:
    """Every document by its id: the files of `lawbook/sources`, and what a pack declares itself under `documents`.

    Raises: LawbookError JH-P-012 for an entry that is no document or an id that stands twice.
    """
    found: dict[str, LegalSource] = {}
    for id, entry, name in _entries():
        if id in found:
            raise LawbookError("JH-P-012", f"文件编号“{id}”用了两次", where=f"lawbook/{name}", mend="两处指同一文件的只留一处，不同的换一个编号")
        found[id] = _source(id, entry, name)
    return found


def _entries() -> Iterator[tuple[str, Any, str]]:
    for name in list_yaml("sources"):
        yield name.rpartition("/")[2].removesuffix(".yaml"), load_yaml(name), name
    for folder in list_folders("packs"):
        for name in list_yaml(folder):
            if _HAS_DOCUMENTS.search(text_of(name)):  # few packs have their own; the others are not parsed for it
                declared = load_yaml(name)["documents"]
                if not isinstance(declared, dict):
                    raise LawbookError("JH-P-012", "documents 应是一组文件", where=f"lawbook/{name}", mend="写作 编号: {title: …, issuer: …}")
                yield from ((str(id), entry, name) for id, entry in declared.items())


def _source(id: str, entry: Any, name: str) -> LegalSource:
    known = [field.name for field in fields(LegalSource) if field.name != "id"]
    if not isinstance(entry, dict) or not entry.get("title"):
        raise LawbookError("JH-P-012", f"文件“{id}”缺少名称", where=f"lawbook/{name}", mend="写明 title（文件名称）")
    if unknown := sorted(set(map(str, entry)) - set(known)):
        mend = f"核对拼写；可用的字段：{'、'.join(known)}"
        raise LawbookError("JH-P-012", f"文件“{id}”里不认识的字段{'、'.join(unknown)}", where=f"lawbook/{name}", mend=mend)
    texts = {field: str(value) for field, value in entry.items() if field != "verified"}
    return LegalSource(id, **texts, verified=bool(entry.get("verified")))
