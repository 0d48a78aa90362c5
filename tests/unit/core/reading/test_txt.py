"""Text files: encodings, paragraphs that were broken into lines, headings, page numbers, places."""

from __future__ import annotations

import codecs
from pathlib import Path

import pytest

from jiheng.core.documents.block import BlockKind
from jiheng.core.documents.document import Document
from jiheng.core.errors import UnreadableFile
from jiheng.core.reading.formats.txt import read_txt

SEEDS = Path(__file__).parents[5] / "shared" / "seeds"
PROSE = "一、基本情况\n全年收入1,234.56万元，支出1,200.00万元，预算执行率97.2%。\n单位现有在职人员20人。\n"


def read(text: str) -> Document:
    return read_txt(text.encode(), "made.txt")


def texts(text: str) -> list[str]:
    return [block.text for block in read(text).running()]


@pytest.mark.parametrize(
    "data",
    [
        PROSE.encode(),
        codecs.BOM_UTF8 + PROSE.encode(),
        codecs.BOM_UTF16_LE + PROSE.encode("utf-16-le"),
        codecs.BOM_UTF16_BE + PROSE.encode("utf-16-be"),
        PROSE.encode("gbk"),
        PROSE.encode("gb18030"),
        PROSE.replace("\n", "\r\n").encode("gbk"),
        PROSE.replace("\n", "\r").encode(),
    ],
)
def test_encodings(data: bytes) -> None:
    document = read_txt(data, "made.txt")
    assert [block.text for block in document.blocks] == PROSE.splitlines()
    assert document.text.splitlines() == PROSE.splitlines()


def test_the_files_own_characters_are_the_documents_text() -> None:
    text = PROSE.replace("\n", "\r\n")
    assert read_txt(codecs.BOM_UTF8 + text.encode(), "made.txt").text == text


@pytest.mark.parametrize(
    "data",
    [
        PROSE.encode()[:30] + b"\xff\xfe\xfa" + PROSE.encode()[30:],
        PROSE.encode("big5", "ignore") * 3,
        PROSE.encode()[:-5] + b"\xe4",
        codecs.BOM_UTF8 + PROSE.encode("gbk"),
        codecs.BOM_UTF16_LE + b"\x00\xd8\x41",
    ],
)
def test_what_cannot_be_decoded_is_refused(data: bytes) -> None:
    with pytest.raises(UnreadableFile) as refused:
        read_txt(data, "made.txt")
    assert refused.value.code == "JH-F-014"
    assert "UTF-8" in str(refused.value)
    assert "made.txt" in str(refused.value)


@pytest.mark.parametrize("data", [bytes(range(256)) * 8, b"\x00\x01\x02\x03" * 500, b"\x7fELF" + bytes(200)])
def test_binary_noise_is_refused(data: bytes) -> None:
    with pytest.raises(UnreadableFile) as refused:
        read_txt(data, "made.txt")
    assert refused.value.code in ("JH-F-014", "JH-F-015")


def test_an_empty_text_says_so() -> None:
    document = read("\n \n\t\n")
    assert not document.blocks
    assert [note.code for note in document.notes] == ["JH-F-039"]


def test_headings_by_their_numbers() -> None:
    text = (
        "第一部分 概况\n一、基本情况\n（一）人员情况。\n1.编制情况\n（1）行政编制\n①编制说明\n"
        "1.2023年预算12万元。\n3、人员30名，含工勤2名；\n五、2021年工作计划\n"
    )
    assert [(block.outline, block.kind is BlockKind.HEADING) for block in read(text).blocks] == [
        (1, True),
        (1, True),
        (2, True),
        (3, True),
        (4, True),
        (5, True),
        (0, False),
        (0, False),
        (1, True),
    ]


def test_lines_broken_at_a_width_are_joined() -> None:
    text = (
        "根据年度工作部署，单位认真履行各项职责，全年收\n入1,234.56万元，较上年增加34.5万元，主要原因是人员经\n"
        "费增加；支出1,200.00万元，其中基本支出900.00万元，项\n"
        "目支出300.00万元，完成了年初确定的各项工作任务。\n（一）存在的问题。预算编制还不够细化，个别项目执\n行进度偏慢。\n"
    )
    assert len(texts(text)) == 2
    assert "全年收入1,234.56万元" in texts(text)[0]
    assert "项目支出300.00万元" in texts(text)[0]
    assert any(note.code == "JH-F-045" for note in read(text).notes)


def test_lines_broken_at_a_width_are_joined_though_some_paragraphs_are_whole() -> None:
    first = "本年度项目支出预算四十八万元,占总预算的百分之四,与上一年度相比无增减变化,主要是各项工作按上年规模安排,未新增项目,也未调减项目。"
    second = "社会保障和就业支出十一万元,占支出预算的百分之十,同比有所增加,主要是人员调入,缴费基数上调,单位缴费部分随之增加。"
    broken = [paragraph[at : at + 20] for paragraph in (first, second) for at in range(0, len(paragraph), 20)]
    whole = "另经上级批准,本年度追加专项工作经费12.00万元,用于全市范围内的普查、登记、复核和成果汇编工作,年底前已全部支出。"
    read_back = texts("\n".join(["青禾市文化馆2025年单位预算", whole, *broken]))
    assert read_back[1:] == [whole, first, second]


