"""What was read before changes nothing: a report read and audited after other ones says what it says when it is read first."""

from __future__ import annotations

from importlib.resources import files

import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from jiheng.core.casefile import steps
from jiheng.core.casefile.draft_audit import audit_draft
from jiheng.core.casefile.load_case import load_case
from jiheng.core.casefile.report_of_case import report_input
from jiheng.core.casefile.scoring_steps import score_case
from jiheng.core.documents.composer import Composer
from jiheng.core.documents.document import Document
from jiheng.core.documents.locator import TextPlace
from jiheng.core.reading.extract.statements import forget
from jiheng.core.reporting.composition import compose

SAMPLE = yaml.safe_load((files("jiheng") / "samples" / "sample-3-lusong-2023.yaml").read_bytes())
_HEADINGS = [
    "一、部门概况",
    "二、2022年项目支出情况",
    "三、三公经费支出决算",
    "四、2024年工作计划",
    "（一）一般公共预算财政拨款支出",
    "五、政府性基金支出",
]
_WORDS = [
    "全年支出合计120.5万元，其中：基本支出100万元，项目支出20.5万元。",
    "1.走访经费12万元，比上年增加2万元，增长20%。",
    "本年支出90万元，完成年初预算的90%。",
    "其中：办公费3万元、印刷费2万元。",
    "项目支出20.5万元，其中：",
    "公务接待费1.2万元，减少0.3万元；公务用车运行维护费为零。",
    "计划开展调研5次，培训300人。",
    "支出 35.2",
    "（单位：万元）",
    "上年度支出24万元，其中甲15万元、乙9万元。",
]
_CELLS = [
    "项目",
    "预算数",
    "决算数",
    "合计",
    "其中：甲",
    "乙",
    "12",
    "24",
    "36",
    "单位：万元",
    "执行率",
    "50%",
    "调研3次",
    "分值",
    "10",
    "产出指标",
    "三级指标",
]
_TABLES = st.lists(st.lists(st.sampled_from(_CELLS), min_size=3, max_size=3), min_size=2, max_size=4)
_PARTS = st.one_of(st.sampled_from(_HEADINGS), st.sampled_from(_WORDS), _TABLES.map(lambda rows: tuple(map(tuple, rows))))
_TITLES = st.sampled_from(["青禾县统计局2023年部门整体支出绩效自评报告", "2024年部门预算公开说明", "项目支出绩效自评表"])


def document(title: str, parts: list) -> Document:
    composer = Composer(title.encode(), "a.txt", "txt")
    composer.heading(title, TextPlace(1, 1))
    for line, part in enumerate(parts, 2):
        place = TextPlace(line, 1)
        if isinstance(part, tuple):
            table = composer.table(place)
            for row, cells in enumerate(part):
                for column, text in enumerate(cells):
                    table.cell(row, column, text, place)
            table.close()
        elif part in _HEADINGS:
            composer.heading(part, place, outline=1 if "、" in part else 2)
        else:
            composer.paragraph(part, place)
    return composer.document()


@settings(max_examples=40)
@given(st.lists(st.tuples(_TITLES, st.lists(_PARTS, min_size=1, max_size=8)), min_size=2, max_size=6))
def test_documents_of_the_same_parts_read_one_after_the_other(drawn: list) -> None:
    documents = [document(title, parts) for title, parts in drawn]
    forget()
    after_others = [steps.facts(one) for one in documents]
    for one, warm in zip(documents, after_others, strict=True):
        forget()
        alone = steps.facts(one)
        assert warm == alone
        assert [fact.id for fact in warm.facts] == [fact.id for fact in alone.facts]
        assert steps.audit(one, warm) == steps.audit(one, alone)


_FIELDS = ("problems", "measures", "target", "tasks", "narrative", "people", "indicators")
_EDITS = st.lists(st.tuples(st.sampled_from(_FIELDS), st.sampled_from(_WORDS), st.integers(0, 40)), min_size=1, max_size=4)


def edited(case: dict, field: str, words: str, number: int) -> dict:
    """The case after one more edit."""
    case = yaml.safe_load(yaml.safe_dump(case, allow_unicode=True))
    if field in ("problems", "measures"):
        case[field] = [*case.get(field, ()), f"{words}另有{number}件。"]
    elif field == "target":
        case[field] = f"{words}{number}项。"
    elif field == "tasks":
        case[field] = [{"name": f"任务{number}", "content": words}]
    elif field == "narrative":
        case[field] = {**case.get(field, {}), "three_publics": [words]}
    elif field == "people":
        case[field] = {**case.get(field, {}), "actual": number + 1}
    else:
        rows = case["indicators"]
        rows[number % len(rows)]["reason"] = words
    return case


@settings(max_examples=12)
@given(_EDITS)
def test_a_report_audited_after_each_edit(edits: list) -> None:
    case, drafts = SAMPLE, []
    for field, words, number in edits:
        case = edited(case, field, words, number)
        read = load_case(yaml.safe_dump(case, allow_unicode=True, sort_keys=False).encode(), "案卷.yaml")
        drafts.append((compose(report_input(read, read.pack, score_case(read).sheets)), read.year))
    forget()
    warm = [audit_draft(*one) for one in drafts]
    for one, live in zip(drafts, warm, strict=True):
        forget()
        cold = audit_draft(*one)
        assert live.statements == cold.statements
        assert live.result == cold.result
        assert (live.fields, live.sections, live.typed) == (cold.fields, cold.sections, cold.typed)
