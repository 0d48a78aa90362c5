"""The fact base answers Found, Missing or Conflict, and never picks the first of several."""

from __future__ import annotations

from dataclasses import replace

import pytest

from jiheng.core.errors import LawbookError
from jiheng.core.facts import factbase
from jiheng.core.facts.context import Basis
from jiheng.core.facts.factbase import Conflict, FactBase, Found, Missing, load_equivalents
from jiheng.core.facts.statements import StatedRatio, Statements
from jiheng.core.period import Period
from tests.lawbook.stated import fact, statements

OUT = Basis.OUTTURN


def base(*pairs: tuple[str, str]) -> FactBase:
    return FactBase(statements(fact(name, text, at) for at, (name, text) in enumerate(pairs)))


def found(answer: object) -> str:
    assert isinstance(answer, Found), answer
    return answer.fact.figure.text


def test_one_statement_is_found() -> None:
    assert found(base(("spend.basic@执行", "753.07万元")).ask("spend.basic", OUT)) == "753.07万元"


def test_no_statement_is_missing_with_its_reason() -> None:
    answer = base(("spend.basic@执行", "753.07万元")).ask("spend.basic", Basis.OPENING)
    assert isinstance(answer, Missing)
    assert answer.reason == "文中没有2023年基本支出（年初预算）"


def test_disagreeing_statements_are_a_conflict_not_the_first() -> None:
    answer = base(("spend.basic@执行", "386.28万元"), ("spend.basic@执行", "386.06万元"), ("spend.basic@执行", "386.28万元")).ask("spend.basic", OUT)
    assert isinstance(answer, Conflict)
    assert [one.figure.text for one in answer.facts] == ["386.28万元", "386.06万元"]
    assert "386.28万元、386.06万元" in answer.reason


def test_agreeing_statements_give_the_most_precise_and_keep_the_others() -> None:
    answer = base(("spend.basic@执行", "约753万元"), ("spend.basic@执行", "753.1万元"), ("spend.basic@执行", "753.07万元")).ask("spend.basic", OUT)
    assert found(answer) == "753.07万元"
    assert isinstance(answer, Found)
    assert [one.figure.text for one in answer.witnesses] == ["753.1万元", "753万元"]


def test_a_middle_figure_that_agrees_with_both_does_not_hide_a_conflict() -> None:
    answer = base(("spend.basic@执行", "753.14万元"), ("spend.basic@执行", "753.06万元"), ("spend.basic@执行", "753.1万元")).ask("spend.basic", OUT)
    assert isinstance(answer, Conflict)


def test_exact_scope_first_then_unscoped() -> None:
    facts = base(("spend.basic@执行#财政拨款", "700万元"), ("spend.basic@执行", "753.07万元"))
    assert found(facts.ask("spend.basic", OUT, scope="财政拨款")) == "700万元"
    assert found(facts.ask("spend.basic", OUT, scope="政府性基金")) == "753.07万元"
    assert found(facts.ask("spend.basic", OUT)) == "753.07万元"


def test_the_only_scope_answers_for_none_but_two_scopes_do_not() -> None:
    one = base(("spend.basic@执行#财政拨款", "700万元"))
    answer = one.ask("spend.basic", OUT)
    assert isinstance(answer, Found)
    assert answer.scope == "财政拨款"
    two = base(("spend.basic@执行#财政拨款", "700万元"), ("spend.basic@执行#政府性基金", "50万元")).ask("spend.basic", OUT)
    assert isinstance(two, Missing)
    assert two.scopes == ("政府性基金", "财政拨款")
    assert "分别列示" in two.reason


def test_a_scope_in_the_standard_name_is_no_scope() -> None:
    assert found(base(("income.appropriation@执行#财政拨款", "700万元")).ask("income.appropriation", OUT)) == "700万元"
    facts = base(("three.total@执行#财政拨款", "3.46万元"), ("three.reception@执行", "3.46万元"))
    answer = facts.ask("three.total", OUT)
    assert isinstance(answer, Found)
    assert answer.scope == ""


def test_totals_do_not_take_figures_of_items() -> None:
    facts = base(("spend.project@执行[委员培训]", "42.82万元"))
    assert isinstance(facts.ask("spend.project", OUT), Missing)
    assert found(facts.ask("spend.project", OUT, item="委员培训")) == "42.82万元"


