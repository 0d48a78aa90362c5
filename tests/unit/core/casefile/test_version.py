"""The code of a version: checkable, printed on every page, and changing nothing that the report says."""

from __future__ import annotations

import json
from hashlib import sha256

import pytest

from jiheng.core.casefile import steps
from jiheng.core.casefile.load_case import load_case
from jiheng.core.casefile.package import make_package
from jiheng.core.casefile.version_code import belongs, codes_in, version_code
from jiheng.core.documents.block import BlockKind
from tests.unit.core.casefile.made import CASE

DIGEST = sha256(CASE.encode()).hexdigest()
CODE = version_code(2024, "101-A", 3, DIGEST)


def test_a_code_belongs_to_one_case_and_one_version() -> None:
    assert CODE.startswith("2024-101A-3-")
    assert belongs(CODE, DIGEST)
    assert not belongs(CODE, sha256(b"other").hexdigest())
    assert not belongs(CODE.replace("-3-", "-4-"), DIGEST)
    assert not belongs("2024-101A", DIGEST)


@pytest.mark.parametrize("typed", ["版本码{}。", "{} ", "版本码\n{}", "页脚：{}\n{}"])
def test_a_code_is_found_in_what_people_type(typed: str) -> None:
    assert codes_in(typed.format(CODE, CODE)) == (CODE,)


def test_look_alike_letters_and_wide_characters_are_understood() -> None:
    code = next(one for number in range(1, 200) if "0" in (one := version_code(2024, "7", number, DIGEST)).rpartition("-")[2])
    head, _, check = code.rpartition("-")
    assert codes_in(f"{head}—{check.replace('0', 'o').lower()}") == (code,)
    assert codes_in(code.translate({ord(digit): ord(digit) + 0xFEE0 for digit in "0123456789"})) == (code,)


@pytest.mark.parametrize("typed", ["", "2024-101A-3", f"{CODE}X", f"9{CODE}", "2024年101A第3版"])
def test_what_is_no_code_is_none(typed: str) -> None:
    assert codes_in(typed) == ()


def test_the_code_stands_on_every_page_and_changes_nothing_else() -> None:
    case = load_case(CASE.encode(), "案卷.yaml")
    plain, stamped = make_package(case), make_package(case, code=CODE)
    assert make_package(case, code=CODE).files == stamped.files, "the same version gives the same bytes"
    assert [one.fingerprint for one in plain.audited.findings] == [one.fingerprint for one in stamped.audited.findings]
    for name in ("自评报告.docx", "自评报告.pdf"):
        before, after = (steps.read(package.files[name], name) for package in (plain, stamped))
        feet = [block.text for block in after.blocks if block.kind is BlockKind.FOOTER]
        assert feet, name
        assert all(CODE in foot for foot in feet), name
        assert [block.text for block in before.blocks if block.kind is not BlockKind.FOOTER] == [
            block.text for block in after.blocks if block.kind is not BlockKind.FOOTER
        ]
    assert CODE in stamped.files["自评报告.html"].decode()
    assert json.loads(stamped.files["receipt.json"])["version_code"] == CODE
    assert "version_code" not in json.loads(plain.files["receipt.json"])
