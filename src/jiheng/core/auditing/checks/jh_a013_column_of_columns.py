"""JH-A-013 表中各行（列）算法一致，个别不符。"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from jiheng.core.auditing.audit_input import AuditInput
from jiheng.core.auditing.common_wholes import CommonWhole
from jiheng.core.auditing.finding import Band, Category, Finding, Held, Outcome, Severity
from jiheng.core.auditing.line_rules import LAST, Kept, LineRule, is_explained, made_by
from jiheng.core.auditing.number_grid import Line, Number
from jiheng.core.auditing.poured_grids import poured_grids
from jiheng.core.auditing.row_rates import row_rates
from jiheng.core.auditing.shelf import check
from jiheng.core.auditing.table_rules import TableRules, rules_in, rules_of
from jiheng.core.documents.block import BlockKind
from jiheng.core.facts.fact import Fact

CODE = "JH-A-013"


@check(
    code=CODE,
    title="表中一列由另两列算出，个别行不符",
    severity=Severity.WARNING,
    category=Category.ACCURACY,
    sources=("sh-final-accounts-2024-a#支出决算表", "rules-practice#A02"),
)
def column_of_columns(given: AuditInput) -> Iterable[Outcome]:
    """一张表中几乎每一行的某列都由另几列相加、相减或相除得来（或由上一行的同一列得来），其余的行也应如此；各列之于行也一样。

    Holds: 这一行的几个数相符。   Breaks: 别的行都相符，只有这一行（至多四分之一的行）不符。
    Unknown: 相符的行太少，看不出各列的关系。   Mend: 核对这一行的几个数。
    """
    facts = {fact.origin.start: fact for fact in given.statements.facts}
    told = {row.rate.origin.start for row in row_rates(given) if row.can_be_judged}  # JH-A-229 judges those
    for table in given.document.blocks:
        if table.kind is BlockKind.TABLE:
            yield from _judge(rules_of(table), given, facts, told)
    for grid, table in poured_grids(given.document.blocks):
        yield from _judge(rules_in(grid, table), given, facts, told)


def _judge(rules: TableRules, given: AuditInput, facts: Mapping[int, Fact], told: set[int]) -> Iterator[Outcome]:
    judged: set[int] = set()
    kept, wholes = rules
    for one, _ in kept:
        for line in one.held:
            if line[one.rule.result].start not in judged:
                judged.add(line[one.rule.result].start)
                yield _held(line, one.rule, given, facts)
    judged |= {line[one.share].start for one in wholes for line in one.held}
    for whole in wholes:
        for line in whole.failed:
            if line[whole.share].start not in judged | told:
                judged |= {line[whole.share].start, line[whole.amount].start}
                yield _of_another(line, whole, given, facts)
    for one, is_turned in kept:
        for line in one.failed:
            cells = {number.start for number in _numbers(line, one.rule)}
            if line[one.rule.result].start not in judged and not cells & told and _is_alike(line, one) and not is_explained(one.rule, line):
                judged |= cells
                yield _finding(line, one, given, facts, is_turned=is_turned)


def _is_alike(line: Line, kept: Kept) -> bool:
    """Whether a line prints rates where the others do: one that lost a cell does not."""
    other = kept.held[0]
    places = [place for place in (kept.rule.result, *kept.rule.operands) if place in line and place in other]
    return all(line[place].in_percent == other[place].in_percent for place in places)


def _of(numbers: Sequence[Number], facts: Mapping[int, Fact]) -> tuple[Fact, ...]:
    return tuple(facts[number.start] for number in numbers if number.start in facts)


def _numbers(line: Line, rule: LineRule) -> list[Number]:
    return [line[place] for place in (rule.result, *rule.operands) if place in line]


def _held(line: Line, rule: LineRule, given: AuditInput, facts: Mapping[int, Fact]) -> Held:
    numbers = _numbers(line, rule)
    spans = tuple(given.document.span(number.cell.block, 0, len(number.cell.text)) for number in numbers)
    return Held(CODE, Band.ROUNDING, spans, _of(numbers, facts), _words(line, rule))


def _words(line: Line, rule: LineRule) -> str:
    result, *parts = (number.cell.text.strip() for number in _numbers(line, rule))
    return f"{f' {rule.kind.words} '.join(parts)}，印作{result}"


def _of_another(line: Line, common: CommonWhole, given: AuditInput, facts: Mapping[int, Fact]) -> Finding:
    numbers = [line[common.share], line[common.amount]]
    step = numbers[0].step
    low, high = (end.quantize(step) for end in (common.share_of(line).low, common.share_of(line).high))
    expected = f"{low:f}" if low == high else f"{low:f}—{high:f}"
    whole = ((common.whole.low + common.whole.high) / 2).quantize(numbers[1].step)
    stated = numbers[0].cell.text.strip()
    return Finding(
        CODE,
        Severity.WARNING,
        Category.ACCURACY,
        f"第{common.share + 1}列其余各行都是第{common.amount + 1}列占同一总数（约{whole:f}）的百分比，这一行算得{expected}，印作{stated}",
        "核对这一行的数和占比",
        tuple(given.document.span(number.cell.block, 0, len(number.cell.text)) for number in numbers),
        expected=expected,
        stated=stated,
        facts=_of(numbers, facts),
        working=(f"{numbers[1].cell.text.strip()} ÷ {whole:f} × 100 = {expected}，印作{stated}",),
    )


def _finding(line: Line, kept: Kept, given: AuditInput, facts: Mapping[int, Fact], *, is_turned: bool) -> Finding:
    rule = kept.rule
    numbers = _numbers(line, rule)
    made = made_by(rule, line)
    spans = tuple(given.document.span(number.cell.block, 0, len(number.cell.text)) for number in numbers)
    stated = numbers[0].cell.text.strip()
    here, there = ("列", "行") if is_turned else ("行", "列")
    names = rule.kind.words.join(f"第{place + 1}{there}" if place < LAST else f"上一{here}的第{place - LAST + 1}{there}" for place in rule.operands)
    return Finding(
        CODE,
        Severity.WARNING,
        Category.ACCURACY,
        f"这张表其余各{here}都是{names}得第{rule.result + 1}{there}，这一{here}算得{made:f}，印作{stated}",
        f"核对这一{here}的几个数",
        spans,
        expected=f"{made:f}",
        stated=stated,
        facts=_of(numbers, facts),
        working=(_words(line, rule),),
    )
