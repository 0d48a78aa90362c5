"""How labels and truth files are scored: places, values, concepts, relations found and alleged."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest
import yaml

from jiheng.batch.benchmark.fact_rates import score_facts
from jiheng.batch.benchmark.labelled import LabelledReport, load_report
from jiheng.batch.benchmark.planted import PlantedFile, score_planted
from jiheng.batch.benchmark.relation_rates import ACCUSED, FOUND, FOUND_AS_ERROR, RIGHT, score_relations
from jiheng.batch.benchmark.sets import find_set, measure
from jiheng.batch.benchmark.tally import Tally, percent, total
from jiheng.core.auditing.finding import Category, Finding, Severity
from jiheng.core.casefile import steps
from jiheng.core.errors import JihengError

TEXT = "青禾县民政局2022年度部门整体支出绩效自评报告\n2022年支出合计100.00万元，其中：基本支出70.00万元，项目支出30.00万元。\n"
LABELS = {
    "id": "small", "kind": "部门整体支出绩效自评报告", "subject": "青禾县民政局", "year": 2022, "text": TEXT,
    "facts": [
        {"text": "100.00万元", "near": "合计100.00万元", "value": "100.00", "unit": "万元", "concept": "支出合计", "basis": "执行", "year": 2022},
        {"text": "70.00万元", "near": "基本支出70.00万元", "value": "700000", "unit": "元", "concept": "基本支出", "basis": "执行", "year": 2022},
        {"text": "30.00万元", "near": "项目支出30.00万元", "value": "31.00", "unit": "万元", "concept": "项目支出", "basis": "执行", "year": 2022},
        {"text": "30.00万元", "near": "支出", "value": "30.00", "unit": "万元", "concept": "项目支出", "basis": "执行", "year": 2022},
    ],
    "relations": [
        {"kind": "sum", "of": ["70.00万元", "30.00万元"], "is": "100.00万元", "truth": "holds"},
        {"kind": "difference", "of": ["100.00万元", "70.00万元"], "is": "30.00万元", "near": "项目支出30.00万元", "truth": "breaks"},
    ],
}  # fmt: skip


@pytest.fixture
def report(tmp_path: Path) -> LabelledReport:
    path = tmp_path / "small.yaml"
    path.write_text(yaml.safe_dump(LABELS, allow_unicode=True), "utf-8")
    return load_report(path, tmp_path)


def finding(severity: Severity, *words: str) -> Finding:
    document = steps.read(TEXT.encode(), "small.txt")
    block = next(block for block in document.blocks if words[0] in block.text)
    spans = tuple(document.span(block, block.text.index(word), block.text.index(word) + len(word)) for word in words)
    return Finding("JH-A-002", severity, Category.ACCURACY, "不符", "核对", spans)


def test_a_label_that_points_nowhere_is_left_out(report: LabelledReport):
    assert [fact.place is None for fact in report.facts] == [False, False, False, True]


def test_a_value_is_right_as_printed_or_in_the_base_unit(report: LabelledReport):
    document = steps.read(report.data, "small.txt")
    tally, misses = score_facts(report, steps.facts(document).facts)
    assert (tally.hits["数值和单位"], tally.tries["数值和单位"]) == (2, 3)
    assert tally.hits["概念"] == 2
    assert [line for line in misses if line.startswith("数值")] == ["数值 30.00万元：读作 30.00万元"]


def test_a_true_relation_is_alleged_only_by_an_error_at_its_result_and_all_operands(report: LabelledReport):
    cases = [
        (finding(Severity.ERROR, "100.00万元", "70.00万元", "30.00万元"), 1),
        (finding(Severity.WARNING, "100.00万元", "70.00万元", "30.00万元"), 0),
        (finding(Severity.ERROR, "100.00万元", "70.00万元"), 0),
    ]
    for one, alleged in cases:
        assert score_relations(report, [one])[0].hits[ACCUSED] == alleged


def test_a_wrong_relation_is_found_by_a_warning_too(report: LabelledReport):
    for severity, found, proved in ((Severity.WARNING, 1, 0), (Severity.ERROR, 1, 1), (Severity.HINT, 0, 0)):
        tally, _ = score_relations(report, [finding(severity, "30.00万元")])
        assert (tally.hits[FOUND], tally.hits[FOUND_AS_ERROR]) == (found, proved)
        assert tally.hits.get(RIGHT, 0) == proved


def truth(texts: list[str], errors: list[dict[str, object]]) -> dict[str, object]:
    marks = {"1": [1, texts[1].index("基本支出") + 4, texts[1].index("，项目")]}
    return {"file": "a.txt", "format": "txt", "wording": "own", "texts": texts, "marks": marks, "errors": errors}


def test_an_error_is_found_only_by_what_the_clean_twin_does_not_have():
    wrong = TEXT.replace("70.00", "75.00")
    lines, clean = wrong.strip().split("\n"), TEXT.strip().split("\n")
    place = [1, lines[1].index("75.00"), lines[1].index("75.00") + 7]
    error = {
        "kind": "sum-part", "group": "arithmetic", "provable": True, "was": "70.00万元", "now": "75.00万元", "context": lines[1],
        "places": [place], "broken": [{"kind": "sum", "words": "", "result": [1, 9, 17], "of": []}],
    }  # fmt: skip
    found = score_planted(PlantedFile("a.txt", wrong.encode(), truth(lines, [error]), TEXT.encode(), truth(clean, []))).tally
    assert (found.hits["查出"], found.hits["判错"]) == (1, 1)
    assert found.hits["误报率 命中"] == found.tries["误报率 命中"] >= 1
    same = score_planted(PlantedFile("a.txt", wrong.encode(), truth(lines, [error]), wrong.encode(), truth(lines, []))).tally
    assert same.hits["查出"] == 0
    nothing = score_planted(PlantedFile("a.txt", TEXT.encode(), truth(clean, []))).tally
    assert nothing.hits["无误文件被指错误"] == 0


def test_a_text_that_the_reader_lost_is_told():
    score = score_planted(PlantedFile("a.txt", TEXT.encode(), truth([*TEXT.strip().split("\n"), "没有这一行"], [])))
    assert score.tally.hits["位置未能对应"] == 1


def test_rates_are_exact_and_never_round_up_to_all():
    tally = Tally()
    tally.add("a", hit=True, weight=1999)
    tally.add("a", hit=False)
    assert tally.rate("a") == Fraction(1999, 2000)
    assert percent(tally.rate("a")) == "99.9"
    assert percent(tally.rate("b")) == "—"
    assert total([tally, tally]).tries == {"a": 4000}


def test_sets_are_found_by_name_and_refused_in_plain_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    dev, held = find_set("public-dev")[0], find_set("public-held")[0]
    assert all(path.name.startswith("held-") for path in held)
    assert not any(path.name.startswith("held-") for path in dev)
    monkeypatch.setattr("jiheng.batch.benchmark.sets._repository", lambda: None)
    for name in ("seeds", "public-dev", "injected"):
        with pytest.raises(JihengError, match="标注集只在源代码库中"):
            find_set(name)
    monkeypatch.setattr("jiheng.batch.benchmark.sets._repository", lambda: tmp_path)
    with pytest.raises(JihengError, match=r"shared/seeds"):
        find_set("seeds")
    with pytest.raises(JihengError, match=r"tests\.injector\.make"):
        find_set("injected")


def test_a_label_file_that_cannot_be_used_says_so(tmp_path: Path):
    (tmp_path / "bad.yaml").write_text("id: bad\n", "utf-8")
    with pytest.raises(JihengError) as trouble:
        measure(str(tmp_path))
    assert trouble.value.code == "JH-U-006"
    assert "bad.yaml" in str(trouble.value)
