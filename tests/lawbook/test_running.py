"""How relations are run: scopes and years apart, doubt lowers severity, two readings, no figure against itself."""

from __future__ import annotations

from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal

from hypothesis import assume, given
from hypothesis import strategies as st

from jiheng.core.auditing.audit_input import AuditInput
from jiheng.core.auditing.finding import Finding, Held, NotEvaluated, Outcome, Severity
from jiheng.core.auditing.relations import Bench
from jiheng.core.auditing.runner import audit
from jiheng.core.documents.document import Document
from jiheng.core.facts.fact import Fact
from jiheng.core.rulepack.load import load_pack
from jiheng.core.rulepack.model import Relation
from tests.lawbook.stated import fact, outcomes, statements

PACK = {one.code: one for one in load_pack("national/2020").relations}
WHOLE, BASIC, PROJECT = "spend.current@执行", "spend.basic@执行", "spend.project@执行"


def run(code: str, *pairs: tuple[str, str]) -> list[Outcome]:
    return outcomes(PACK[code], statements(fact(name, text, at) for at, (name, text) in enumerate(pairs)))


def test_each_scope_is_judged_by_itself() -> None:
    own = [(f"{name}#财政拨款", text) for name, text in ((WHOLE, "80万元"), (BASIC, "50万元"), (PROJECT, "20万元"))]
    said = run("JH-R-0301", (WHOLE, "100万元"), (BASIC, "60万元"), (PROJECT, "40万元"), *own)
    assert sum(isinstance(one, Held) for one in said) == 1
    (finding,) = [one for one in said if isinstance(one, Finding)]
    assert "（财政拨款）" in finding.message
    assert finding.severity is Severity.WARNING


def test_figures_of_unlike_scopes_prove_nothing() -> None:
    (said,) = run("JH-R-0301", (WHOLE, "100万元"), (BASIC, "60万元"), (f"{PROJECT}#财政拨款", "50万元"))
    assert isinstance(said, NotEvaluated)
    assert "口径不一" in said.reason


def test_last_year_is_judged_by_itself() -> None:
    now, before = ((WHOLE, "100万元"), (BASIC, "60万元"), (PROJECT, "40万元")), ((WHOLE, "90万元"), (BASIC, "70万元"), (PROJECT, "40万元"))
    said = run("JH-R-0301", *now, *((f"{name}.上年", text) for name, text in before))
    (finding,) = [one for one in said if isinstance(one, Finding)]
    assert finding.message.startswith("2022年")
    assert finding.severity is Severity.ERROR
    assert finding.working == ("90万元", "70 + 40 = 110万元")


def test_parts_above_the_whole_are_an_error_parts_below_it_a_warning() -> None:
    above = run("JH-R-0301", (WHOLE, "100.00万元"), (BASIC, "60.00万元"), (PROJECT, "45.00万元"))
    below = run("JH-R-0301", (WHOLE, "100.00万元"), (BASIC, "60.00万元"), (PROJECT, "35.00万元"))
    assert [one.severity for one in above + below if isinstance(one, Finding)] == [Severity.ERROR, Severity.WARNING]


def test_doubt_and_a_stand_in_lower_an_error() -> None:
    sound = [fact(WHOLE, "100万元", 0), fact(BASIC, "70万元", 1), fact(PROJECT, "40万元", 2)]

    def severity(facts: list[Fact]) -> Severity:
        (finding,) = outcomes(PACK["JH-R-0301"], statements(facts))
        assert isinstance(finding, Finding)
        return finding.severity

    assert severity(sound) is Severity.ERROR
    assert severity([*sound[:2], fact(PROJECT, "40万元", 2, trust="0.75")]) is Severity.WARNING
    assert severity([*sound[:2], fact(PROJECT, "约40万元", 2)]) is Severity.WARNING
    assert severity([fact("spend.total@执行", "100万元", 0), *sound[1:]]) is Severity.WARNING


def test_a_figure_is_never_compared_with_itself() -> None:
    said = run("JH-R-0405", ("spend.total@执行", "5万元"), ("carry.closing@执行", "0万元"))
    assert not [one for one in said if not isinstance(one, NotEvaluated)]  # the total would stand in for the year's own spending
    said = run("JH-R-0213", ("spend.total@执行", "5万元"), ("spend.total@全年预算", "6万元"))
    assert sum(isinstance(one, Held) for one in said) == 1  # once for 支出总计, not again for 本年支出


def test_of_two_readings_the_reason_names_the_one_that_fits() -> None:
    (said,) = run("JH-R-0301", (WHOLE, "730.55万元"), (BASIC, "386.28万元"), (BASIC, "386.06万元"), (PROJECT, "344.27万元"))
    assert isinstance(said, NotEvaluated)
    assert "取386.28万元则相符" in said.reason


