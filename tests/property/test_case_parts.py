"""A case file read key by key says what the whole says, however its text was changed; what is wrong in it is told by the whole."""

from __future__ import annotations

from importlib.resources import files
from unittest.mock import patch

from hypothesis import given, settings
from hypothesis import strategies as st

from jiheng.core.casefile import case_tree
from jiheng.core.casefile.case_fields import CASE
from jiheng.core.casefile.case_tree import Tree, read_tree
from jiheng.core.casefile.case_trouble import CaseError

SAMPLES = sorted(one.read_text(encoding="utf-8") for one in (files("jiheng") / "samples").iterdir() if one.name.endswith(".yaml"))
# What may end a key's value early, run on into the next one, or make two documents of one.
_SNIPPETS = (
    "\n",
    " ",
    '"',
    "'",
    "#",
    "&a ",
    "*a",
    "---\n",
    "...\n",
    "|\n",
    ">\n",
    "- ",
    "year: 2023\n",
    "[",
    "{",
    "\t",
    "? ",
    ": ",
    "# 注\n",
    "!!str ",
)
_EDITS = st.tuples(st.floats(0, 1), st.integers(0, 40), st.one_of(st.sampled_from(_SNIPPETS), st.text("1一a: \n", max_size=6)))


def _whole(text: str) -> Tree | None:
    with patch.object(case_tree, "_from_parts", lambda *_: None):
        try:
            return read_tree(text, "案卷", CASE)
        except CaseError:
            return None


def test_the_samples_are_read_key_by_key():
    for text in SAMPLES:
        read = case_tree._from_parts(text, "案卷", CASE)
        assert read is not None
        assert read == _whole(text)


@settings(max_examples=150)
@given(st.sampled_from(SAMPLES), st.lists(_EDITS, min_size=1, max_size=3))
def test_key_by_key_is_as_the_whole(text: str, edits: list[tuple[float, int, str]]):
    for place, dropped, put in edits:
        at = int(place * len(text))
        text = text[:at] + put + text[at + dropped :]
    read = case_tree._from_parts(text, "案卷", CASE)
    if read is not None:
        whole = _whole(text)
        assert whole is not None
        assert read == whole
        assert list(read.values) == list(whole.values)
        assert list(read.places) == list(whole.places)
