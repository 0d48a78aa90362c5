"""JH-A-224 支出的项目不在绩效目标表内。"""

from __future__ import annotations

import re
from collections.abc import Iterable

from jiheng.core.auditing.audit_input import AuditInput
from jiheng.core.auditing.finding import Band, Category, Finding, Held, NotEvaluated, Outcome, Severity
from jiheng.core.auditing.score_tables import table_id, tables_of
from jiheng.core.auditing.shelf import check
from jiheng.core.documents.block import BlockKind
from jiheng.core.facts.context import Basis
from jiheng.core.facts.fact import Fact
from jiheng.core.facts.taxonomy import load_taxonomy

CODE = "JH-A-224"
_TARGETS = re.compile("年度主要任务|任务名称|年度总体目标|预期目标|绩效目标")
_TAILS = re.compile(r"(?:专项工作经费|专项资金|专项经费|工作经费|项目支出|项目经费|项目资金|补助资金|补助经费|专项|项目|经费|资金|支出|费用|费)$")
_FEW = 2
_ENOUGH = 2  # of so many pairs of characters one must stand in the table


@check(
    code=CODE,
    title="支出的项目不在绩效目标表内",
    severity=Severity.WARNING,
    category=Category.EXISTENCE,
    sources=("seed-ebian-2023#（四）部门整体支出绩效目标与二、（二）", "mof-framework-2013#重点支出安排率"),
)
def project_not_in_targets(given: AuditInput) -> Iterable[Outcome]:
    """正文列出支出的项目，在年初绩效目标表的任务或指标中找得到。

    按字面找：项目名称去掉“经费”“专项”等字以后，相连的两字有一半以上在表中。

    Holds: 找得到。   Breaks: 别的项目找得到，只有这一个找不到。
    Unknown: 表中多半项目找不到（表不按项目写），或正文只写一个项目。   Mend: 补报绩效目标或调整手续；名称不同的，统一名称。
    """
    projects = _projects(given)
    if len(projects) < _FEW:
        return
    words = _words(given)
    if not words:
        yield NotEvaluated(CODE, "没有读到绩效目标表", tuple(fact.origin for fact in projects.values()))
        return
    found = {name: fact for name, fact in projects.items() if _stands_in(name, words)}
    missing = {name: fact for name, fact in projects.items() if name not in found}
    if len(missing) > len(found):
        yield NotEvaluated(
            CODE,
            f"{len(projects)}个项目中{len(missing)}个在绩效目标表内找不到，表不按项目写任务，不能对照",
            tuple(fact.origin for fact in projects.values()),
        )
        return
    for name, fact in found.items():
        yield Held(CODE, Band.EXACT, (fact.origin,), (fact,), f"“{name}”在绩效目标表内")
    for name, fact in missing.items():
        yield _finding(name, fact, list(found))


def _projects(given: AuditInput) -> dict[str, Fact]:
    """Projects that the running text names with what was spent on them, each once."""
    taxonomy = load_taxonomy()
    found: dict[str, Fact] = {}
    for fact in given.statements.facts:
        context = fact.context
        named = context.item and context.item not in taxonomy and fact.concept.startswith("spend.project")
        if named and fact.figure.unit.is_money and context.basis is Basis.OUTTURN and fact.origin.block.startswith("p"):
            name = _core(context.item)
            if len(name) > 1:
                found.setdefault(name, fact)
    return found


def _core(name: str) -> str:
    """A project's name without the words that every project has."""
    name = re.sub(r"[（(].*?[）)]|[“”\"\s]", "", name)
    while (shorter := _TAILS.sub("", name)) != name and len(shorter) > 1:
        name = shorter
    return name


def _words(given: AuditInput) -> str:
    """All words of the tables of targets: those with indicator rows, and those of tasks above them."""
    tables = tables_of(given)
    held = {table_id(row.origin) for table in tables for row in table.rows}
    parts: list[str] = []
    for block in given.document.blocks:
        if block.kind is not BlockKind.TABLE:
            continue
        texts = [cell.text for cell in block.cells]
        if block.id in held or any(_TARGETS.search(text) for text in texts if len(text) < 20):
            parts += texts
    return "\n".join(parts) if tables else ""


def _stands_in(name: str, words: str) -> bool:
    pairs = [name[at : at + 2] for at in range(len(name) - 1)]
    return sum(pair in words for pair in pairs) * _ENOUGH >= len(pairs)


def _finding(name: str, fact: Fact, others: list[str]) -> Finding:
    shown = fact.context.item or name
    return Finding(
        CODE,
        Severity.WARNING,
        Category.EXISTENCE,
        f"项目“{shown}”支出{fact.figure.text}，绩效目标表的任务和指标中没有它（有{'、'.join(f'“{one}”' for one in others[:3])}）",
        "补充该项目的绩效目标和自评；年中追加的，写明追加文件；名称不同的，统一名称",
        (fact.origin,),
        likely_cause="年中追加或由别处划入的项目，没有随之调整绩效目标",
        expected="支出的项目都有绩效目标",
        stated=f"{shown}{fact.figure.text}",
        facts=(fact,),
    )