def test_a_unit_cut_off_from_its_number_is_put_back() -> None:
    assert "比上年增加1.05万元，增长35.8%。" in "".join(texts("某单位2023年情况\n公务用车运行维护费支出比上年增加1.05万\n元，增长35.8%。")[1:2])


def test_a_line_spread_over_its_width_is_closed_up() -> None:
    spread = "事 业 运 行 经 费 预 算 安 排 37.34 万 元 , 其 中 : 基 本 支 出 0.49 万 元"
    assert texts(f"某局2025年部门预算\n{spread}")[1] == "事业运行经费预算安排37.34万元,其中:基本支出0.49万元"
    assert texts("某局2025年部门预算\n类 款 项 名称 金额 合计")[1] == "类 款 项 名称 金额 合计"


@pytest.mark.parametrize(
    ("above", "below"),
    [
        ("围绕年度协商计划组织委员开展调研，印发了《关于推动产业", "发展的若干建议》等文件，得到采纳。"),
        ("单位严格执行各项财务管理制度，每月开展预算执行分析，", "对进度较慢的项目及时督促整改到位。"),
        ("全年组织委员深入基层开展视察调研活动，形成了一批高质量的调研报告报送县委县政府，为科学决策提供有益参", "考，得到领导批示。"),
    ],
)
def test_a_sentence_broken_by_a_page_is_joined(above: str, below: str) -> None:
    assert texts(f"一、情况\n\n{above}\n\n{below}\n")[1] == above + below
    assert texts(f"一、情况\n\n{above}\n\n—— 9 ——\n\n{below}\n")[1] == above + below


@pytest.mark.parametrize(
    ("above", "below"),
    [
        ("全年无结转结余", "三、绩效管理情况"),
        ("某某县政协办公室", "2023年6月14日"),
        ("某某县政协委员会办公室", "2023年度部门整体绩效自评报告"),
        ("（1）目标制定", "结合年度任务科学设置目标，做到应编尽编。"),
        ("2、协调各专门委员会的工作，履行好政治协商、民主监督、参政议政职能", "3、组织委员视察。"),
        ("在职人员总数34名，其中：行政23名，工勤2名，事业9名", "（三）年度主要工作任务。"),
        ("联系人及电话、传真等情况见附表，请各单位认真填写并按时报送", "附件：基本情况表"),
    ],
)
def test_what_ends_a_paragraph_is_not_joined(above: str, below: str) -> None:
    assert texts(f"{above}\n\n{below}\n") == [above, below]


def test_a_title_over_several_lines_is_one() -> None:
    assert texts("2023年度某某区委员会\n办公室整体支出\n绩效自评报告\n\n一、概况\n")[0] == "2023年度某某区委员会办公室整体支出绩效自评报告"


@pytest.mark.parametrize("number", ["—— 9 ——", "- 3 -", "第 3 页", "第3页 共10页", "3/10", "7"])
def test_page_numbers_stand_outside_the_text(number: str) -> None:
    document = read(f"本单位严格执行各项财务管理制度，全年未发现违规。\n{number}\n下一步将继续加强预算执行的日常监督。\n")
    assert [block.text for block in document.blocks if block.kind is BlockKind.FOOTER] == [number]
    assert len(list(document.running())) == 2


def test_marks_left_over_from_markdown_are_dropped_from_the_words_only() -> None:
    document = read("## 二、收支\n\n**全年支出**100.5万元，**其中**基本支出80万元。\n\n- (1) 负责联络；\n")
    assert [block.text for block in document.blocks] == ["二、收支", "全年支出100.5万元，其中基本支出80万元。", "(1) 负责联络；"]
    paragraph = document.blocks[1]
    start = paragraph.text.index("100.5")
    first, last = paragraph.document_range(start, start + 5)
    assert document.text[first:last] == "100.5"
    assert document.blocks[0].outline == 2


def test_bookmark_residue_stays() -> None:
    assert texts("[bookmark: _GoBack]一年来，单位完成了各项任务。\n") == ["[bookmark: _GoBack]一年来，单位完成了各项任务。"]


def test_places_are_lines_and_columns() -> None:
    document = read(
        "题目\r\n\r\n  全年组织委员深入基层开展视察调研活动，形成了一批高质量的调研报告报送县委县政府，为科学决策提供有益参\r\n\r\n考，共12篇。\r\n"
    )
    block = document.blocks[1]
    at = block.text.index("12")
    assert block.locator(0, 2).as_json() == {"kind": "txt", "line": 3, "column": 3}
    span = document.span(block, at, at + 3)
    assert span.locator.as_json() == {"kind": "txt", "line": 5, "column": 1}
    assert document.text[span.start : span.end] == "12篇" == span.text


@pytest.mark.parametrize(("number", "joins"), [(0, 1), (1, 8), (2, 2), (3, 0)])
def test_seed_paragraphs(number: int, joins: int) -> None:
    found = sorted(SEEDS.glob(f"00{number}_*.txt"))
    if not found:
        pytest.skip("../shared/seeds is absent")
    document = read_txt(found[0].read_bytes(), found[0].name)
    assert document.text == found[0].read_bytes().decode()
    notes = [note.message for note in document.notes if note.code == "JH-F-045"]
    assert notes == ([f"有{joins}处句子在行末或页末断开，已接合成整段"] if joins else [])
