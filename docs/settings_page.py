"""The page of settings, and of the codes that speak of them, written from the code."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

from jiheng.site.settings.environment import Environment

_SOURCE = Path(__file__).resolve().parents[1] / "src" / "jiheng"
_KINDS = {"bool": "是/否", "int": "整数", "str": "文字", "Path": "文件夹", "tuple[str, ...]": "文字，逗号分开"}


def lines() -> Iterator[str]:
    """Every setting with its default, then every code."""
    yield "# 设置\n"
    yield "不写任何设置即可运行。需要时用环境变量（`JIHENG_` 加大写的名字），或写在工作目录的 `jiheng.toml` 里（`JIHENG_CONFIG` 可以指明别的文件）；"
    yield "两处都写时以环境变量为准。不认识的名字会拒绝启动并提示。\n"
    yield "| jiheng.toml | 环境变量 | 类型 | 不写时 | 说明 |\n|---|---|---|---|---|"
    for one in fields(Environment):
        yield f"| `{one.name}` | `JIHENG_{one.name.upper()}` | {_KINDS[str(one.type)]} | {_shown(one.default)} | {one.metadata['said']} |"
    yield "\n## 启动检查和出错代码\n"
    yield "| 代码 | 说的是 | 怎样处理 |\n|---|---|---|"
    for code, (what, mend) in sorted(codes().items()):
        yield f"| {code} | {what} | {mend} |"


def codes() -> dict[str, tuple[str, str]]:
    """Every JH-S code of the program with what is wrong and how to mend it; what differs from case to case stands as “…”."""
    found: dict[str, tuple[str, str]] = {}
    for path in sorted(_SOURCE.rglob("*.py")):
        if "node_modules" in path.parts:
            continue
        text = path.read_text("utf-8")
        if "JH-S-" in text:
            for node in ast.walk(ast.parse(text)):
                for code, what, mend in _told(node):
                    found.setdefault(code, (what, mend))
    return found


def _told(node: ast.AST) -> Iterator[tuple[str, str, str]]:
    if isinstance(node, ast.Call):
        given = {word.arg: word.value for word in node.keywords}
        first = node.args[0] if node.args else None
        if isinstance(first, ast.Constant) and str(first.value).startswith("JH-S-") and len(node.args) > 1:
            yield str(first.value), _words(node.args[1]), _words(given.get("mend"))
        if isinstance(given.get("id"), ast.Constant) and str(getattr(given["id"], "value", "")).startswith("JH-S-"):
            yield str(getattr(given["id"], "value", "")), _words(first), _words(given.get("hint"))
    elif isinstance(node, (ast.JoinedStr, ast.Constant)):
        text = _words(node)
        if text.startswith("[JH-S-"):
            code, _, said = text[1:].partition("] ")
            what, _, mend = said.removesuffix("）").partition("（")
            yield code, what, mend


def _words(node: ast.expr | None) -> str:
    if isinstance(node, ast.Constant):
        return str(node.value)
    if isinstance(node, ast.JoinedStr):
        return "".join(_words(part) if isinstance(part, ast.Constant) else "…" for part in node.values)
    if isinstance(node, ast.BinOp):
        return _words(node.left) + _words(node.right)
    return "" if node is None else "…"


def _shown(value: object) -> str:
    if isinstance(value, tuple):
        return "、".join(f"`{one}`" for one in value)
    return {True: "是", False: "否"}[value] if isinstance(value, bool) else f"`{value}`" if str(value) else "空"
