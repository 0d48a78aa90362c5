"""JH-A-409 文字中的科目名称与决算表不同。"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from jiheng.core.auditing.audit_input import AuditInput
from jiheng.core.auditing.coded_tables import CodedTable, coded_tables
from jiheng.core.auditing.finding import Band, Category, Finding, Held, NotEvaluated, Outcome, Severity
from jiheng.core.auditing.phrases import Said, by_block, said
from jiheng.core.auditing.shelf import check
from jiheng.core.facts.context import Basis
from jiheng.core.facts.fact import Fact

CODE = "JH-A-409"
_TRIPLE = re.compile(
    "(?P<class>[^，。；：、（）\\s\\d]{2,24})（类）\\s*(?P<group>[^，。；：（）\\d]{2,30}(?:（[^）]{1,6}）[^，。；：（）]{0,16})?)（款）\\s*(?P<item>[^，。；：（）\\d]{2,40}(?:（[^）]{1,6}）[^，。；：（）]{0,16})?)（项）"
)
_NOISE = re.compile('[\\s、，,“”"（）()]')
_LEVELS = (("class", 3, "类"), ("group", 5, "款"), ("item", 7, "项"))


@dataclass(frozen=True, slots=True)
class _Row:
    code: str
    name: str
    values: frozenset[object]


@check(
    code=CODE,
    title="文字中的科目名称与决算表不同",
    severity=Severity.HINT,
    category=Category.WORDING,
    sources=("sh-final-accounts-2024-b#五、（三）与一般公共预算财政拨款支出决算表",),
)
def subject_names(given: AuditInput) -> Iterable[Outcome]:
    """“×（类）×（款）×（项）”的名称应与表中同一编码的科目名称一致，款应是该项所属的款。

    Holds: 三级名称都在表中且上下级相符。   Breaks: 某级名称表中没有，或不是该项的上级。
    Unknown: 没有按科目编码列示的表。   Mend: 按当年政府收支分类科目和决算表更正名称。
    """
    rows = {row.code: row for table in coded_tables(given) for row in _function_rows(table)}
    facts = by_block(given.statements.facts)
    for one in said(given.document, _TRIPLE, "（项）"):
        if not rows:
            yield NotEvaluated(CODE, f"{one.group('item')}没有按科目编码列示的表可比", (one.span,))
            continue
        own = _match(rows, one, facts.get(one.block.id, []))
        if own is None:
            yield NotEvaluated(CODE, f"{one.group('item')}在表中没有相近的科目", (one.span,))
            continue
        unlike = [
            (one.group(group), rows[own.code[:digits]].name, word, group)
            for group, digits, word in _LEVELS
            if own.code[:digits] in rows and _plain(one.group(group)) != _plain(rows[own.code[:digits]].name)
        ]
        if not unlike:
            yield Held(CODE, Band.EXACT, (one.span,), (), f"{own.code}{own.name}")
            continue
        shown = "；".join(f"{word}写作“{said_}”，表中为“{name}”" for said_, name, word, _ in unlike)
        yield Finding(
            CODE, Severity.HINT, Category.WORDING, f"科目{own.code}：{shown}", "按当年政府收支分类科目和决算表更正名称",
            tuple(one.part(given.document, group) for *_, group in unlike), likely_cause="沿用了以前年度的科目名称，或抄写有误",
            expected="、".join(name for _, name, _, _ in unlike), stated="、".join(said_ for said_, _, _, _ in unlike),
        )  # fmt: skip


def _function_rows(table: CodedTable) -> Iterable[_Row]:
    for row in table.rows:
        if row.code.startswith("2") and row.name:
            yield _Row(row.code, row.name, frozenset(fact.figure.value for fact in row.facts))


def _match(rows: dict[str, _Row], one: Said, facts: list[Fact]) -> _Row | None:
    """The table's row of the subject: by its names, else the row of its class with the same outturn."""
    items = [row for row in rows.values() if len(row.code) == 7]
    wanted = tuple(_plain(one.group(group)) for group, _, _ in _LEVELS)
    alike = [row for row in items if _plain(row.name) == wanted[2]]
    if alike:
        return max(
            alike,
            key=lambda row: sum(
                _plain(rows[row.code[:digits]].name) == name
                for (_, digits, _), name in zip(_LEVELS, wanted, strict=True)
                if row.code[:digits] in rows
            ),
        )
    outturns = {fact.figure.value for fact in facts if fact.context.basis is Basis.OUTTURN and fact.figure.value}
    found = [row for row in items if row.values & outturns and _plain(rows[row.code[:3]].name if row.code[:3] in rows else "") == wanted[0]]
    return found[0] if len(found) == 1 else None


def _plain(name: str) -> str:
    return _NOISE.sub("", name)