def test_two_readings_that_both_break_are_a_warning() -> None:
    (said,) = run("JH-R-0301", (WHOLE, "700万元"), (BASIC, "386.28万元"), (BASIC, "386.06万元"), (PROJECT, "344.27万元"))
    assert isinstance(said, Finding)
    assert said.severity is Severity.WARNING


def test_a_relation_of_which_nothing_is_stated_is_silent() -> None:
    assert run("JH-R-0301", ("staff.actual", "30人")) == []


def test_a_relation_of_another_kind_of_document_is_silent() -> None:
    stated = statements([fact("both.total@执行", "10万元"), fact("income.total@执行", "11万元", 1)])
    assert outcomes(PACK["JH-R-0402"], stated, "绩效") == []


def test_units_that_cannot_be_compared_are_not_evaluated() -> None:
    (said,) = run("JH-R-0205", ("staff.actual", "30人"), ("staff.quota", "27个"))
    assert isinstance(said, NotEvaluated)
    assert "单位不同" in said.reason


def test_the_kind_of_a_document_is_read_off_its_head() -> None:
    def kinds(text: str) -> frozenset[str]:
        return Bench.of(AuditInput(Document("0" * 64, "a.txt", "txt", text, ()), statements([]))).kinds

    assert kinds("某县政协2023年度部门整体支出绩效自评报告") == {"绩效"}
    assert kinds("某局2023年度部门决算公开") == {"决算"}
    assert kinds("某局2024年部门预算公开说明") == {"预算"}
    assert kinds("会议纪要") == frozenset()


def test_the_runner_says_a_thing_once_and_a_crash_is_no_finding() -> None:
    facts = [fact(WHOLE, "100万元", 0), fact(BASIC, "70万元", 1), fact(PROJECT, "40万元", 2)]
    broken = replace(PACK["JH-R-0301"], code="JH-R-9999", message="{nothing}")
    document = Document("0" * 64, "a.txt", "txt", "", ())
    result = audit(AuditInput(document, statements(facts), (PACK["JH-R-0301"], replace(PACK["JH-R-0301"], code="JH-R-9998"), broken)))
    assert [one.code for one in result.findings if one.code.startswith("JH-R")] == ["JH-R-0301"]
    assert [one.code for one in result.crashes] == ["JH-R-9999"]


def test_the_fingerprint_stays_when_the_figures_change() -> None:
    def print_of(project: str) -> str:
        (finding,) = run("JH-R-0301", (WHOLE, "100万元"), (BASIC, "70万元"), (PROJECT, project))
        assert isinstance(finding, Finding)
        return finding.fingerprint

    assert print_of("40万元") == print_of("45万元")


_CENTS = st.integers(min_value=1, max_value=10**11)
_STEPS = st.sampled_from([Decimal("0.000001"), Decimal("0.01"), Decimal("0.1"), Decimal(1)])


def printed(cents: int, step: Decimal) -> str:
    """A true amount of cents in 万元, rounded to a step."""
    number = (Decimal(cents) / 1_000_000 / step).quantize(Decimal(1), ROUND_HALF_UP) * step
    return f"{number:f}万元"


@given(_CENTS, _CENTS, st.tuples(_STEPS, _STEPS, _STEPS))
def test_a_true_sum_printed_with_any_rounding_never_breaks(basic: int, project: int, steps: tuple[Decimal, Decimal, Decimal]) -> None:
    texts = [printed(amount, step) for amount, step in zip((basic + project, basic, project), steps, strict=True)]
    assume("0万元" not in texts or max(steps) == min(steps))  # beside decimals 0万元 is read as none at all
    said = run("JH-R-0301", *zip((WHOLE, BASIC, PROJECT), texts, strict=True))
    assert not [one for one in said if isinstance(one, Finding)]


@given(_CENTS, _CENTS, _STEPS, _STEPS, st.sampled_from([Decimal("0.01"), Decimal("0.1"), Decimal(1)]))
def test_a_true_rate_printed_with_any_rounding_never_breaks(spent: int, budget: int, one: Decimal, two: Decimal, step: Decimal) -> None:
    rate = (Decimal(spent) / Decimal(budget) * 100 / step).quantize(Decimal(1), ROUND_HALF_UP) * step if spent < budget * 10**6 else Decimal(0)
    if not rate:
        return
    said = run(
        "JH-R-0101", ("spend.total@执行", printed(spent, one)), ("spend.total@全年预算", printed(budget, two)), ("spend.execution_rate", f"{rate:f}%")
    )
    assert not [finding for finding in said if isinstance(finding, Finding)]


@given(st.permutations(list(range(4))))
def test_the_order_of_facts_changes_nothing(order: list[int]) -> None:
    facts = [fact(WHOLE, "100万元", 0), fact(BASIC, "70万元", 1), fact(PROJECT, "40万元", 2), fact("staff.actual", "30人", 3)]
    relation: Relation = PACK["JH-R-0301"]
    assert outcomes(relation, statements(facts[place] for place in order)) == outcomes(relation, statements(facts))
