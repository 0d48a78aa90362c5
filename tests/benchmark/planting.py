"""Plants one wrong digit in each true labelled relation and tells which are found: `python -m tests.benchmark.planting public-dev --misses`."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from jiheng.batch.benchmark.labelled import LabelledRelation, LabelledReport, Place, load_report
from jiheng.batch.benchmark.sets import find_set
from jiheng.batch.benchmark.tally import Tally, percent
from jiheng.batch.pool import Lost, in_order, workers_for
from jiheng.core.auditing.finding import Finding, Severity
from jiheng.core.casefile import steps

FOUND, AS_ERROR = "found", "as error"
_TRUE = ("holds", "rounding")
_AROUND = 160  # of the text before a figure, in a line that tells a miss


@dataclass(frozen=True, slots=True)
class Planted:
    """One true relation whose result was made wrong, and the findings that this brought to its figures."""

    report: str
    number: int
    relation: LabelledRelation
    wrong: str
    codes: tuple[str, ...]
    as_error: bool
    around: str


@dataclass(frozen=True, slots=True)
class _Job:
    path: Path
    seeds: Path


def wrong_digit(printed: str) -> str:
    """A figure with its second digit that counts changed, its last where it has two: no rounding and no slip of the unit explains it."""
    digits = [at for at, mark in enumerate(printed) if mark.isascii() and mark.isdigit()]
    counting = [at for at in digits if printed[: at + 1].strip("0.,%-")] or digits
    at = counting[-1] if len(counting) <= 2 else counting[1]
    new = (int(printed[at]) + 4) % 10
    if at == counting[0] and not new:
        new = 7 if printed[at] == "5" else 5
    return f"{printed[:at]}{new}{printed[at + 1 :]}"


def plant(report: LabelledReport) -> Iterator[Planted]:
    """Each true relation of a report that prints its result in digits, made wrong by itself."""
    text = report.data.decode()
    known = {(finding.code, finding.message) for finding in _audit(text, report.id)}
    for number, relation in enumerate(report.relations):
        if relation.truth not in _TRUE or relation.result is None or not re.search(r"[0-9]", text[slice(*relation.result)]):
            continue
        start, end = relation.result
        wrong = wrong_digit(text[start:end])
        new = [finding for finding in _audit(text[:start] + wrong + text[end:], report.id) if (finding.code, finding.message) not in known]
        places = [relation.result, *(operand[0] for operand in relation.operands if len(operand) == 1)]
        hits = [finding for finding in new if finding.severity is not Severity.HINT and _touches(finding, places)]
        codes, as_error = tuple(finding.code for finding in hits), any(finding.severity is Severity.ERROR for finding in hits)
        yield Planted(report.id, number, relation, wrong, codes, as_error, _around(text, start, end))


def _audit(text: str, name: str) -> Sequence[Finding]:
    document = steps.read(text.encode(), f"{name}.txt")
    return steps.audit(document, steps.facts(document)).findings


def _touches(finding: Finding, places: Iterable[Place]) -> bool:
    return any(span.start < end and span.end > start for span in finding.evidence for start, end in places)


def _around(text: str, start: int, end: int) -> str:
    """A figure in its line, marked."""
    before = text[max(0, start - _AROUND) : start].rpartition("\n")[2]
    return f"{before}【{text[start:end]}】{text[end : end + 60]}".partition("\n")[0]


def _one(job: _Job) -> list[Planted]:
    return list(plant(load_report(job.path, job.seeds)))


def measure(name: str, pattern: str = "") -> list[Planted]:
    """All that was planted in a set by name or folder, or in its reports whose id has a pattern."""
    paths, seeds = find_set(name)
    jobs = [_Job(path, seeds) for path in paths if re.search(pattern, path.stem)]
    planted: list[Planted] = []
    for given in in_order(_one, jobs, workers_for(len(jobs))):
        assert not isinstance(given, Lost), given.item.path.name
        planted += given
    return planted


def count(planted: Iterable[Planted]) -> Tally:
    """How much was found, and found as an error, per kind of relation and in all."""
    tally = Tally()
    for one in planted:
        for kind in (one.relation.kind, "all"):
            tally.add(f"{kind} {FOUND}", hit=bool(one.codes))
            tally.add(f"{kind} {AS_ERROR}", hit=one.as_error)
    return tally


def main() -> int:
    """Print the rates of the sets that are named; with --misses also each relation that was not found."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sets", nargs="*", default=["public-dev", "seeds"], help="sets by name or folder")
    parser.add_argument("--match", default="", help="only reports whose id has this pattern")
    parser.add_argument("--kind", default="", help="only misses of this kind of relation")
    parser.add_argument("--misses", action="store_true", help="tell what was not found; of held reports only the rates are told")
    options = parser.parse_args()
    planted = [one for name in options.sets for one in measure(name, options.match)]
    tally = count(planted)
    for name in tally.names():
        sys.stdout.write(f"{name:24} {tally.hits.get(name, 0):5} of {tally.tries[name]:5}  {percent(tally.rate(name))}\n")
    if options.misses:
        for one in sorted(planted, key=lambda one: (one.relation.kind, one.report, one.number)):
            if not one.codes and not one.report.startswith("held-") and options.kind in ("", one.relation.kind):
                sys.stdout.write(f"{one.relation.kind} {one.report} {one.number} {one.relation.words} -> {one.wrong}\n    {one.around!r}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
