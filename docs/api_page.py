"""The page of the HTTP API, written from its own document."""

from __future__ import annotations

import os
from collections.abc import Iterator
from importlib import import_module
from typing import Any

_METHODS = ("get", "post", "put", "delete")


def lines() -> Iterator[str]:
    """How it is asked, the scopes, the events, then every operation by area with what it takes and gives."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jiheng.site.settings.test")
    import_module("django").setup()
    told = import_module("jiheng.api.document").document()
    yield "# HTTP API\n"
    yield told["info"]["description"].strip()
    yield "\n同一份说明的机器可读形式：`GET /api/v1/openapi.json`（OpenAPI 3.1，须带令牌），或网页“接口说明”里下载。"
    yield "\n## 权限范围\n\n| 范围 | 说的是 |\n|---|---|"
    for name, words in import_module("jiheng.apps.tokens.choices").SCOPES.items():
        yield f"| `{name}` | {words} |"
    yield "\n## 事件\n"
    yield "登记了接收地址的单位，事件发生后由后台推送一个 JSON：`id`、`event`、`at`、`department`、`year`、`object`（种类、编号、名称），不含数字和正文。"
    yield "请求头 `X-Jiheng-Signature: t=秒,v1=签名` 里的签名，是用登记时给出的密钥对“秒.正文”算出的 HMAC-SHA256。"
    yield "对方回答 2 开头的状态即为送达；否则按 10 秒、1 分、5 分、30 分、2 小时、6 小时、1 天的间隔再推，仍不成就放弃。"
    yield "同一推送可能到达两次，`id` 相同。不跟随转址；默认不推送到内网和本机，见设置 `webhooks_inward`。\n"
    yield "| 事件 | 何时 |\n|---|---|"
    choices = import_module("jiheng.apps.webhooks.choices")
    for event in choices.TOLD:
        yield f"| `{event.value}` | {event.label} |"
    areas: dict[str, list[tuple[str, str, dict[str, Any]]]] = {}
    for path, methods in told["paths"].items():
        for method in (name for name in _METHODS if name in methods):
            areas.setdefault(methods[method]["tags"][0], []).append((method.upper(), path, methods[method]))
    for area, operations in areas.items():
        yield f"\n## {area}\n\n| 方法 | 地址 | 做什么 | 送 | 回 |\n|---|---|---|---|---|"
        for method, path, one in operations:
            yield f"| {method} | `{path}` | {one['summary']} | {_sent(one)} | {_given(one)} |"
    yield "\n## 形状\n"
    for name, shape in sorted(told["components"]["schemas"].items()):
        columns = "、".join(f"`{column}`{'' if column in shape.get('required', ()) else '?'}" for column in shape.get("properties", ()))
        values = "、".join(f"`{value}`" for value in shape.get("enum", ()))
        yield f"- **{name}** {columns or values}"


def _sent(one: dict[str, Any]) -> str:
    found = [f"`?{each['name']}`" for each in one["parameters"] if each["in"] == "query"]
    for content in one.get("requestBody", {}).get("content", {}).values():
        schema = content["schema"]
        found.append(_name(schema) or "、".join(f"`{name}`" for name in schema.get("properties", ())))
    return " ".join(found)


def _given(one: dict[str, Any]) -> str:
    answer = one["responses"].get("200")
    if answer is None:
        return "204"
    kinds = answer.get("content", {})
    plain = kinds.get("application/json", {}).get("schema", {})
    if plain.get("type") == "array":
        return f"{_name(plain['items']) or '列表'}[]"
    return _name(plain) or ("文件" if kinds else "")


def _name(schema: dict[str, Any]) -> str:
    found: str = schema.get("$ref", "").rpartition("/")[2]
    return found
