"""The bundled samples: all present, in our own words, with the figures of the reports they stand for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
SEEDS = ROOT.parent / "shared" / "seeds"
LABELS = ROOT / "tests" / "labelled" / "seeds"
LONGEST_SHARED = 12  # characters of running prose; digits, Latin letters and signs end a run

# sample, seed, labels
SAMPLES = (
    ("sample-1-wangcheng-2020.txt", "000_9ad1aa4ab21412b2.txt", "s000.yaml"),
    ("sample-2-nansha-2022.txt", "001_3f8449148b7e5ff5.txt", "s001.yaml"),
    ("sample-3-lusong-2023.txt", "002_ca49b2c89bc71ff3.txt", "s002.yaml"),
    ("sample-4-changning-2020.txt", "003_3920c4ed8e26362b.txt", "s003.yaml"),
    ("sample-5-ebian-2023.txt", "004_08bceb76bd6a5e56.txt", "s004.yaml"),
)

# What may be shared although it is long: (words, why). Blanks are dropped before words are compared.
ALLOWED = (
    ("中国人民政治协商会议广州市南沙区委员会办公室", "name of the body"),
    ("政协广州市南沙区委员会办公室", "name of the body, as signed"),
    ("中国人民政治协商会议湖南省株洲市芦淞区委员会", "name of the body"),
    ("湖南省株洲市芦淞区委员会整体支出", "title of the official form, second line"),
    ("中国人民政治协商会议常宁市委员会办公室", "name of the body"),
    ("政协峨边彝族自治县委员会办公室本级", "name of the body, in the head of the target table"),
    ("政协峨边彝族自治县委员会办公室", "name of the body"),
    ("委员学习联络委、提案委、经济科技和外事委、农业农村和人口资源环境委、文教卫体和文史委、社会法制和民族宗教委", "names of offices"),
    ("提案和委员学习联络委员会、经济科技和外事委员会、农业农村和人口资源环境委员会、文教卫体和文史委员会、社会法制和民族宗教委员会",
     "names of offices"),
    ("内设委、室分别是：办公室、委员学习联络委员会、提案委员会、经济科技和外事委员会、农村农业和人口资源环境委员会、文教卫体和文史委员会、"
     "社会法制和民族宗教委员会", "heading with the names of offices"),
    ("提案和社会法制委员会、文化旅游和文史资料委员会、经济和科技委员会、教育卫生体育委员会、民族宗教委员会、委员联络委员会、"
     "农业农村和人口资源环境委员会", "names of offices"),
    ("信息中心和对外联络中心", "names of offices"),
    ("年度政协办部门整体支出预算绩效自评报告", "title of the official form"),
    ("年部门整体支出绩效自评报告", "title of the official form"),
    ("年度整体绩效评价报告", "title of the official form"),
    ("年度部门整体绩效自评报告", "title of the official form"),
    ("政治协商、民主监督、参政议政", "the three functions, as the charter names them"),
    ("穗莞合作建设大湾区鸦片战争海防遗址公园", "title of a survey"),
    ("先构建优质婴幼儿照护服务体系", "title of a proposal, once broken by a page after its first character"),
    ("电视议政栏目《幸福望城大家谈》", "title of a programme"),
    ("学思想、强党性、重实践、建新功", "official formula"),
    ("懂政协、会协商、善议政，守纪律、讲规矩、重品行", "official formula"),
    ("三个助推”“三个着力”“三个抓实", "set phrases that a reader must not count"),
    ("上级要求、工作安排、协商议事、工作集锦", "names of the four volumes"),
    ("政协工作专项经费、县级领导经费", "names of budget projects"),
    ("一、部门、单位基本情况", "heading of the outline"),
    ("一、部门（单位）基本情况", "heading of the outline"),
    ("一、部门职责及机构设置情况", "heading of the outline"),
    ("二、部门整体预算支出情况", "heading of the outline"),
    ("二、部门整体支出管理及使用情况", "heading of the outline"),
    ("三、部门整体支出绩效情况", "heading of the outline"),
    ("四、存在的问题及原因分析", "heading of the outline"),
    ("（二）年度总体工作和重点工作任务", "heading of the outline"),
    ("（四）部门整体绩效管理情况", "heading of the outline"),
    ("（二）各项工作任务绩效目标完成情况分析", "heading of the outline"),
    ("部门整体支出绩效自评表。", "name of the attachment"),
    ("三、政府性基金预算支出情况", "heading of the outline"),
    ("四、国有资本经营预算支出情况", "heading of the outline"),
    ("五、社会保险基金预算支出情况", "heading of the outline"),
    ("六、资金使用及绩效情况（包含单位管理的公共专项）", "heading of the outline"),
    ("（一）整体支出绩效情况", "heading of the outline"),
    ("九、部门整体支出绩效自评结果拟应用和公开情况", "heading of the outline"),
    ("年度部门整体支出绩效评价基础数据表", "title of the official table"),
    ("年度部门（单位）整体支出绩效评价基础数据表", "title of the official table"),
    ("年度部门（单位）整体支出绩效自评表", "title of the official table"),
    ("基本支出中的一般商品和服务支出", "term of the classification of expenditure"),
    ("填表人：填报日期：联系电话：单位负责人签字：", "foot of the official table"),
    ("（四）部门整体支出绩效目标。", "heading of the outline"),
    ("绩效指标一级指标二级指标三级指标绩效指标性质绩效指标值绩效度量单位权重", "head of the official table"),
    ("年度部门整体支出预算资金总额财政拨款其他资金", "head of the official table"),
    ("公用经费等政协工作专项经费", "end of one row of the target table and head of the next"),
    ("年度主要任务任务名称主要内容基本支出", "head of the official table"),
    ("成本指标经济成本指标", "row heads of the official table"),
    ("市级专项资金（一个专项一行）", "row head of the official table"),
    ("纳入专户管理的非税收入拨款", "row head of the official table"),
    ("改善生态环境”专项民主监督", "name of an activity"),
    ("满意度指标服务对象满意度指标", "row heads of the official table"),
    ("（二）机构职能和人员概况。", "heading of the outline"),
    ("（一）部门财政资金收入情况。", "heading of the outline"),
    ("（二）部门财政资金支出情况。", "heading of the outline"),
    ("（三）部门财政资金结转结余情况。", "heading of the outline"),
    ("三、部门整体绩效管理情况", "heading of the outline"),
    ("（一）部门整体履职绩效分析。", "heading of the outline"),
    ("（二）特定目标类项目绩效分析。", "heading of the outline"),
)  # fmt: skip

_PROSE = re.compile("[\u4e00-\u9fff\u3000-\u303f\uff01-\uff0f\uff1a-\uff20“”‘’—…·]+")
_HEADING = re.compile(r"\s*(?:[一二三四五六七八九十]+、|[（(][一二三四五六七八九十]+[)）])[^。]{0,30}$")
_BROKEN_CELL = 12  # a line no longer than this, without a tab, may be a piece of a cell and is joined to its neighbours


def _squeezed(text: str) -> str:
    return "".join(text.split())


def _stretches(text: str) -> Iterator[str]:
    """Runs of prose of a sample; headings and table rows end a run, broken pieces of one cell are joined."""
    joined: list[str] = []
    for line in text.splitlines():
        apart = "\t" in line or bool(_HEADING.match(line)) or len(line) > _BROKEN_CELL
        joined.append(f"\x00{line}\x00" if apart else line)
    squeezed = _squeezed("".join(joined))
    for words, _ in ALLOWED:
        squeezed = squeezed.replace(words, "\x00")
    for match in _PROSE.finditer(squeezed):
        yield match.group()


def _shared(sample: str, seed: str) -> list[str]:
    length = LONGEST_SHARED + 1
    there = "\x00".join(match.group() for match in _PROSE.finditer(_squeezed(seed)))
    found = []
    for run in _stretches(sample):
        at = 0
        while at + length <= len(run):
            stop = at + length
            if run[at:stop] not in there:
                at += 1
                continue
            while stop < len(run) and run[at : stop + 1] in there:
                stop += 1
            found.append(run[at:stop])
            at = stop
    return found


def _read(name: str) -> str:
    return (files("jiheng") / "samples").joinpath(name).read_text("utf-8")


def _seed(name: str) -> str:
    if not SEEDS.is_dir():
        pytest.skip(f"the seed texts are not here ({SEEDS})")
    return (SEEDS / name).read_text("utf-8")


def _longest_common(first: list[str], second: list[str]) -> int:
    row = [0] * (len(second) + 1)
    for word in first:
        last = 0
        for at, other in enumerate(second, 1):
            last, row[at] = row[at], last + 1 if word == other else max(row[at], row[at - 1])
    return row[-1]


def test_all_five_are_present() -> None:
    folder = files("jiheng") / "samples"
    assert sorted(entry.name for entry in folder.iterdir() if entry.name.endswith(".txt")) == [name for name, _, _ in SAMPLES]


@pytest.mark.parametrize(("sample", "seed", "labels"), SAMPLES)
def test_sentences_are_our_own(sample: str, seed: str, labels: str) -> None:
    shared = _shared(_read(sample), _seed(seed))
    assert not shared, "reword, or allow with a reason: " + " | ".join(shared)


CASES = [
    (sample.replace(".txt", ".yaml"), seed)
    for sample, seed, _ in SAMPLES
    if (files("jiheng") / "samples" / sample.replace(".txt", ".yaml")).is_file()
]


@pytest.mark.parametrize(("case", "seed"), CASES)
def test_sentences_of_the_cases_are_our_own(case: str, seed: str) -> None:
    shared = _shared(_read(case), _seed(seed))
    assert not shared, "reword, or allow with a reason: " + " | ".join(shared)


@pytest.mark.parametrize(("sample", "seed", "labels"), SAMPLES)
def test_length_is_like_the_seeds(sample: str, seed: str, labels: str) -> None:
    share = len(_squeezed(_read(sample))) / len(_squeezed(_seed(seed)))
    assert 0.6 <= share <= 1, f"{share:.0%} of the seed's characters"


@pytest.mark.parametrize(("sample", "seed", "labels"), SAMPLES)
def test_figures_are_carried_in_order(sample: str, seed: str, labels: str) -> None:
    """At least 95 % of the labelled figures stand in the sample, in the same order."""
    wanted = [_squeezed(fact["text"]) for fact in yaml.safe_load((LABELS / labels).read_text("utf-8"))["facts"]]
    words = sorted(set(wanted), key=len, reverse=True)
    one = "|".join(
        (r"(?<![\d.,])" if word[0].isdigit() else "") + re.escape(word) + (r"(?!\d|[.,]\d)" if word[-1].isdigit() else "") for word in words
    )
    printed = re.findall(one, re.sub(r"(?<=\d) (?=[\u4e00-\u9fff])", "", _read(sample)))
    carried = _longest_common(wanted, printed)
    assert carried >= 0.95 * len(wanted), f"{carried} of {len(wanted)} figures"


# The slips that an audit must see, as they stand in the samples (SEEDS.md §3).
SLIPS = {
    "sample-1-wangcheng-2020.txt": ("等9个课题", "以绩效为导向编预算的意识有待加强。\n\n2. ", "无法重新分配"),
    "sample-2-nansha-2022.txt": (
        "2959.47 万元", "2959.46 万元", "完成率 99.8%", "完成率 99.98%", "项目支出 457.94 万元", "项目支出 429.65 万元", "91.69%", "86.03%",
        "使用财政拨款收入 1954.07 万元", "年中无大量\n\n预算调剂", "\n3、服务《", "\n5、服务“", "①围绕《南沙方案》的落实出主意。要", "。；", "五、附件\n\n部门整体支出绩效自评表。",
    ),
    "sample-3-lusong-2023.txt": (
        "项目支出88.18万元", "88.17", "项目支出：97.12", "公用经费63.72万元", "63.73", "实际支出42.82元", "98.95%\n\t9\n", "850.19万\n\t20\n\t19\n", "\t3\n\t2\n",
        "111%", "\t8.9\n\t9.22\n", "\t24.39\n\t35.69\n", "[bookmark: _GoBack]", "附件：1. ", "附件2", "附件3", "填表人：      填报日期：", "48人", "“1453”", "“1+4+5+3”",
        "部门基本支出预算调整 \n\t——\n", "结余结转0万元",
    ),
    "sample-4-changning-2020.txt": ("386.28万元", "386.06万元", "项目支出: 344、27万元", "643.77万元", "730.55万元", "编制24人", "五年来，共收到提案", "\n二是有突破", "2019年，"),
    "sample-5-ebian-2023.txt": (
        "全体会议、、主席会议", "总编制25名", "总数34名", "\n36\n", "\n(159\n", "157名政协委员", "156名县级委员", "会议费18.41万元", "县级领导经费70万元", "干部职工55人",
        "1,072.52", "1240.49万元", "9%以内", "目标的98%", "内部应用10分", "整改反馈10分", "无绩效管理结果整改", "112\n\n万元\n 二、",
    ),
}  # fmt: skip


@pytest.mark.parametrize("sample", [name for name, _, _ in SAMPLES])
def test_slips_are_kept(sample: str) -> None:
    text = _read(sample)
    assert [slip for slip in SLIPS[sample] if slip not in text] == []


def test_one_paragraph_is_printed_twice() -> None:
    """The second sample repeats the opening paragraph of （二） under （三）, broken by a page."""
    text = _squeezed(_read("sample-2-nansha-2022.txt"))
    assert text.count("在区委领导下，区政协常委会以迎接、学习、贯彻中共二十大为全年主线") == 2


def test_every_allowance_is_used() -> None:
    everything = _squeezed("".join(_read(name) for name, _, _ in SAMPLES))
    assert [words for words, _ in ALLOWED if words not in everything] == []
