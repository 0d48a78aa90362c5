"""What holds for every format: the same bytes twice, all the words, hostile words harmless, nothing but what is printed in public."""

from __future__ import annotations

import pytest

from jiheng.core.errors import JihengError
from jiheng.core.reading.door import read_document
from jiheng.core.reporting.draft import Draft, Paragraph, plain
from jiheng.core.reporting.renderer_shelf import RENDERERS, render
from tests.unit.core.reporting.drafted import SENTENCE, drafted

FORMATS = tuple(RENDERERS.all())
PAGES = tuple(one for one in FORMATS if one != "xlsx")


@pytest.mark.parametrize("audience", ["colleagues", "publication"])
@pytest.mark.parametrize("format", FORMATS)
def test_the_same_draft_gives_the_same_bytes(format: str, audience: str):
    assert render(drafted(), format, audience=audience) == render(drafted(), format, audience=audience)


@pytest.mark.parametrize("format", PAGES)
def test_our_own_reader_finds_every_paragraph(format: str):
    read = "".join(read_document(render(drafted(), format), f"d.{format}").text.split())
    for words in ("某市示范图书馆2023年度", SENTENCE, "一、部门基本情况", "全年支出799.89万元", "附件1", "2024年3月15日", "示范项目40"):
        assert words in read


@pytest.mark.parametrize("format", FORMATS)
def test_words_that_look_like_markup_stay_words(format: str):
    hostile = '<w:p>&amp; #panic() $x$ "引号" \u202e反转 {=1+1}'
    data = render(Draft(hostile, "某馆", 2023, (Paragraph(plain(hostile)),)), format)
    if format in PAGES:
        assert '<w:p>&amp;#panic()$x$"引号"[U+202E]反转{=1+1}' in "".join(read_document(data, f"d.{format}").text.split())


def test_an_unknown_format_is_refused_with_what_there_is():
    with pytest.raises(JihengError) as refused:
        render(drafted(), "odt")
    assert refused.value.code == "JH-U-001"
    assert "docx" in refused.value.mend


@pytest.mark.parametrize("format", FORMATS)
def test_an_empty_draft_is_still_a_file(format: str):
    assert render(Draft("", "", 2023, ()), format)
