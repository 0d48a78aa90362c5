"""Reports composed out of cases: outline, wording, empty sections, typed numbers, forms; and the loop back to the facts."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from jiheng.core.auditing.finding import Severity
from jiheng.core.casefile import steps
from jiheng.core.casefile.load_case import load_case
from jiheng.core.casefile.package import _FORMS
from jiheng.core.casefile.report_of_case import report_input
from jiheng.core.casefile.scoring_steps import score_case
from jiheng.core.reporting.composition import compose, form_draft, layout_of, tables_of, title_lines
from jiheng.core.reporting.draft import Attachment, CellKind, Chart, Draft, Heading, Mark, Paragraph, Style, Table, Title, plain
from jiheng.core.reporting.narrative import Reading, checked
from jiheng.core.reporting.renderer_shelf import Audience, render
from jiheng.core.reporting.shelf import SECTIONS
from jiheng.core.rulepack.load import list_packs
from jiheng.core.rulepack.outline_files import load_layouts, load_outline
from tests.unit.core.casefile.made import CASE, changed
from tests.unit.core.reporting.composed import SAMPLES, composed, missed, sample
from tests.unit.core.reporting.dumped import document_of


def made(text: bytes = CASE.encode(), pack: str = "") -> Draft:
    return composed(load_case(text, "案卷.yaml"), pack)


def words(draft: Draft) -> str:
    return "\n".join("".join(run.text for run in part.runs) for part in draft.parts if isinstance(part, Paragraph))


@pytest.mark.parametrize("name", SAMPLES)
def test_what_a_sample_prints_is_read_back_and_holds(name: str):
    draft = composed(sample(name))
    document = document_of(draft)
    statements = steps.facts(document)
    assert missed(draft.facts, statements.facts) == []
    assert [finding.message for finding in steps.audit(document, statements).findings if finding.severity is Severity.ERROR] == []


@pytest.mark.parametrize("name", SAMPLES)
@pytest.mark.parametrize("format", ["docx", "pdf", "html"])
def test_a_published_file_is_read_back_without_carried_facts(name: str, format: str):
    draft = composed(sample(name))
    document = steps.read(render(draft, format, audience=Audience.PUBLICATION), f"报告.{format}")
    statements = steps.facts(document)
    lost = missed(draft.facts, statements.facts)
    assert len(lost) <= len(draft.facts) / 100, lost
    assert [finding.message for finding in steps.audit(document, statements).findings if finding.severity is Severity.ERROR] == []


@pytest.mark.parametrize("name", SAMPLES)
@pytest.mark.parametrize("format", ["xlsx", "docx"])
def test_published_forms_are_read_back_whole(name: str, format: str):
    case = sample(name)
    given = report_input(case, case.pack, score_case(case).sheets)
    layouts = {layout.id: layout for layout in given.layouts}
    for title, ids in _FORMS:
        draft = form_draft(given, [table for id in ids if id in layouts for table in tables_of(given, layouts[id])], title)
        document = steps.read(render(draft, format, audience=Audience.PUBLICATION), f"表.{format}")
        statements = steps.facts(document, case.year)
        assert missed(draft.facts, statements.facts) == [], title
        errors = [finding.message for finding in steps.audit(document, statements).findings if finding.severity is Severity.ERROR]
        assert errors == [], title


@pytest.mark.parametrize("pack", list_packs())
def test_every_pack_has_an_outline_whose_parts_are_there(pack: str):
    outline, layouts = load_outline(pack), {layout.id for layout in load_layouts(pack)}
    assert set(outline.attachments) <= layouts
    assert {use for plan in outline.walk() for use in plan.use} <= set(SECTIONS.all())


@pytest.mark.parametrize("pack", [pack for pack in list_packs() if pack != "national/2013-department"])
def test_one_case_is_written_by_every_pack_and_read_back(pack: str):
    draft = made(pack=pack)
    document = document_of(draft)
    assert missed(draft.facts, steps.facts(document).facts) == []


@pytest.mark.parametrize("pack", list_packs())
def test_a_borrowed_table_of_base_data_says_whose_it_is(pack: str):
    table = next(layout for layout in load_layouts(pack) if layout.id == "base_data")
    theirs = next(layout for layout in load_layouts("hunan/2023") if layout.id == "base_data")
    assert table.rows == theirs.rows
    if pack.startswith("hunan"):
        assert (table.title, table.notes, table.verified) == (theirs.title, theirs.notes, True)
    else:
        assert "参考格式" in table.title
        assert "参照湖南省的格式" in table.notes[0]
        assert not table.verified


def test_headings_are_numbered_by_level():
    draft = composed(sample("sample-2-nansha-2022.yaml"))
    headings = [part for part in draft.parts if isinstance(part, Heading)]
    assert [heading.text for heading in headings if heading.level == 1] == [
        "一、基本情况",
        "二、综合评价分析",
        "三、存在的主要问题",
        "四、下一步改进措施",
    ]
    assert "（二）各项工作任务绩效目标完成情况分析" in [heading.text for heading in headings if heading.level == 2]
    assert "1.预算编制管理" in [heading.text for heading in headings if heading.level == 3]
    assert "（1）绩效目标设置情况" in [heading.text for heading in headings if heading.level == 4]


def test_an_empty_section_says_none():
    parts = made(pack="hunan/2023").parts
    at = next(place for place, part in enumerate(parts) if isinstance(part, Heading) and "政府性基金" in part.text)
    following = parts[at + 1]
    assert isinstance(following, Paragraph)
    assert "".join(run.text for run in following.runs) == "无。"


@pytest.mark.parametrize(("unverified", "said"), [("60", "总分值60分中有60分的"), ("22.5", "总分值60分中有22.5分的"), ("0", "")])
def test_cover_and_scored_forms_say_how_many_points_rest_on_unverified_values(unverified: str, said: str):
    case = load_case(CASE.encode(), "案卷.yaml")
    sheets = [replace(sheet, unverified_points=Decimal(unverified)) for sheet in score_case(case).sheets]
    for draft in (compose(report_input(case, "hunan/2023", sheets)), compose(report_input(case, "hunan/2023", sheets)).for_publication()):
        title, below = draft.parts[:2]
        assert isinstance(title, Title)
        assert isinstance(below, Paragraph if said else Heading)
        for format in ("docx", "pdf", "html"):
            lines = steps.read(render(draft, format, audience=Audience.PUBLICATION), f"报告.{format}").text.split("\n")
            assert any(f"（{said or '总分值'}" in line for line in lines[:6]) is bool(said), format
        notes = {table.sheet: "".join(table.notes) for table in draft.tables}
        assert said in notes["自评表"]
        assert ("待与文件" in notes["自评表"]) is bool(said)
        assert "待与文件" not in notes["基础数据表"]


def test_forms_of_projects_say_their_own_unverified_points():
    draft = composed(sample("sample-5-ebian-2023.yaml"))
    said = {table.sheet: table.notes[-1] for table in draft.tables if table.sheet.startswith("项目自评表")}
    assert len(said) == 4
    assert all("有90分的计分规则尚待" in words for words in said.values())


def test_a_line_of_the_budget_tells_its_course():
    assert "2024年部门整体支出年初预算600.00万元，年中调增40.50万元，全年预算640.50万元，全年执行633.25万元，预算执行率98.87%" in words(made())


def test_a_printed_number_carries_its_fact():
    runs = [run for part in made().parts if isinstance(part, Paragraph) for run in part.runs if run.text == "633.25万元"]
    assert runs
    assert all(run.facts and run.facts[0].figure.number == Decimal("633.25") for run in runs)


def test_a_derived_number_tells_how_it_was_worked_out():
    rate = next(fact for fact in made().facts if fact.figure.text == "98.87%")
    assert rate.origin.quote == "633.25万元÷640.50万元＝98.87%"


@pytest.mark.parametrize(
    ("typed", "marks"),
    [
        ("全年支出633.25万元。", {"633.25万元": Mark.BOUND}),
        ("基本支出年初预算480万元，全年支出500.50万元。", {"480万元": Mark.BOUND, "500.50万元": Mark.BOUND}),
        ("2024年部门整体支出634万元。", {"634万元": Mark.CONTRADICTS}),
        ("慰问群众77户。", {"77户": Mark.UNBOUND}),
        ("立案提案108件，比上年多12件。", {"108件": Mark.BOUND, "12件": Mark.UNBOUND}),
        ("委员活动预算增加20万元。", {"20万元": Mark.BOUND}),
    ],
)
def test_typed_numbers_are_looked_up(typed: str, marks: dict[str, Mark]):
    draft = made(changed("projects:\n", f"problems: [{typed}]\nprojects:\n"))
    found = {
        run.text: run.mark for part in draft.parts if isinstance(part, Paragraph) and part.narrative for run in part.runs if run.mark is not Mark.NONE
    }
    assert found == marks


def test_attachments_are_named_signed_and_begin_their_pages():
    draft = composed(sample("sample-3-lusong-2023.yaml"))
    paragraphs = [part for part in draft.parts if isinstance(part, Paragraph)]
    named = ["".join(run.text for run in part.runs) for part in paragraphs if part.style is Style.ENCLOSURE]
    assert named == [
        "附件：1.2023年度部门（单位）整体支出绩效评价基础数据表",
        "2.2023年度部门（单位）整体支出绩效自评表",
        "3.项目支出绩效自评表（2023年度）",
    ]
    assert [(part.number, part.title) for part in draft.parts if isinstance(part, Attachment)] == [
        (1, "2023年度部门（单位）整体支出绩效评价基础数据表"), (2, "2023年度部门（单位）整体支出绩效自评表"), (3, "项目支出绩效自评表（2023年度）"),
    ]  # fmt: skip
    assert "".join(run.text for run in next(part for part in paragraphs if part.style is Style.DATE).runs) == "2024年4月15日"


def cells(table: Table):
    return [cell for row in table.rows for cell in row]


def test_computed_cells_agree_with_what_they_point_at():
    draft = composed(sample("sample-3-lusong-2023.yaml"))
    every = {cell.key: cell for table in draft.tables for cell in cells(table) if cell.key}
    formulas = [cell for table in draft.tables for cell in cells(table) if cell.formula]
    assert len(formulas) >= 20
    keys = [cell.key for table in draft.tables for cell in cells(table) if cell.key]
    assert len(keys) == len(set(keys))
    for cell in formulas:
        assert cell.kind is CellKind.COMPUTED
        if cell.formula.startswith("SUM("):
            parts = [every[key] for key in cell.formula.removeprefix("SUM(").removesuffix(")").replace("{", "").replace("}", "").split(",")]
            assert sum((part.value or Decimal(0) for part in parts), Decimal(0)) == cell.value


def test_every_table_fills_its_grid():
    for name in SAMPLES:
        for table in composed(sample(name)).tables:
            covered = [0] * len(table.rows)
            for place, row in enumerate(table.rows):
                for cell in row:
                    for below in range(cell.rows):
                        covered[place + below] += cell.columns
            assert covered == [len(table.widths)] * len(table.rows), (name, table.id)


@pytest.mark.parametrize("count", [0, 1, 3])
def test_a_label_reaches_over_the_rows_repeated_below_it(count: int):
    halls = "".join(f"\n  - {{name: 第{n}楼, approved_area: 800, actual_area: 780, approved_cost: 250, actual_cost: 260.5}}" for n in range(count))
    text = CASE.encode() + (f"buildings:{halls}\n" if count else "").encode()
    given = report_input(load_case(text, "案卷.yaml"), "national/2020")
    table = tables_of(given, layout_of(given, "base_data"))[0]
    at = next(place for place, row in enumerate(table.rows) if "楼堂馆所" in row[0].text)
    assert table.rows[at][0].rows == 1 + max(count, 1)
    below = [[cell.text for cell in row] for row in table.rows[at + 1 : at + 1 + max(count, 1)]]
    assert below == ([["800", "780", "97.5%", "250", "260.5", "104.2%"]] * count or [[""] * 6])


def test_the_form_of_a_group_without_indicators_shows_moved_weights():
    case = sample("sample-1-wangcheng-2020.yaml")
    rows = {policy: score_case(replace(case, policy=policy), "").sheets[0] for policy in ("to-output", "proportional", "rescale", "")}
    assert {policy: sheet.of for policy, sheet in rows.items() if policy} == dict.fromkeys(("to-output", "proportional", "rescale"), Decimal(100))
    assert rows[""].total is None
    draft = compose(report_input(case, case.pack, (rows["to-output"],)))
    assert "不设效益指标的，其分值并入产出指标" in words(draft)
    assert "尚有指标不能得出分数" in words(compose(report_input(case, case.pack, (rows[""],))))


def test_charts_say_in_words_what_they_show():
    charts = [part for part in composed(sample("sample-5-ebian-2023.yaml")).parts if isinstance(part, Chart)]
    assert {chart.id for chart in charts} >= {"execution-by-month", "points-by-group"}
    for chart in charts:
        for series in chart.series:
            assert all(value is None or f"{value.normalize():f}" in chart.alternative.replace(".00", "") for value in series.values)


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        ("某县政协办公室", ("某县政协办公室",)),
        ("中国人民政治协商会议某某自治县委员会办公室", ("中国人民政治协商会议", "某某自治县委员会办公室")),
        ("一" * 30, ("一" * 30,)),
    ],
)
def test_titles_break_where_words_end(title: str, lines: tuple[str, ...]):
    assert title_lines(title) == lines


def test_composing_twice_gives_the_same():
    assert composed(sample("sample-5-ebian-2023.yaml")) == composed(sample("sample-5-ebian-2023.yaml"))


@pytest.mark.parametrize(
    ("typed", "mark"),
    [
        ("下设事业单位2个，为信息中心和对外联络中心。", Mark.BOUND),
        ("所属事业单位1个（委员事务中心）。", Mark.BOUND),
        ("设专门委员会3个，分别联系提案、文史、经济和科技等方面。", Mark.BOUND),
        ("下设事业单位3个，为信息中心和对外联络中心。", Mark.UNBOUND),
        ("设专门委员会6个。", Mark.UNBOUND),
        ("设专门委员会5个，分别联系提案、文史等方面。", Mark.UNBOUND),
    ],
)
def test_a_count_is_borne_out_by_the_names_that_follow_it(typed: str, mark: Mark):
    case = load_case(CASE.encode(), "案卷.yaml")
    given = report_input(case, case.pack, score_case(case).sheets)
    runs = checked(Paragraph(plain(typed), narrative=True), Reading(given)).runs
    assert [run.mark for run in runs if run.mark is not Mark.NONE] == [mark]
