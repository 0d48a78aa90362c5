"""Documents: files of the lawbook, and what a pack declares itself."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import yaml

from jiheng.core import law
from jiheng.core.errors import LawbookError

PACK = """id: somewhere/2025
documents:
  somewhere-2025: {title: 某地办法, issuer: 某地财政局, verified: true}
"""


@pytest.fixture
def shelf(monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, str]]:
    """A lawbook of files by path; the pack above is one of them."""
    files = {"sources/law.yaml": "title: 某法\nissuer: 某会\nverified: true\n", "packs/somewhere/2025.yaml": PACK}

    def parsed(name: str) -> Any:
        return yaml.safe_load(files[name])

    monkeypatch.setattr(law, "list_yaml", lambda folder: tuple(name for name in files if name.startswith(f"{folder}/")))
    monkeypatch.setattr(law, "list_folders", lambda folder: tuple({name.rpartition("/")[0] for name in files if name.startswith(f"{folder}/")}))
    monkeypatch.setattr(law, "load_yaml", parsed)
    monkeypatch.setattr(law, "text_of", files.__getitem__)
    law.load_sources.cache_clear()
    yield files
    law.load_sources.cache_clear()


def test_a_pack_declares_its_own_document(shelf: dict[str, str]):
    assert set(shelf) == {"sources/law.yaml", "packs/somewhere/2025.yaml"}
    found = law.load_sources()
    assert list(found) == ["law", "somewhere-2025"]
    assert (found["somewhere-2025"].title, found["somewhere-2025"].verified) == ("某地办法", True)


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("somewhere-2025: {", "law: {", "“law”用了两次"),
        ("title: 某地办法, ", "", "缺少名称"),
        ("issuer: 某地", "isuer: 某地", "不认识的字段isuer"),
        ("  somewhere-2025: {title: 某地办法, issuer: 某地财政局, verified: true}", "  - 某地办法", "documents 应是一组文件"),
    ],
)
def test_what_is_no_document_is_told_with_its_place(shelf: dict[str, str], before: str, after: str, said: str):
    shelf["packs/somewhere/2025.yaml"] = PACK.replace(before, after)
    with pytest.raises(LawbookError) as trouble:
        law.load_sources()
    assert said in trouble.value.what
    assert "packs/somewhere/2025.yaml" in trouble.value.where
    assert trouble.value.mend
