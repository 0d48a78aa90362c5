"""YAML to the scoring cases of a pack, which prove that it scores as its source does."""

from __future__ import annotations

from typing import Any

from jiheng.core.rulepack.entry_reader import EntryReader, Fail
from jiheng.core.rulepack.scoring_rules import CaseRow, ScoringCase

_CASE = {"name", "form", "year", "facts", "rows", "policy", "answers", "points", "total", "grade", "published"}
_ROW = {"id", "level", "relation", "target", "actual", "weight", "grading", "reason", "stated", "method", "cancelled", "points", "of"}


def read_cases(entries: Any, fail: Fail) -> tuple[ScoringCase, ...]:
    """Scoring cases out of parsed YAML; `fail` raises for a path, what is wrong and how to mend it."""
    if not isinstance(entries or [], list):
        fail("scoring.cases", "应是一列", "每项以 - 开头")
    reader = EntryReader(fail)
    return tuple(_case(reader, one, f"scoring.cases[{place}]") for place, one in enumerate(entries or []))


def _case(reader: EntryReader, entry: Any, path: str) -> ScoringCase:
    reader.known(entry, _CASE, path)
    texts = {name: {str(key): str(value) for key, value in (entry.get(name) or {}).items()} for name in ("answers", "points", "published")}
    return ScoringCase(
        name=reader.text(entry, "name", path),
        form=str(entry.get("form", "")),
        year=int(entry.get("year", 2023)),
        facts=tuple((str(name), str(value)) for name, value in (entry.get("facts") or {}).items()),
        rows=tuple(_row(reader, one, f"{path}.rows[{place}]") for place, one in enumerate(entry.get("rows") or ())),
        policy=str(entry.get("policy", "")),
        answers=texts["answers"],
        expect=texts["points"],
        total=str(entry.get("total", "")),
        grade=str(entry.get("grade", "")),
        published=texts["published"],
    )


def _row(reader: EntryReader, entry: Any, path: str) -> CaseRow:
    reader.known(entry, _ROW, path)
    level = [str(one) for one in entry.get("level") or ()]
    if len(level) != 3:
        reader.fail(f"{path}.level", "应是三级", "写作 [一级, 二级, 三级]")
    texts = {name: str(entry[name]) for name in _ROW - {"level", "points", "of"} if entry.get(name) is not None}
    expected = {name: None if entry.get(name) is None else str(entry[name]) for name in ("points", "of")}
    return CaseRow(level=(level[0], level[1], level[2]), **texts, **expected)  # type: ignore[arg-type]
