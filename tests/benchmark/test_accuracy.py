"""The accuracy on a small injected set and on the labelled reports does not fall below the recorded floors."""

from __future__ import annotations

from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from jiheng.batch.benchmark import sets
from jiheng.batch.benchmark.relation_rates import ACCUSED
from jiheng.batch.benchmark.tally import Tally, percent
from jiheng.cli import benchmark
from jiheng.cli.parser import Parser
from jiheng.core.errors import JihengError
from tests.benchmark.measuring import headline, measure
from tests.injector.make import main as make_main
from tests.injector.render import FORMATS, pdf_trouble

FLOORS: dict[str, Any] = yaml.safe_load(Path(__file__).with_name("floors.yaml").read_text("utf-8"))
SEEDS = Path(__file__).resolve().parents[3] / "shared" / "seeds"
FRESH = Path(__file__).resolve().parents[1] / "labelled" / "fresh"  # empty between two draws


@cache
def injected() -> tuple[Tally, list[str]]:
    size = FLOORS["size"]
    return measure(size["seed"], size["clean"], size["injected"])


@cache
def labelled(name: str) -> sets.SetResult:
    return sets.measure(name)


def told(lines: list[str]) -> str:
    return "\n".join(line[:300] for line in lines[:40])


@pytest.mark.parametrize("name", sorted(FLOORS["injected"]))
def test_the_injected_set_stays_above_its_floor(name: str):
    if name.endswith(" pdf") and pdf_trouble():
        pytest.skip(pdf_trouble())
    tally, lines = injected()
    hits, tries, rate = headline(tally)[name]
    assert rate is not None
    floor = Fraction(str(FLOORS["injected"][name]))
    assert rate * 100 >= floor, f"{name}: {hits} of {tries} = {percent(rate)} %, the floor is {floor} %\n{told(lines)}"


def test_every_place_of_the_truth_is_found_in_the_text_as_read():
    tally, lines = injected()
    assert tally.hits["位置未能对应"] == 0, told([line for line in lines if "没有对应上" in line])


@pytest.mark.parametrize("name", sorted(FLOORS["labelled"]))
def test_a_labelled_set_stays_above_its_floors(name: str):
    if name == "seeds" and not SEEDS.is_dir():
        pytest.skip("the seeds (../shared/seeds) are not on this machine")
    result = labelled(name)
    below = []
    for key, floor in FLOORS["labelled"][name].items():
        tally = result.facts if key in result.facts.tries else result.relations
        rate = tally.rate(key)
        assert rate is not None, key
        too_low = rate * 100 > Fraction(str(floor)) if key == ACCUSED else rate * 100 < Fraction(str(floor))
        if too_low:
            below.append(f"{key}: {percent(rate)} %, recorded {floor} %")
    assert not below, "\n".join(below)


@pytest.mark.parametrize("name", ["public-dev", "seeds"])
def test_no_check_crashes_on_a_labelled_report(name: str):
    if name == "seeds" and not SEEDS.is_dir():
        pytest.skip("the seeds (../shared/seeds) are not on this machine")
    assert [line for line in labelled(name).details if sets.CRASHED in line] == []


def test_of_held_documents_only_rates_are_told():
    held = [name for name in ("public-held", "unseen", "fresh") if name != "fresh" or FRESH.is_dir()]
    assert all(labelled(name).details == [] for name in held)
    assert labelled("public-dev").details != []


def test_the_verb_prints_a_set_as_text_and_json(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("sys.argv", ["make", "--clean", "1", "--injected", "2", "--formats", "txt", "--out", str(tmp_path)])
    assert make_main() == 0
    parser = Parser(prog="jiheng")
    benchmark.declare(parser.add_subparsers(dest="verb", parser_class=Parser))
    capsys.readouterr()
    for format, wanted in (("text", "植入的错误"), ("json", '"jiheng.benchmark/1"')):
        assert benchmark.run(parser.parse_args(["benchmark", "--set", str(tmp_path), "--format", format, "--details"])) == 0
        assert wanted in capsys.readouterr().out


def test_a_set_that_is_not_there_is_refused_in_plain_words(tmp_path: Path):
    for name in ("no-such-set", str(tmp_path)):
        with pytest.raises(JihengError) as trouble:
            sets.measure(name)
        assert trouble.value.code == "JH-U-006"
        assert trouble.value.mend


def test_all_formats_are_measured():
    tally, _ = injected()
    missing = [format for format in FORMATS if not any(name.endswith(f" {format}") for name in tally.names())]
    assert missing == (["pdf"] if pdf_trouble() else [])
