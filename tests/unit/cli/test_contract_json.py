"""The JSON of `audit` and `read`, key by key, as other programs rely on it."""

from __future__ import annotations

import json
import re
from decimal import Decimal
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from tests.unit.cli.command import BROKEN, SOUND, jiheng

DECIMAL = re.compile(r"-?\d+(?:\.\d+)?")
BASES = {"年初预算", "调整额", "全年预算", "执行", "目标", "实际", None}
HEDGES = {"none", "about", "nearly", "over", "under", "at_least", "at_most", "truncated"}
OPTIONAL_OF_FACTS = {"of", "scope", "item", "upper", "repair", "months", "years"}
PLACE = {"quote": str, "start": int, "end": int, "locator": dict}


def shape(data: dict[str, Any], keys: dict[str, Any]) -> None:
    assert set(data) >= set(keys), set(keys) - set(data)
    for key, kind in keys.items():
        assert isinstance(data[key], kind), f"{key}: {data[key]!r}"


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("reports") / "报告.txt"
    path.write_text(BROKEN, encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def audited(report: Path) -> dict[str, Any]:
    done = jiheng("audit", report, "--format", "json")
    assert done.status == 0
    assert done.out.count("\n") == 1
    return json.loads(done.out)


def test_top(audited: dict[str, Any], report: Path):
    assert audited["schema"] == "jiheng.audit/1"
    keys = ["schema", "document", "pack", "facts", "indicators", "findings", "held", "not_evaluated", "unchecked_numbers"]
    assert list(audited) == keys
    assert audited["document"] == {
        "name": "报告.txt",
        "sha256": sha256(report.read_bytes()).hexdigest(),
        "format": "txt",
        "characters": len(BROKEN),
        "notes": audited["document"]["notes"],
    }
    assert audited["pack"]["id"] == "national/2020"
    assert audited["pack"]["guessed"] is True
    assert audited["pack"]["why"]


def test_facts(audited: dict[str, Any]):
    texts = [fact["text"] for fact in audited["facts"]]
    assert texts == ["1,200.50万元", "800.30万元", "400.30万元", "12场"]
    for fact in audited["facts"]:
        shape(fact, {"id": str, "label": str, "subject": str, "value": str, "unit": str, "base_value": str, "step": str, "hedge": str, "text": str,
                     "trust": str, **PLACE})  # fmt: skip
        assert set(fact) - OPTIONAL_OF_FACTS == {
            "id", "concept", "label", "basis", "year", "subject", "value", "unit", "base_value", "step", "hedge", "text", "quote", "start", "end",
            "locator", "trust",
        }  # fmt: skip
        for key in ("value", "base_value", "step", "trust"):
            assert DECIMAL.fullmatch(fact[key]), fact[key]
        assert fact["basis"] in BASES
        assert fact["hedge"] in HEDGES
        assert fact["year"] == 2023
        assert fact["concept"] is None or re.fullmatch(r"[a-z0-9_.]+", fact["concept"])
        assert BROKEN[fact["start"] : fact["end"]] == fact["text"]
        assert fact["text"] in fact["quote"]
        assert fact["locator"]["kind"] == "txt"
    first = audited["facts"][0]
    assert (first["value"], first["unit"], first["step"]) == ("1200.50", "万元", "0.01")
    assert Decimal(first["base_value"]) == 12_005_000


def test_findings(audited: dict[str, Any]):
    assert "JH-A-002" in [finding["code"] for finding in audited["findings"] if finding["severity"] == "error"]
    for finding in audited["findings"]:
        words = ("code", "message", "mend", "likely_cause", "expected", "stated", "difference", "fingerprint")
        shape(finding, {**dict.fromkeys(words, str), "evidence": list, "sources": list})
        assert finding["severity"] in {"error", "warning", "hint"}
        assert finding["category"] in {"accuracy", "completeness", "existence", "timeliness", "wording"}
        assert re.fullmatch(r"JH-[AR]-\d{3,4}", finding["code"])
        assert finding["evidence"]
        for place in finding["evidence"]:
            shape(place, PLACE)
        for source in finding["sources"]:
            assert set(source) == {"doc", "article"}


def test_held_open_and_unchecked(tmp_path: Path):
    (tmp_path / "a.txt").write_text(SOUND, encoding="utf-8")
    data = json.loads(jiheng("audit", tmp_path / "a.txt", "--format", "json").out)
    assert data["findings"] == [] or all(finding["severity"] != "error" for finding in data["findings"])
    assert data["held"]
    for held in data["held"]:
        shape(held, {"code": str, "band": str, "evidence": list})
        assert held["band"] in {"exact", "rounding"}
        for place in held["evidence"]:
            shape(place, {"quote": str, "start": int, "end": int})
    for item in data["not_evaluated"]:
        shape(item, {"code": str, "reason": str})
    assert "12场" in [number["text"] for number in data["unchecked_numbers"]]
    for number in data["unchecked_numbers"]:
        shape(number, {"text": str, "start": int, "end": int})
        assert SOUND[number["start"] : number["end"]] == number["text"]


def test_several_files_are_one_object_a_line(tmp_path: Path):
    for name, text in (("b.txt", BROKEN), ("a.txt", SOUND), ("c.txt", "")):
        (tmp_path / name).write_text(text, encoding="utf-8")
    (tmp_path / "别的.xyz").write_bytes(b"?")
    done = jiheng("audit", tmp_path, "--format", "json")
    lines = [json.loads(line) for line in done.out.splitlines()]
    assert [line["document"]["name"] for line in lines] == ["a.txt", "b.txt", "c.txt"]
    assert [line["schema"] for line in lines] == ["jiheng.audit/1", "jiheng.audit/1", "jiheng.error/1"]
    assert lines[2]["error"]["code"] == "JH-F-002"
    assert lines[2]["error"]["message"]
    assert done.status == 3
    assert "1 个文件" in done.err


def test_more_workers_change_nothing(tmp_path: Path):
    for number in range(6):
        (tmp_path / f"{number}.txt").write_text((SOUND, BROKEN)[number % 2].replace("12场", f"{number + 2}场"), encoding="utf-8")
    (tmp_path / "3.txt").write_bytes(b"")
    alone = jiheng("audit", tmp_path, "--format", "json", "--workers", "1")
    together = jiheng("audit", tmp_path, "--format", "json", "--workers", "3")
    assert alone == together


def test_read(report: Path):
    data = json.loads(jiheng("read", report, "--format", "json").out)
    assert data["schema"] == "jiheng.read/1"
    assert data["year"] == 2023
    assert {"document", "subject", "facts", "indicators"} <= set(data)
    assert len(data["facts"]) == 4


def test_year_can_be_given(tmp_path: Path):
    (tmp_path / "a.txt").write_text("基本支出800.30万元。\n", encoding="utf-8")
    assert json.loads(jiheng("read", tmp_path / "a.txt", "--format", "json", "--year", "2022").out)["facts"][0]["year"] == 2022


@pytest.mark.parametrize(("word", "id"), [("none", None), ("national/2020", "national/2020")])
def test_a_pack_can_be_given(report: Path, word: str, id: str | None):
    data = json.loads(jiheng("audit", report, "--format", "json", "--pack", word).out)
    assert (data["pack"]["id"], data["pack"]["guessed"]) == (id, False)
    assert any(item["code"].startswith("JH-R-") for item in data["not_evaluated"]) is (id is not None)


def test_out_writes_utf8(report: Path, tmp_path: Path):
    done = jiheng("audit", report, "--format", "json", "--out", tmp_path / "结果.json", encoding="gbk")
    assert (done.status, done.out) == (0, "")
    assert json.loads((tmp_path / "结果.json").read_text("utf-8"))["document"]["name"] == "报告.txt"


def test_checks_and_concepts():
    checks = json.loads(jiheng("checks", "--format", "json").out)
    assert checks["schema"] == "jiheng.checks/1"
    for check in checks["checks"]:
        assert set(check) == {"code", "title", "severity", "category", "sources", "doc"}
    concepts = json.loads(jiheng("concepts", "--format", "json").out)
    assert concepts["schema"] == "jiheng.concepts/1"
    for concept in concepts["concepts"]:
        assert set(concept) == {"id", "label", "labels", "kind", "parent", "sources"}
