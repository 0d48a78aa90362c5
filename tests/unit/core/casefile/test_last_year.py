"""Last year's report as a beginning: sections find their place, and whatever is of last year is marked."""

from __future__ import annotations

import pytest

from jiheng.core.casefile import steps
from jiheng.core.casefile.last_year import Stale, last_year, section_of
from jiheng.core.casefile.load_case import load_case
from jiheng.core.reporting.fact_index import FactIndex
from jiheng.core.rulepack.outline_files import load_outline

OUTLINE = load_outline("hunan/2023")
CASE = """
schema: jiheng.case/1
year: 2030
pack: hunan/2023
unit: {full_name: 某县档案馆, name: 县档案馆}
people: {quota: 12, actual: 11}
spend:
  total: {opening: 300, budget: 320, outturn: 318.5, last_year: 281.4}
  basic: {opening: 200, budget: 205, outturn: 204}
  project: {opening: 100, budget: 115, outturn: 114.5}
"""


def sections(text: str):
    document = steps.read(text.encode(), "上年.txt")
    case = load_case(CASE.encode(), "case.yaml")
    index = FactIndex(case.content.statements.facts, 2030)
    return last_year(document, steps.facts(document, 2029), OUTLINE, index, 2030)


def report(body: str) -> str:
    return f"某县档案馆2029年度部门整体支出绩效自评报告\n\n一、部门基本情况\n（一）主要职能\n负责档案的收集保管。\n六、整体支出绩效情况\n{body}\n"


def marks(body: str):
    found = [one for section in sections(report(body)) for one in section.paragraphs if one.text in body]
    return {mark.text: mark for one in found for mark in one.marks}


@pytest.mark.parametrize(
    ("title", "plan"),
    [
        ("四、存在的主要问题及原因", "problems"),
        ("（一）主要职责", "functions"),
        ("五、改进的措施和建议", "measures"),
        ("（二）机构设置情况", "organisation"),
        ("三、政府性基金预算支出", "fund_spend"),
        ("附录：名词解释", ""),
    ],
)
def test_headings_find_the_section_they_mean(title, plan) -> None:
    assert section_of(title, "", OUTLINE) == plan


def test_a_heading_that_fits_nowhere_goes_with_the_one_above() -> None:
    assert section_of("1.提升服务水平", "四、存在的问题", OUTLINE) == "problems"


def test_amounts_come_with_those_of_this_year() -> None:
    found = marks("2029年部门支出合计281.4万元，年末在职人员10人。")
    assert (found["281.4万元"].kind, found["281.4万元"].proposed) == (Stale.FIGURE, "318.50万元")
    assert found["281.4万元"].fact == "spend.total.outturn"
    assert found["10人"].proposed == "11人"
    assert (found["2029"].kind, found["2029"].proposed) == (Stale.YEAR, "2030")


def test_a_figure_of_the_year_before_moves_on_too() -> None:
    assert marks("2028年部门支出合计260.1万元。")["260.1万元"].proposed == "281.40万元"


def test_a_figure_that_nobody_knows_is_marked_without_a_guess() -> None:
    mark = marks("全年接待查档1260人次。")["1260人次"]
    assert mark.proposed == ""
    assert "请更新" in mark.why


@pytest.mark.parametrize(
    ("body", "text", "kind", "proposed"),
    [
        ("五届四次全会顺利召开。", "五届四次全会", Stale.SESSION, "五届五次全会"),
        ("召开第九届委员会第二次会议。", "第九届委员会第二次会议", Stale.SESSION, "第九届委员会第三次会议"),
        ("按照某财绩〔2029〕8号文件要求开展。", "某财绩〔2029〕8号", Stale.DOCUMENT, ""),
        ("副主任张小明带队调研。", "张小明", Stale.PERSON, ""),
        ("9月12日举办展览。", "9月12日", Stale.DATE, ""),
    ],
)
def test_sessions_documents_people_and_days_are_marked(body, text, kind, proposed) -> None:
    found = marks(body)
    assert (found[text].kind, found[text].proposed) == (kind, proposed)


@pytest.mark.parametrize("body", ["坚持为民服务，档案工作提质增效。", "主任办公会研究部署，主席台布置简朴。", "自1998年起连年获评先进。"])
def test_words_that_hold_in_any_year_are_left_alone(body) -> None:
    assert not marks(body)


def test_what_is_enclosed_is_left_out() -> None:
    text = report("工作正常。") + "附件：1.自评表\n某县档案馆\n2030年3月1日\n"
    assert "自评表" not in "".join(section.text for section in sections(text))


@pytest.mark.parametrize(
    ("body", "text", "around"),
    [
        ("全年累计共接待查档群众1260人次。", "1260人次", ("累计共接待查档群众", "")),
        ("2029年窗口2个。", "2个", ("年窗口", "。")),
        ("窗口2个、3人。", "2个", ("窗口", "、")),
    ],
)
def test_a_mark_is_known_by_what_stands_around_it_up_to_the_next(body, text, around) -> None:
    (paragraph,) = [one for section in sections(report(body)) for one in section.paragraphs if one.text == body]
    mark = next(one for one in paragraph.marks if one.text == text)
    before, behind = paragraph.around(mark)
    assert (before, behind) == (around[0][-8:], around[1])
