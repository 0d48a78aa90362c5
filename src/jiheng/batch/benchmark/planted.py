"""A document with known errors: its truth file, the places in the text as read, and what an audit found of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from jiheng.batch.benchmark.tally import Tally
from jiheng.core.auditing.finding import Finding, Severity
from jiheng.core.casefile import steps
from jiheng.core.errors import JihengError

Place = tuple[int, int]
Signature = tuple[str, frozenset[str]]
_BLANKS = frozenset(" \t\n\r\u3000\u00a0|\u200b—")  # a PDF may print —— as one dash
_FAR = 4000  # characters that may stand between two texts that follow each other


@dataclass(frozen=True, slots=True)
class PlantedFile:
    """A file with its truth. `truth` is the parsed YAML (written by tests/injector/make.py); `clean` the same without errors."""

    name: str
    data: bytes
    truth: dict[str, Any]
    clean: bytes | None = None
    clean_truth: dict[str, Any] | None = None


@dataclass(slots=True)
class PlantedScore:
    """What one file gave: counts, and a line for each error missed and each allegation that is not true."""

    tally: Tally = field(default_factory=Tally)
    lines: list[str] = field(default_factory=list)


def load_planted(path: Path) -> PlantedFile:
    """A file by its truth file. Raises: JihengError JH-U-006."""
    try:
        truth: dict[str, Any] = yaml.safe_load(path.read_text("utf-8"))
        folder = path.parent
        data = (folder / str(truth["file"])).read_bytes()
        clean = (folder / str(truth["clean"])).read_bytes() if truth.get("clean") else None
        clean_path = folder / f"{truth['clean']}.truth.yaml" if truth.get("clean") else None
        clean_truth = yaml.safe_load(clean_path.read_text("utf-8")) if clean_path else None
    except (OSError, KeyError, TypeError, yaml.YAMLError) as trouble:
        raise JihengError("JH-U-006", "不能使用这份标注", where=path.name, mend=f"请核对文件（{type(trouble).__name__}: {trouble}）") from trouble
    return PlantedFile(str(truth["file"]), data, truth, clean, clean_truth)


def score_planted(file: PlantedFile) -> PlantedScore:
    """Audits a file (and its clean twin) and holds the findings against the truth.

    An error is found when a finding that the clean twin does not have is at its place or at the result of a relation that
    it breaks. An allegation (error) is right when it is at such a place; on a clean file none is.
    """
    score = PlantedScore()
    findings, spots, unplaced = _audited(file.name, file.data, file.truth)
    before = _signatures(*_audited(file.name, file.clean, file.clean_truth)[:2]) if file.clean is not None and file.clean_truth else set()
    new = [finding for finding in findings if _signature(finding, spots) not in before]
    truth, tally = file.truth, score.tally
    about = f"{truth['format']} {truth['wording']}"
    tally.add("位置未能对应", bool(unplaced))
    if unplaced:
        score.lines.append(f"{file.name}：{unplaced} 处文字没有对应上")
    right: list[Place] = []
    for error in truth["errors"]:
        places = _places(error["places"], spots.texts)
        results = _places([one["result"] for one in error["broken"]], spots.texts)
        touched = [*places, *results]
        right += touched
        serious = [finding for finding in new if finding.severity is not Severity.HINT and _at(finding, touched)]
        as_error = any(finding.severity is Severity.ERROR for finding in serious)
        found = bool(serious)
        for name in (f"查出 {error['group']} {truth['format']}", f"查出 {truth['wording']}", f"查出 {error['kind']}", f"查出 {about}", "查出"):
            tally.add(name, found)
        if error["provable"]:
            for name in (f"判错 {error['group']} {truth['format']}", f"判错 {error['kind']}", "判错"):
                tally.add(name, as_error)
        if not found or (error["provable"] and not as_error):
            what = "漏" if not found else "仅警告"
            said = f"（{'、'.join(sorted({one.code for one in serious}))}）" if serious else ""
            broken = "；".join(f"{one['kind']}: {one['words']}" for one in error["broken"][:2])
            score.lines.append(f"{what} {error['kind']} {file.name}：{error['was']}→{error['now']}{said} ‖ {error['context']} ‖ {broken}")
    for finding in findings:
        if finding.severity is Severity.ERROR:
            hit = _at(finding, right)
            for name in ("误报率 命中", f"误报率 命中 {truth['format']}", f"误报率 命中 {truth['wording']}", f"误报率 命中 {finding.code}"):
                tally.add(name, hit)
            if not hit:
                score.lines.append(f"误 {finding.code} {file.name}：{finding.message} ‖ {finding.evidence[0].quote[:90] if finding.evidence else ''}")
    if not truth["errors"]:
        alleged = [finding for finding in findings if finding.severity is Severity.ERROR]
        tally.add("无误文件被指错误", bool(alleged))
        tally.add(f"无误文件被指错误 {about}", bool(alleged))
        for finding in findings:
            if finding.severity is Severity.WARNING:
                tally.add(f"无误文件的警告 {finding.code}", hit=True)
                score.lines.append(f"警告 {finding.code} {file.name}：{finding.message}")
    return score


@dataclass(frozen=True, slots=True)
class _Spots:
    """Where each text of the truth starts and which characters of the document its characters are; and each mark's place."""

    texts: tuple[tuple[int, ...] | None, ...]
    marks: dict[str, Place]
    words: tuple[str, ...]


