"""The document names each shape once: two of one name would lay one over the other."""

from __future__ import annotations

import ast
from collections import Counter

from tests.house.tree import modules


def test_no_two_shapes_share_a_name():
    trees = [ast.parse(path.read_text("utf-8")) for path in modules("api")]
    names = Counter(node.name for tree in trees for node in tree.body if isinstance(node, ast.ClassDef))
    assert [name for name, count in names.items() if count > 1] == []
