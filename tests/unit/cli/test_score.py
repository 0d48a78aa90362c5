"""`jiheng score`, `jiheng packs`, `jiheng lawbook lint` as a person runs them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from jiheng.core.reading.door import read_document
from tests.house.tree import SEEDS
from tests.unit.cli.command import jiheng
from tests.unit.core.casefile.made import CASE

KEYS = {"schema", "pack", "redistribution", "unverified_points", "scores", "total", "stated_total", "grade"}
LINE = {"indicator", "title", "level", "weight", "target", "actual", "points", "stated", "method", "verified", "working", "facts", "sources"}


@pytest.fixture
def case(tmp_path: Path) -> Path:
    path = tmp_path / "个案.yaml"
    path.write_text(CASE, encoding="utf-8")
    return path


def test_a_case_as_json(case: Path) -> None:
    done = jiheng("score", case, "--format", "json")
    assert done.status == 0, done.err
    sheets = [json.loads(line) for line in done.out.splitlines()]
    assert all(set(sheet) >= KEYS and sheet["schema"] == "jiheng.score/1" for sheet in sheets)
    assert sheets[0]["form"] == "department"
    assert all(set(line) >= LINE for sheet in sheets for line in sheet["scores"])
    assert [line["working"] for line in sheets[0]["scores"] if line["points"] is not None]


def test_a_case_as_text_and_as_a_workbook(case: Path, tmp_path: Path) -> None:
    done = jiheng("score", case)
    assert done.status == 0, done.err
    assert "部门整体" in done.out
    assert "依据：" in done.out
    book = tmp_path / "评分表.xlsx"
    assert jiheng("score", case, "--format", "xlsx", "--out", book).status == 0
    assert "绩效评分表" in read_document(book.read_bytes(), book.name).text


def test_the_packs_and_the_lint() -> None:
    assert "hunan/2023" in jiheng("packs").out
    whole = jiheng("packs", "hunan/2023").out
    assert "→ national/2021 → national/2020" in whole
    assert "改动：hunan/2023 改写了 national/2021 的 scoring.groups" in whole
    listed = json.loads(jiheng("packs", "--format", "json").out)
    assert {one["id"] for one in listed["packs"]} >= {"national/2020", "sichuan/2025"}
    done = jiheng("lawbook", "lint")
    assert (done.status, "未见不妥" in done.out) == (0, True), done.out


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the seeds (../shared/seeds) are not on this machine")
def test_a_foreign_table_is_scored_beside_its_stated_points() -> None:
    path = next(SEEDS.glob("002_*.txt"))
    done = jiheng("score", path, "--pack", "hunan/2023", "--format", "json")
    sheet = json.loads(done.out)
    by_title = {line["title"]: line for line in sheet["scores"]}
    execution = by_title["预算执行率"]
    assert (execution["stated"], execution["points"]) == ("9", "9.89")
    cost = next(line for line in sheet["scores"] if line["level"][0] == "成本指标" and line["stated"] == "19")
    assert cost["points"] == "18.17"
    assert {way["points"] for way in cost["other_ways"]} >= {"18.17", "18.36", "17.98"}
    assert not any(way["fits"] for way in cost["other_ways"])
    assert any("不合任何已知" in remark["words"] for remark in cost["remarks"])
    assert sheet["stated_total"] == "97"


def test_units_are_scored_together_under_one_name(tmp_path: Path) -> None:
    from tests.unit.core.casefile.made import CASE

    text = CASE.replace("productions", "").replace("产出指标, 质量指标, 提案办结率", "效益指标, 社会效益指标, 提案办结率")
    other = text.replace("actual: 108", "actual: 92").replace("某县委员会", "邻县委员会")
    for name, one in (("甲.yaml", text), ("乙.yaml", other)):
        (tmp_path / name).write_text(one, encoding="utf-8")
    done = jiheng("score", "甲.yaml", "乙.yaml", "--together", "某市", "--format", "json", cwd=tmp_path)
    assert done.status == 0
    sheet = json.loads(done.out)
    filed = next(one for one in sheet["scores"] if one["title"] == "立案提案")
    assert (filed["target"], filed["actual"], filed["points"]) == ("200件", "200件", "25.00")
    assert any(one["words"] == "全年预算数：640.50万元＋640.50万元＝1281万元" for one in sheet["remarks"])
    alone = jiheng("score", "甲.yaml", "乙.yaml", cwd=tmp_path)
    assert alone.status == 2
    assert "--together" in alone.err
