"""JH-A-303 称全部办结，而印出的件数没有办完。"""

from __future__ import annotations

import re
from collections.abc import Iterable

from jiheng.core.auditing import words
from jiheng.core.auditing.audit_input import AuditInput
from jiheng.core.auditing.finding import Band, Category, Finding, Held, NotEvaluated, Outcome, Severity
from jiheng.core.auditing.pairs import is_sure
from jiheng.core.auditing.phrases import Said, by_block, said
from jiheng.core.auditing.shelf import check
from jiheng.core.facts.fact import Fact

CODE = "JH-A-303"
_CLAIM = re.compile(
    "(?:全部|均已|已全部|全都|百分之百|100%)(?:已|得到|按时|如期|按期|予以)?(?:办结|办复|办理完毕|办理完成|答复|整改(?:到位|完成|完毕)?|完成|落实|销号|化解)|(?:办结|办复|整改)率(?:达到?|为)?100%"
)
_IN_HAND = re.compile("[^。；]{0,24}(?:未到|期限内|正在|在办|尚在|未满|转办|合并|不予受理)")
_RECEIVED = re.compile("收到|接到|受理|征集")
_BOTH = 2
_DONE = re.compile("(?<![应需待拟须])(?:办结|办复|办理|答复|整改|完成|落实|销号|化解)(?:完成|完毕|到位|了)?[^的]{0,4}$")
# words of the sentence → what there was, what was done
_KINDS = (
    ("微建议", "micro.submitted", ("micro.closed",)),
    ("提案", "proposals.filed", ("proposals.closed", "proposals.answered")),
    ("问题", "problems.found", ("problems.rectified",)),
    ("问题", "supervision.handed", ("supervision.rectified",)),
)


@check(
    code=CODE,
    title="称全部办结，与件数不符",
    severity=Severity.WARNING,
    category=Category.ACCURACY,
    sources=("seed-nansha-2022#（二）年度总体工作", "seed-ebian-2023#二、（二）", "seed-changning-2020#三、（三）"),
)
def all_closed_claim(given: AuditInput) -> Iterable[Outcome]:
    """“全部办结”“均已办结”“办结率100%”：同一年度的办结（整改）件数应等于立案（交办、发现）件数。

    Holds: 两数相等。   Breaks: 办结件数少于立案件数。
    Unknown: 没有印出办结件数。   Mend: 核对台账后更正件数或改写该句。
    """
    known: dict[str, list[tuple[Fact, Fact]]] = {}
    facts_of = by_block(given.statements.facts)
    for one in said(given.document, _CLAIM, "办结", "办复", "办理", "答复", "整改", "完成", "落实", "销号", "化解"):
        if one.is_plan:
            continue
        counted = _counted(one, facts_of.get(one.block.id, []))
        if counted is not None:
            if _IN_HAND.match(given.document.text, one.span.end):
                yield NotEvaluated(CODE, f"“{one.match.group()}”不算还没有到期的", (one.span,))
            else:
                # Of what was received some is merged, passed on or refused: it need not be all that there was to do.
                received = _RECEIVED.search(counted[0].origin.quote)
                yield _judge(one, *counted, Severity.WARNING if received else Severity.ERROR)
            continue
        if "完成" in one.match.group() or "落实" in one.match.group():
            continue
        for word, of, ended in _KINDS:
            if word in one.sentence and of not in known:
                known[of] = _pairs(given, of, ended)
        pairs = [pair for word, of, _ in _KINDS if word in one.sentence for pair in known[of]]
        if not pairs:
            yield NotEvaluated(CODE, f"“{one.match.group()}”没有立案（交办）与办结（整改）件数可比", (one.span,))
        for total, done in pairs:
            yield _judge(one, total, done, Severity.WARNING)


def _judge(one: Said, total: Fact, done: Fact, severity: Severity) -> Outcome:
    facts = (total, done)
    evidence = (one.span, total.origin, done.origin)
    if done.figure.range.high >= total.figure.range.low:
        return Held(CODE, Band.EXACT, evidence, facts, f"{total.figure.text}，办结{done.figure.text}")
    return Finding(
        CODE, severity if not any(fact.figure.is_hedged or fact.repair for fact in facts) else Severity.WARNING, Category.ACCURACY,
        f"写“{one.match.group()}”，而{words.named(total)}，{words.named(done)}", "核对台账，更正件数，或写明未办结的件数和原因",
        evidence, likely_cause="" if is_sure(facts) or severity is Severity.ERROR else "两数的范围可能不同",
        expected=total.figure.text, stated=done.figure.text, facts=facts,
        difference=words.in_unit(total.figure.value - done.figure.value, total.figure.unit),
    )  # fmt: skip


def _counted(one: Said, facts: list[Fact]) -> tuple[Fact, Fact] | None:
    """All there was and what was done of it, where the sentence counts both before it claims that all is done."""
    end = one.span.start
    first = end - one.sentence.find(one.match.group())
    counts = [fact for fact in facts if first <= fact.origin.start < end and fact.figure.unit.dimension == "count" and fact.figure.value]
    if len(counts) < _BOTH or not _is_done(counts[-1]):
        return None
    done = counts[-1]
    alike = [fact for fact in counts[:-1] if fact.figure.unit.key == done.figure.unit.key and not _is_done(fact)]
    if not alike:
        return None
    total = next((fact for fact in alike if fact.figure.value == done.figure.value), alike[-1])
    return total, done


def _is_done(fact: Fact) -> bool:
    """Whether the words right before a count say that so much was done."""
    return _DONE.search(fact.origin.quote.removesuffix(fact.origin.text)) is not None


def _pairs(given: AuditInput, of: str, done: tuple[str, ...]) -> list[tuple[Fact, Fact]]:
    """What there was and what was done, of one period; each pair of values once."""
    ends = {(fact.context.period, fact.figure.unit.dimension): fact for fact in reversed(given.statements.facts) if fact.concept in done}
    found: dict[object, tuple[Fact, Fact]] = {}
    for total in given.statements.facts:
        fact = ends.get((total.context.period, total.figure.unit.dimension)) if total.concept == of else None
        if fact is not None:
            found.setdefault((total.context.period, total.figure.value), (total, fact))
    return list(found.values())
