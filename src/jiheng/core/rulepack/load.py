"""YAML to the model of a rule pack; trouble says file, line and field."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache
from importlib.resources import files
from typing import Any, NoReturn, cast, get_args

from jiheng.core.errors import LawbookError
from jiheng.core.law import Citation
from jiheng.core.lawbook import list_folders, list_yaml, load_yaml
from jiheng.core.rulepack.formula import Formula, parse, parse_reference
from jiheng.core.rulepack.load_scoring import read_scoring
from jiheng.core.rulepack.model import Case, CategoryWord, Each, Gap, Op, Relation, RulePack, SeverityWord, When

_OPS = {one.value: one for one in Op} | {"<=": Op.AT_MOST, ">=": Op.AT_LEAST}
_PACK = {"id", "title", "region", "valid", "extends", "checked_on", "relations", "gaps", "sources", "documents", "outline", "layouts", "scoring"}
_RELATION = {
    "code", "title", "left", "op", "right", "severity", "category", "applies", "message", "mend", "source", "sources", "cases",
    "identity", "verified", "each_reading", "leaves_room",
}  # fmt: skip
_CASE = {"verdict", "near", "band", "why", "kind", "it"}
_DEFAULT_CATEGORY = "accuracy"


@lru_cache(maxsize=1)
def list_packs() -> tuple[str, ...]:
    """Ids of all packs of the lawbook (`national/2020`), sorted."""
    names = [name for region in list_folders("packs") for name in list_yaml(region)]
    return tuple(name.removeprefix("packs/").removesuffix(".yaml") for name in names)


@lru_cache(maxsize=32)
def load_pack(id: str) -> RulePack:
    """The pack of an id, as its own file states it.

    Raises: LawbookError JH-P-002, JH-P-030, JH-P-031 (no such pack), JH-P-032 (a field is wrong).
    """
    try:
        data = load_yaml(f"packs/{id}.yaml")
    except FileNotFoundError:
        raise LawbookError("JH-P-031", f"没有规则包“{id}”", where="lawbook/packs", mend="可用的有：" + "、".join(list_packs())) from None
    return read_pack(id, data)


def read_pack(id: str, data: Any) -> RulePack:
    """A pack out of parsed YAML.

    Raises: LawbookError as `load_pack`.
    """
    reader = _Reader(id)
    if not isinstance(data, dict) or data.get("id") != id:
        reader.fail("", "id 与文件名不符", f"写作 id: {id}")
    reader.known(data, _PACK, "")
    valid = data.get("valid") or {}
    return RulePack(
        id=id,
        title=str(data.get("title", "")),
        region=str(data.get("region", "")),
        valid_from=reader.day(valid.get("from"), "valid.from"),
        valid_to=reader.day(valid["to"], "valid.to") if valid.get("to") else None,
        extends=str(data.get("extends") or ""),
        checked_on=reader.day(data.get("checked_on"), "checked_on"),
        relations=tuple(reader.relation(entry) for entry in data.get("relations") or ()),
        gaps=tuple(Gap(str(one["about"]), str(one["why"]), bool(one.get("accepted"))) for one in data.get("gaps") or ()),
        sources=tuple(map(str, data.get("sources") or ())),
        scoring=read_scoring(data.get("scoring"), reader.fail),
    )


class _Reader:
    """Reads the entries of one pack, and knows where it is when something is wrong."""

    def __init__(self, id: str) -> None:
        self.file = f"packs/{id}.yaml"
        self.code = ""

    def fail(self, path: str, what: str, mend: str) -> NoReturn:
        place = f"lawbook/{self.file}" + self._line() + (f"，{self.code}" if self.code else "") + (f"，{path}" if path else "")
        raise LawbookError("JH-P-032", what, where=place, mend=mend)

    def _line(self) -> str:
        """The line where the present entry begins, looked up only for a message."""
        source = (files("jiheng") / "lawbook").joinpath(self.file)
        if not self.code or not source.is_file():
            return ""
        found = re.search(rf"(?m)^.*\bcode:\s*{re.escape(self.code)}\b", source.read_text("utf-8"))
        return f"第{found.string.count(chr(10), 0, found.start()) + 1}行" if found else ""

    def known(self, entry: dict[str, Any], fields: set[str], path: str) -> None:
        if unknown := sorted(set(map(str, entry)) - fields):
            self.fail(path, f"不认识的字段{'、'.join(unknown)}", "核对拼写；可用的字段：" + "、".join(sorted(fields)))

    def day(self, value: Any, path: str) -> date:
        if not isinstance(value, date):
            self.fail(path, "日期缺失或不是日期", "写作 2020-01-01")
        return value

    def relation(self, entry: dict[str, Any]) -> Relation:
        """One relation."""
        self.code = str(entry.get("code", ""))
        self.known(entry, _RELATION, "")
        for field in ("code", "title", "left", "op", "right", "message", "mend"):
            if not entry.get(field):
                self.fail(field, f"缺少{field}", "补上该项")
        op = _OPS.get(str(entry["op"]))
        if op is None:
            self.fail("op", f"没有关系“{entry['op']}”", "只用" + " ".join(one.value for one in Op))
        severity = self._word(entry, "severity", get_args(SeverityWord), "warning")
        category = self._word(entry, "category", get_args(CategoryWord), _DEFAULT_CATEGORY)
        sources = entry.get("sources") or ([entry["source"]] if entry.get("source") else [])
        out = Relation(
            code=self.code,
            title=str(entry["title"]),
            left=self._formula(entry, "left"),
            op=op,
            right=self._formula(entry, "right"),
            severity=cast("SeverityWord", severity),
            category=cast("CategoryWord", category),
            applies=self._when(entry.get("applies") or {}),
            message=str(entry["message"]),
            mend=str(entry["mend"]),
            sources=tuple(self._citation(one) for one in sources),
            cases=tuple(self._case(one, place) for place, one in enumerate(entry.get("cases") or ())),
            identity=bool(entry.get("identity")),
            verified=bool(entry.get("verified")),
            each_reading=bool(entry.get("each_reading")),
            leaves_room=bool(entry.get("leaves_room")),
        )
        self.code = ""
        return out

    def _word(self, entry: dict[str, Any], field: str, allowed: tuple[str, ...], default: str) -> str:
        word = str(entry.get(field, default))
        if word not in allowed:
            self.fail(field, f"“{word}”不在可选值内", "只用" + "、".join(allowed))
        return word

    def _formula(self, entry: dict[str, Any], field: str) -> Formula:
        try:
            return parse(str(entry[field]))
        except LawbookError as trouble:
            self.fail(field, f"{trouble.where}：{trouble.what}", trouble.mend)

    def _citation(self, entry: Any) -> Citation:
        if isinstance(entry, str):
            doc, _, article = entry.partition("#")
            return Citation(doc, article)
        self.known(entry, {"doc", "article", "quote"}, "source")
        return Citation(str(entry.get("doc", "")), str(entry.get("article", "")), str(entry.get("quote", "")))

    def _when(self, entry: dict[str, Any]) -> When:
        self.known(entry, {"kinds", "needs", "unless", "each", "of", "own_terms"}, "applies")
        each = tuple(entry.get("each", ("year", "scope")))
        if unknown := set(each) - set(get_args(Each)):
            self.fail("applies.each", f"不认识{sorted(unknown)}", "只用" + "、".join(get_args(Each)))
        return When(
            kinds=tuple(entry.get("kinds") or ()),
            needs=tuple(parse_reference(one) for one in entry.get("needs") or ()),
            unless=tuple(parse_reference(one) for one in entry.get("unless") or ()),
            each=each,
            of=tuple(entry.get("of") or ()),
            own_terms=bool(entry.get("own_terms")),
        )

    def _case(self, entry: dict[str, Any], place: int) -> Case:
        verdict = entry.get("verdict")
        if verdict not in ("holds", "breaks", "unknown"):
            self.fail(f"cases[{place}]", f"没有结论“{verdict}”", "只用 holds、breaks、unknown")
        given = []
        for name, value in entry.items():
            if name in _CASE:
                continue
            texts = value if isinstance(value, list) else [value]
            given.append((parse_reference(str(name)), tuple(str(text) for text in texts)))
        return Case(
            given=tuple(given),
            verdict=verdict,
            near=bool(entry.get("near")),
            band=entry.get("band", ""),
            why=str(entry.get("why", "")),
            kind=str(entry.get("kind", "")),
            it=str(entry.get("it", "")),
        )
