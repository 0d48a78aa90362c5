"""Skeletons of a rule pack and of a scoring method, for `jiheng new`."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path

from jiheng.core.errors import JihengError


def pack_files(root: Path, name: str) -> dict[Path, str]:
    """The pack `region/year`, which declares the document it rests on.

    Raises: JihengError JH-U-002 for a name of another shape.
    """
    found = re.fullmatch(r"([a-z][a-z0-9-]*)/((?:19|20)\d\d(?:-[a-z]+)?)", name)
    if found is None:
        raise JihengError("JH-U-002", f"规则包编号 {name} 不合用", mend="写作 地区/起用年份，如 moushan/2025")
    source = name.replace("/", "-")
    year, today = found[2][:4], datetime.now(UTC).date().isoformat()
    return {root / "src/jiheng/lawbook/packs" / f"{name}.yaml": _PACK.format(id=name, source=source, year=year, today=today)}


def method_files(root: Path, name: str) -> dict[Path, str]:
    """The module of a method."""
    return {root / "src/jiheng/core/scoring/methods" / f"{name}.py": _METHOD.format(name=name)}


_PACK = """# （一句话：这个规则包依据什么文件，与所依据的规则包有何不同。）
id: {id}
title: （名称）
region: （地区，如 某省、某省某市）
valid: {{from: {year}-01-01}}
extends: national/2020        # 只写与它不同的；没有写的照它
checked_on: {today}
sources: [{source}]
documents:                     # 本包所依的文件；已在 lawbook/sources 的不必再写
  {source}:
    title: （文件名称）
    number: （文号）
    issuer: （印发机关）
    issued_on: "（印发日期，如 2025-01-31）"
    link: （公开网址，没有就删去此行）
    verified: false            # 读过原文后改为 true

scoring:
  forms: [department, project]
  grounds:
    form: {{doc: {source}, article: （附件或条款）, quote: （原文摘述）}}
  groups:
    - {{id: execution, title: 预算执行率, kind: execution, weight: 10, source: form}}
    - {{id: output, title: 产出指标, weight: 50, names: [产出指标, 产出], source: form}}
    - {{id: benefit, title: 效益指标, weight: 30, names: [效益指标, 效益], source: form}}
    - {{id: satisfaction, title: 满意度指标, kind: satisfaction, weight: 10, names: [满意度指标, 满意度], source: form}}
  cases: []                    # 至少一例：数字和指标行进，得分出
gaps: []
"""

_METHOD = '''"""（名称）：（一句话说明怎样得分）。"""

from __future__ import annotations

from jiheng.core.scoring.shelf import Question, Worked, method, plain


@method(id="{name}", title="（名称）")
def {name}(asked: Question) -> Worked:
    """（达到目标怎样得分，未达到怎样得分，目标为0怎样得分。）"""
    aim, done = asked.numbers()
    if done >= aim:
        return Worked(asked.weight, f"实际{{plain(done)}}{{asked.unit}}，达到目标{{plain(aim)}}{{asked.unit}}")
    return Worked(asked.weight * 0, f"实际{{plain(done)}}{{asked.unit}}，未达到目标{{plain(aim)}}{{asked.unit}}", restores="达到目标")
'''