def test_figures_of_no_known_concept_are_told_apart_by_their_item() -> None:
    assert found(base(("unnamed@执行[提案办理]", "37.24万元")).ask("unnamed", OUT, item="提案办理")) == "37.24万元"


def test_doubtful_facts_answer_only_when_nothing_better_does() -> None:
    sure, doubtful = fact("spend.basic@执行", "753.07万元", 0), fact("spend.basic@执行", "850.19万元", 1, trust="0.5")
    answer = FactBase(statements([doubtful, sure])).ask("spend.basic", OUT)
    assert found(answer) == "753.07万元"
    assert isinstance(answer, Found)
    assert not answer.doubtful
    alone = FactBase(statements([doubtful])).ask("spend.basic", OUT)
    assert isinstance(alone, Found)
    assert alone.doubtful


def test_last_year_is_another_year() -> None:
    facts = base(("three.total@执行", "16.41万元"), ("three.total@执行.上年", "18.5万元"))
    assert found(facts.ask("three.total", OUT)) == "16.41万元"
    assert found(facts.ask("three.total", OUT, 2022)) == "18.5万元"


def test_parts_of_a_year_and_runs_of_years_are_left_out() -> None:
    half = fact("spend.total@执行", "400万元")
    half = replace(half, context=half.context._replace(period=Period(2023, months=(1, 6))))
    five = fact("spend.total@执行", "4000万元", 1)
    five = replace(five, context=five.context._replace(period=Period(2023, years=5)))
    assert isinstance(FactBase(statements([half, five])).ask("spend.total", OUT), Missing)


def test_no_basis_asks_for_what_is_or_was_done() -> None:
    assert found(base(("staff.actual", "30人")).ask("staff.actual")) == "30人"
    assert found(base(("spend.execution_rate@执行", "98%")).ask("spend.execution_rate")) == "98%"
    assert isinstance(base(("spend.execution_rate@目标", "95%")).ask("spend.execution_rate"), Missing)


def test_a_near_concept_stands_in_unless_what_parts_them_is_stated() -> None:
    answer = base(("spend.total@执行", "841.25万元")).ask("spend.current", OUT)
    assert isinstance(answer, Found)
    assert answer.stands_in
    assert isinstance(base(("spend.total@执行", "860万元"), ("carry.closing@执行", "18.75万元")).ask("spend.current", OUT), Missing)
    assert isinstance(base(("spend.total@执行", "860万元"), ("carry.closing@执行", "0万元")).ask("spend.current", OUT), Found)
    two = base(("spend.total@执行", "860万元"), ("spend.total@执行", "806万元")).ask("spend.current", OUT)
    assert isinstance(two, Conflict)
    assert two.stands_in


def test_the_same_thing_in_other_words_is_one_thing() -> None:
    facts = base(("spend.execution_rate", "99.8%"), ("spend.execution_rate{spend.total}@执行", "99.98%"))
    assert isinstance(facts.ask("spend.execution_rate"), Conflict)


def test_a_rate_in_the_row_of_a_concept_is_a_rate_of_it() -> None:
    assert found(base(("spend.execution_rate[spend.basic]", "99.89%")).ask("spend.execution_rate of spend.basic")) == "99.89%"


@pytest.mark.parametrize(("words", "general"), [("预算完成率", True), ("完成年初预算", False), ("完成预算", False), ("占总支出", False)])
def test_a_rate_tied_to_its_own_figures_answers_only_when_worded_generally(words: str, *, general: bool) -> None:
    rate = fact("spend.execution_rate", "98%")
    stated = Statements("某机关", Period(2023), (rate,), ratios=(StatedRatio(rate, None, None, words, rate.origin),))
    assert isinstance(FactBase(stated).ask("spend.execution_rate"), Found) is general


def test_places_tell_years_items_and_scopes() -> None:
    facts = base(("spend.basic@执行#财政拨款", "7万元"), ("spend.basic@执行.上年", "6万元"), ("spend.basic@执行[离退休]", "1万元"))
    assert facts.places("spend.basic", OUT) == {(2023, "", "财政拨款"), (2022, "", ""), (2023, "离退休", "")}


def test_an_unknown_field_of_the_equivalents_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(factbase, "load_yaml", lambda _: {"spend.total": {"nearly": ["spend.current"]}})
    with pytest.raises(LawbookError, match="JH-P-020"):
        load_equivalents.__wrapped__()
