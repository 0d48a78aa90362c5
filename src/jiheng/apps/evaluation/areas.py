"""The areas in which a self-evaluation is filled, and to which one a case path belongs."""

from __future__ import annotations

import re
from dataclasses import dataclass
from hashlib import sha256

_PROJECT = re.compile(r"projects\[(\d+)\]")


@dataclass(frozen=True, slots=True)
class Area:
    """One page of the filling: its name in addresses, title, what is done there, and the fields it shows."""

    id: str
    title: str
    lead: str
    fields: tuple[str, ...] = ()


AREAS = (
    Area("unit", "单位与人员", "机构、职能和人员编制。登记在机构信息和台账里的已经带出。", ("unit", "people", "tasks")),
    Area(
        "money",
        "收支",
        "预算账里有的数直接带出，要改到账上更正；账上没有的可以在这里填写，单位万元。",
        ("income", "spend", "projects_difference", "by_fund", "three", "procurement", "detail", "carry", "months", "assets", "adjustments",
         "buildings", "subjects"),
    ),
    Area("indicators", "部门整体指标", "逐项填写实际完成值；账上取得到的已经带出，与账不同须写理由。", ("achieved", "indicators", "policy")),
    Area("management", "管理类指标", "规则包设的共性指标：能算的已经算出，其余逐项自评并附佐证。", ("answers",)),
    Area("counts", "工作数量", "报告里要写的会议、提案、调研等数量。", ("counts",)),
    Area(
        "words",
        "文字",
        "灰字是程序按数据写好的句子，您只写补充的话；写下的每个数字当场与数据核对。",
        ("narrative", "problems", "measures", "use_of_results", "other_matters", "thrift"),
    ),
    Area("sign", "满意度调查与署名", "调查的样本，以及封面和表尾的署名。", ("survey", "sign")),
)  # fmt: skip
PROJECT = "project-"


def area_named(id: str) -> Area | None:
    """An area by its name in addresses; None where there is none, as for projects."""
    return next((one for one in AREAS if one.id == id), None)


def project_area(place: int) -> str:
    """The name in addresses of a project's page, by its place in the case from 0."""
    return f"{PROJECT}{place + 1}"


def area_of(path: str) -> str:
    """The area in which a case path is filled; "" for what nobody fills.

    Example:
        >>> area_of("projects[1].indicators[0].actual"), area_of("spend.total.opening"), area_of("pack")
        ('project-2', 'money', '')
    """
    found = _PROJECT.match(path)
    if found:
        return project_area(int(found[1]))
    head = re.split(r"[.\[]", path, maxsplit=1)[0]
    return next((area.id for area in AREAS if head in area.fields), "")


def anchor(path: str) -> str:
    """The anchor of a field on its page, by its lasting path."""
    return f"f{sha256(path.encode()).hexdigest()[:10]}"
