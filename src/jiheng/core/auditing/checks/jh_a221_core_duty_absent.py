"""JH-A-221 指标表没有一项是本单位的主要职能。"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import islice

from jiheng.core.auditing.audit_input import AuditInput
from jiheng.core.auditing.finding import Band, Category, Finding, Held, NotEvaluated, Outcome, Severity
from jiheng.core.auditing.score_tables import ScoreTable, spans_of, tables_of
from jiheng.core.auditing.shelf import check
from jiheng.core.documents.span import Span
from jiheng.core.facts.fact import Fact

CODE = "JH-A-221"
_ROWS = 4
_TOLD = 3  # facts of its duties that a finding names
# The office, its duties as indicators would word them, set phrases that only name the office, and its facts.
_DUTIES = ("政协|人民政治协商会议", r"提案|社情民意|协商", r"政治协商|政协|协商会议", ("proposals.", "opinions.", "consultations."))
_WORDS = "提案、社情民意、协商"


@check(
    code=CODE,
    title="指标表没有一项是本单位的主要职能",
    severity=Severity.HINT,
    category=Category.COMPLETENESS,
    sources=("seed-lusong-2023#附件3", "seed-ebian-2023#（四）部门整体支出绩效目标", "mof-framework-2013#职责履行"),
)
def core_duty_absent(given: AuditInput) -> Iterable[Outcome]:
    """部门整体的指标写本单位的主要职能；政协机关至少有提案、社情民意、协商中的一项。

    Holds: 有这样的指标。   Breaks: 政协机关的指标表中一项也没有。
    Unknown: 表只有几行，或是项目的表。   Mend: 增设提案办复率、社情民意采用、协商成果等指标，减少人员保障类指标的分值。
    """
    office, duty, phrases, concepts = _DUTIES
    if not re.search(office, given.statements.subject or given.document.text[:200]):
        return
    told = list(islice((fact for fact in given.statements.facts if fact.concept.startswith(concepts)), _TOLD))
    for table in tables_of(given):
        rows = table.weighed
        if len(rows) < _ROWS:
            yield NotEvaluated(CODE, "指标表只有几行，不像部门整体的表", spans_of(rows[0], "name") if rows else ())
            continue
        met = next((row for row in rows if re.search(duty, re.sub(phrases, "", f"{row.level[2]}{row.target}"))), None)
        if met is not None:
            yield Held(CODE, Band.EXACT, spans_of(met, "name"), (), "指标表中有主要职能")
            continue
        yield _finding(table, told)


def _finding(table: ScoreTable, told: list[Fact]) -> Finding:
    rows = table.weighed
    elsewhere = f"，而正文写了{'、'.join(f'{fact.label}{fact.figure.text}' for fact in told)}" if told else ""
    evidence: tuple[Span, ...] = tuple(span for row in rows for span in spans_of(row, "name"))
    return Finding(
        CODE,
        Severity.HINT,
        Category.COMPLETENESS,
        f"{len(rows)}项指标中没有一项是{_WORDS}{elsewhere}",
        "增设提案办复率、社情民意采用数、协商成果采纳等履职指标",
        evidence,
        likely_cause="指标按经费用途设置，没有按职能设置",
        expected=f"至少有{_WORDS}中的一项",
        stated=f"{len(rows)}项，没有",
        facts=tuple(told),
        subject_key="主要职能",
    )
