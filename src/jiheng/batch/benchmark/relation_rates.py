"""How much of what is labelled wrong is found, and how much of what is labelled true is alleged."""

from __future__ import annotations

from collections.abc import Sequence

from jiheng.batch.benchmark.labelled import LabelledRelation, LabelledReport, Place
from jiheng.batch.benchmark.tally import Tally
from jiheng.core.auditing.finding import Finding, Severity

FOUND, FOUND_AS_ERROR, ACCUSED, RIGHT = "查出的错误关系", "以“错误”级查出", "被误指的正确关系", "“错误”级发现中命中标注的"


def score_relations(report: LabelledReport, findings: Sequence[Finding]) -> tuple[Tally, list[str]]:
    """The tally of one report, and a line for each relation missed or alleged.

    A relation labelled `breaks` is found when a finding (error or warning) has evidence at the place of its result or of an
    operand. One labelled `holds` or `rounding` is alleged when an error has evidence at its result and at all its operands.
    """
    tally, lines = Tally(), []
    errors = [finding for finding in findings if finding.severity is Severity.ERROR]
    serious = [finding for finding in findings if finding.severity is not Severity.HINT]
    wrong = [relation for relation in report.relations if relation.truth == "breaks" and relation.result]
    for relation in report.relations:
        if relation.result is None:
            continue
        if relation.truth == "breaks":
            found = any(_touches(finding, relation) for finding in serious)
            tally.add(FOUND, found)
            tally.add(f"{FOUND} {relation.kind}", found)
            tally.add(FOUND_AS_ERROR, any(_touches(finding, relation) for finding in errors))
            if not found:
                lines.append(f"漏 {relation.words}")
        elif relation.truth in ("holds", "rounding"):
            accuser = next((finding for finding in errors if _accuses(finding, relation)), None)
            tally.add(ACCUSED, accuser is not None)
            if accuser is not None:
                lines.append(f"误 {relation.words}：{accuser.code} {accuser.message}")
    for finding in errors:
        hit = any(_touches(finding, relation) for relation in wrong)
        tally.add(RIGHT, hit)
        tally.add(f"{RIGHT} {finding.code}", hit)
        if not hit:
            lines.append(f"未标注 {finding.code} {finding.message}")
    return tally, lines


def _touches(finding: Finding, relation: LabelledRelation) -> bool:
    places = [place for places in relation.operands if len(places) == 1 for place in places]
    return _at(finding, [*([relation.result] if relation.result else []), *places])


def _accuses(finding: Finding, relation: LabelledRelation) -> bool:
    if relation.result is None or not relation.operands or not _at(finding, [relation.result]):
        return False
    return all(places and _at(finding, places) for places in relation.operands)


def _at(finding: Finding, places: Sequence[Place]) -> bool:
    return any(span.start < end and span.end > start for span in finding.evidence for start, end in places)
