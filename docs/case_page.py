"""The reference page of the case file's format, out of its one declaration."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module

from jiheng.core.casefile.case_fields import CASE, COLUMNS, SCHEMA, Field, Kind


def lines() -> Iterator[str]:
    """The page of the format of case files."""
    yield "# 案卷格式\n"
    yield f"一个部门一个年度的自评材料写成一个 YAML 文件（UTF-8），首行 `schema: {SCHEMA}`。`src/jiheng/samples` 里有五个样例。\n"
    yield "- 金额不写单位的以万元计，也可以写明单位（`1234500元`）；人员以人计。不知道的不写，写了的必须是确定的数。"
    yield "- 金额分口径：" + "、".join(f"`{one.key}` {one.title}" for one in COLUMNS.values()) + "，如 `total: {opening: 600, outturn: 633.25}`。"
    yield "- 不认识的字段、缺少的字段、合不上的数，读入时一次说全：哪一行、哪个字段、怎么改。\n"
    yield from _fields(CASE, "", 2)
    yield from import_module("unprinted").lines()


def _fields(group: Field, path: str, level: int) -> Iterator[str]:
    yield "| 字段 | 名称 | 内容 | 说明 |"
    yield "|---|---|---|---|"
    inner = []
    for field in group.fields:
        name = f"{path}{field.key}"
        said = [
            f"只能是：{'、'.join(word for word in field.words if word)}" if field.words else "",
            field.note,
            f"单位：{field.unit}" if field.unit else "",
        ]
        must = "（必填）" if field.required else ""
        yield f"| `{name}` | {field.title}{must} | {field.kind.value} | {'。'.join(one for one in said if one)} |"
        if field.fields and field.fields[0].key:
            inner.append((field, name + {Kind.LIST: "[].", Kind.ANY: "[键]."}.get(field.kind, ".")))
    for field, name in inner:
        yield f"\n{'#' * level} {field.title}（`{name.rstrip('.')}`）\n"
        if field.note:
            yield f"{field.note}。\n"
        yield from _fields(field, name, level + 1)
