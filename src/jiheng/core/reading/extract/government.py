"""Names of figures in the accounts of a whole government: who collected a revenue, and what is of its own level."""

from __future__ import annotations

import re

# 税务部门完成…，财政部门完成…: each figure is of the body that collected it.
_COLLECTS = re.compile(
    r"(?P<name>(?:财政|税务|国税|地税|海关|自然资源|国土|公安|法院|其他|征收)(?:部门|系统|局))(?:组织)?(?:收入)?(?:共|累计|实际|全年|已)*(?:征收)?(?:完成|征收|组织|入库)(?:收入|入库)?(?:为|了|\s)*$"
)
# 一般公共预算收入，其中：本级收入…，转移性收入…
_LEVEL = re.compile(r"(?:^|[：:，,；;、中是])\s*(?P<name>(?P<level>[省市区县州]?本级|转移性)(?:收入|支出))(?:完成|安排|合计|为|是|达|\s)*$")
_OWN_LEVEL = "本级"


def collector(words: str) -> str:
    """The body that the end of a clause says has collected a revenue, or nothing."""
    found = _COLLECTS.search(words)
    return found["name"] if found else ""


def level(words: str) -> tuple[str, bool]:
    """The name that sets a part of a budget apart by its level, if any, and whether it is the government's own."""
    found = _LEVEL.search(words)
    return (found["name"], found["level"].endswith(_OWN_LEVEL)) if found else ("", False)