def _audited(name: str, data: bytes | None, truth: dict[str, Any] | None) -> tuple[list[Finding], _Spots, int]:
    document = steps.read(data or b"", name)
    result = steps.audit(document, steps.facts(document))
    texts = tuple(str(text) for text in (truth or {})["texts"])
    maps = _align(document.text, texts)
    marks: dict[str, Place] = {}
    for id, place in (truth or {})["marks"].items():
        found = _place(place, maps)
        if found:
            marks[str(id)] = found
    return list(result.findings), _Spots(maps, marks, texts), sum(one is None for one in maps)


def _align(text: str, wanted: Sequence[str]) -> tuple[tuple[int, ...] | None, ...]:
    """For each text in order, the document's index of each of its characters; blanks do not count."""
    kept = [index for index, letter in enumerate(text) if letter not in _BLANKS]
    stream = "".join(text[index] for index in kept)
    found: list[tuple[int, ...] | None] = []
    at = 0
    for one in wanted:
        bare = "".join(letter for letter in one if letter not in _BLANKS)
        start = stream.find(bare, at, at + _FAR + len(bare))
        if start < 0:
            found.append(None)
            continue
        at = start + len(bare)
        index, row = start, []
        for letter in one:
            row.append(kept[min(index, len(kept) - 1)])
            index += letter not in _BLANKS
        found.append(tuple(row))
    return tuple(found)


def _place(place: Sequence[int], maps: Sequence[tuple[int, ...] | None]) -> Place | None:
    number, start, end = place
    row = maps[number]
    if row is None or end <= start:
        return None
    return row[start], row[end - 1] + 1


def _places(places: Sequence[Sequence[int]], maps: Sequence[tuple[int, ...] | None]) -> list[Place]:
    return [found for place in places if (found := _place(place, maps)) is not None]


def _at(finding: Finding, places: Sequence[Place]) -> bool:
    return any(span.start < end and span.end > start for span in finding.evidence for start, end in places)


def _signature(finding: Finding, spots: _Spots) -> Signature:
    """What a finding is about, told by marks and else by words without digits, so that it is the same in the clean twin."""
    about = set()
    for span in finding.evidence:
        inside = {id for id, (start, end) in spots.marks.items() if span.start < end and span.end > start}
        about |= inside or {"".join(letter for letter in span.text if not letter.isdigit())}
    return finding.code, frozenset(about)


def _signatures(findings: Sequence[Finding], spots: _Spots) -> set[Signature]:
    return {_signature(finding, spots) for finding in findings}
