"""JH-A-404 标题写一般公共预算财政拨款，数却是全部资金的。"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from jiheng.core.auditing import words
from jiheng.core.auditing.audit_input import AuditInput
from jiheng.core.auditing.finding import Band, Category, Finding, Held, NotEvaluated, Outcome, Severity
from jiheng.core.auditing.pairs import SURE, stated
from jiheng.core.auditing.shelf import check
from jiheng.core.facts.context import Basis
from jiheng.core.facts.fact import Fact

CODE = "JH-A-404"
_GENERAL = "一般公共预算财政拨款"
_CONCEPTS = ("spend.basic", "spend.project", "spend.basic.personnel", "spend.basic.public")
_STEPS = 2


@check(
    code=CODE,
    title="一般公共预算的说明用了全部资金的数",
    severity=Severity.WARNING,
    category=Category.ACCURACY,
    sources=("sh-final-accounts-2024-b#六、一般公共预算财政拨款基本支出决算情况说明", "govbudgetchecker-rules#V33-102至108"),
)
def all_funds_figure(given: AuditInput) -> Iterable[Outcome]:
    """文字写“一般公共预算财政拨款基本支出x”的，应等于该口径表中的数；等于全部资金表中的数，就是用错了表。

    Holds: 等于该口径表中的数。   Breaks: 等于全部资金表中的数，或相差的正是两种口径之差。
    Unknown: 没有该口径的表。   Mend: 改用一般公共预算财政拨款表中的数。
    """
    for block, pairs in _by_block(given):
        wrong = [(text, table) for text, table in pairs if text.figure.value != table.figure.value]
        if not wrong:
            facts = tuple(fact for pair in pairs for fact in pair)
            yield Held(CODE, Band.EXACT, tuple(fact.origin for fact in facts), facts, f"{block}：与{_GENERAL}的表相同")
            continue
        gap = wrong[0][0].figure.value - wrong[0][1].figure.value
        proof = [
            fact
            for fact in _all_funds(given, wrong[0][0].concept)
            if fact.figure.value == wrong[0][0].figure.value and fact.origin.block.startswith("t")
        ]
        between = _between_scopes(given, gap)
        if not proof and not between:
            reason = f"{wrong[0][0].label}{wrong[0][0].figure.text}与表中{wrong[0][1].figure.text}不同，但不是全部资金的数"
            yield NotEvaluated(CODE, reason, (wrong[0][0].origin, wrong[0][1].origin))
            continue
        yield _finding(wrong, proof[:1], between, gap)


def _finding(wrong: list[tuple[Fact, Fact]], proof: list[Fact], between: list[Fact], gap: Decimal) -> Finding:
    unit = wrong[0][0].figure.unit
    shown = "、".join(f"{text.label}{text.figure.text}（表中{table.figure.text}）" for text, table in wrong)
    facts = tuple(fact for pair in wrong for fact in pair) + tuple(dict.fromkeys((*proof, *between)))
    whence = f"{wrong[0][0].figure.text}正是全部资金表中的数" if proof else f"相差的{words.in_unit(gap, unit)}与两种口径的支出之差相合"
    return Finding(
        CODE, Severity.WARNING, Category.ACCURACY,
        f"写作{_GENERAL}的{shown}，都多{words.in_unit(gap, unit)}" if len(wrong) > 1 else f"写作{_GENERAL}的{shown}，相差{words.in_unit(abs(gap), unit)}",
        f"改用{_GENERAL}表中的数；如含上年结转等其他资金，改写标题的口径", tuple(fact.origin for fact in facts),
        likely_cause=f"{whence}，用了全部资金的口径", expected=wrong[0][1].figure.text, stated=wrong[0][0].figure.text,
        difference=words.in_unit(abs(gap), unit), facts=facts,
        working=tuple(f"{words.plain(text)} - {words.plain(table)} = {words.in_unit(text.figure.value - table.figure.value, unit)}" for text, table in wrong),
    )  # fmt: skip


def _by_block(given: AuditInput) -> Iterator[tuple[str, list[tuple[Fact, Fact]]]]:
    """Figures of the running text with this scope, each with the one printed in a table of the same scope."""
    alike = [
        fact for fact in given.statements.facts
        if fact.concept in _CONCEPTS and fact.context.scope == _GENERAL and fact.context.basis is Basis.OUTTURN and not fact.context.item
        and fact.context.period == given.statements.period and fact.trust >= SURE
    ]  # fmt: skip
    tables = {fact.concept: fact for fact in alike if fact.origin.block.startswith("t")}
    blocks: dict[str, list[tuple[Fact, Fact]]] = {}
    for fact in alike:
        if fact.origin.block.startswith("p") and fact.concept in tables:
            blocks.setdefault(fact.origin.block, []).append((fact, tables[fact.concept]))
    yield from blocks.items()


def _all_funds(given: AuditInput, concept: str) -> list[Fact]:
    return [fact for fact in stated(given, (concept,), (Basis.OUTTURN,)) if not fact.context.scope]


def _between_scopes(given: AuditInput, gap: Decimal) -> list[Fact]:
    """The spending of all funds and of the general budget, where they differ by about the gap."""
    whole = [fact for fact in stated(given, ("spend.current",), (Basis.OUTTURN,)) if not fact.context.scope][:1]
    general = [
        fact
        for fact in stated(given, ("spend.current", "spend.appropriation.general"), (Basis.OUTTURN,))
        if _GENERAL in (fact.context.scope, fact.label.removesuffix("支出"))
    ][:1]
    if not whole or not general or not gap:
        return []
    difference = whole[0].figure.value - general[0].figure.value
    return [*whole, *general] if abs(difference - gap) <= _STEPS * whole[0].figure.base_step else []
