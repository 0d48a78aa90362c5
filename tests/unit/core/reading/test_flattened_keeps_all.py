"""No character is lost: whatever a text looks like, each digit lies in one block's range, and once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jiheng.core.documents.block import Block, BlockKind
from jiheng.core.documents.document import Document
from jiheng.core.reading.formats.txt import read_txt
from tests.effort import calls_of
from tests.unit.core.reading import flattened_made as made
from tests.unit.core.reading import table_shapes_made as shapes

SEEDS = Path(__file__).parents[5] / "shared" / "seeds"
WORDS = [
    "一级指标",
    "二级指标",
    "三级指标",
    "指标值",
    "分值",
    "得分",
    "完成值",
    "产出指标",
    "数量指标",
    "效益指标",
    "（40分）",
    "≥",
    "5",
    "10",
    "98.5%",
    "次",
    "委员视察",
    "部门名称",
    "资金总额",
    "财政拨款",
    "总分",
    "100",
    "、",
    "。",
    "一、情况",
    "全年支出12.5万元，",
    "- 3 -",
    "|",
    "\t",
    "\n",
    "\n\n",
    " ",
    "  ",
    ",",
    "“",
    "**",
    "3",
    "表1",
    "|\n",
    " |\n",
    "||||\n",
    "项目",
    "行次",
    "栏次",
    "合计",
    "科目编码",
    "201",
    "1 2 3",
    "\r\n",
    "\u3000",
]


def ranges(document: Document) -> Iterator[tuple[int, int]]:
    for block in document.blocks:
        for part in (block, *(cell.block for cell in block.cells)):
            yield from runs(part)


def runs(block: Block) -> Iterator[tuple[int, int]]:
    for at, (own, start) in enumerate(block.pieces):
        stop = block.pieces[at + 1][0] if at + 1 < len(block.pieces) else len(block.text)
        yield start, start + stop - own


def assert_kept(document: Document) -> None:
    counts = [0] * len(document.text)
    for start, end in ranges(document):
        for at in range(start, end):
            counts[at] += 1
    wrong = [at for at, character in enumerate(document.text) if character.isalnum() and counts[at] != 1]
    assert not wrong, [(at, counts[at], document.text[max(0, at - 8) : at + 8]) for at in wrong[:3]]
    for block in document.blocks:
        for part in (block, *(cell.block for cell in block.cells)):
            for own, start in part.pieces:
                if part.text:
                    assert part.text[own] == document.text[start]
            assert len({own for own, _ in part.pieces}) == len(part.pieces)
    assert len({part.id for block in document.blocks for part in (block, *(c.block for c in block.cells))}) == sum(
        1 + len(block.cells) for block in document.blocks
    )


@pytest.mark.parametrize("name", sorted(made.ALL))
def test_made_tables(name: str) -> None:
    assert_kept(read_txt(made.ALL[name].encode(), name))
    assert_kept(read_txt(made.ALL[name].replace("\n", "\r\n").encode("gb18030"), name))


@pytest.mark.parametrize("number", range(5))
def test_seed_reports(number: int) -> None:
    found = sorted(SEEDS.glob(f"00{number}_*.txt"))
    if not found:
        pytest.skip("../shared/seeds is absent")
    assert_kept(read_txt(found[0].read_bytes(), found[0].name))


@pytest.mark.parametrize("shape", sorted(shapes.SHAPES))
@pytest.mark.parametrize("made_table", shapes.ALL, ids=lambda table: table.name)
def test_made_shapes(made_table: shapes.Made, shape: str) -> None:
    assert_kept(read_txt(shapes.written(made_table, shape).encode(), "any.txt"))


@settings(max_examples=120)
@given(st.sampled_from(shapes.ALL), st.sampled_from(sorted(shapes.SHAPES)), st.integers(0, 500), st.integers(0, 60), st.sampled_from(WORDS))
def test_damaged_shapes(made_table: shapes.Made, shape: str, at: int, length: int, word: str) -> None:
    text = shapes.written(made_table, shape)
    assert_kept(read_txt((text[:at] + word + text[at + length :]).encode(), "any.txt"))


@settings(max_examples=300)
@given(st.lists(st.sampled_from(WORDS), max_size=80))
def test_any_pieces(words: list[str]) -> None:
    assert_kept(read_txt("".join(words).encode(), "any.txt"))
    assert_kept(read_txt("\n".join(words).encode(), "any.txt"))


@settings(max_examples=100)
@given(st.text(max_size=200))
def test_any_text(text: str) -> None:
    source = "".join(character for character in text if character >= " " or character in "\t\r\n")
    assert_kept(read_txt(("文" + source).encode("utf-8", "ignore"), "any.txt"))


@settings(max_examples=60)
@given(st.sampled_from(sorted(made.ALL)), st.integers(0, 400), st.integers(0, 60), st.sampled_from(WORDS))
def test_damaged_tables(name: str, at: int, length: int, word: str) -> None:
    text = made.ALL[name]
    at = min(at, len(text))
    assert_kept(read_txt((text[:at] + word + text[at + length :]).encode(), "any.txt"))


@pytest.mark.parametrize("unit", ["\t", "7", "\n", " ", "|", ",", "\r", "（", "指标"])
def test_much_of_one_thing_is_little_work(unit: str) -> None:
    text = unit * (200_000 // len(unit))
    assert calls_of(lambda: read_txt(text.encode(), "any.txt")) < 4 * len(text) + 1000


def test_work_grows_with_length_only() -> None:
    text = made.SHREDDED_OTHER_ORDER + made.TABBED + "\n" * 4 + made.CELL_A_LINE + "\n六、其他\n" + "全年支出12.5万元，执行情况良好。\n" * 20
    once = calls_of(lambda: read_txt(text.encode(), "one.txt"))
    document = read_txt((text * 50).encode(), "fifty.txt")
    assert calls_of(lambda: read_txt((text * 50).encode(), "fifty.txt")) < 60 * once
    assert sum(block.kind is BlockKind.TABLE for block in document.blocks) > 100
