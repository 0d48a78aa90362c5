"""Reads the entries of a pack's scoring part: texts, words, numbers and grounds, each with the place of what is wrong."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any, NoReturn

from jiheng.core.law import Citation
from jiheng.core.rulepack.scoring_rules import Ground

Fail = Callable[[str, str, str], NoReturn]
GROUND = {"source", "sources", "verified"}


class EntryReader:
    """Reads fields of mappings; `fail` raises for a path, what is wrong and how to mend it; `grounds` are named citations."""

    def __init__(self, fail: Fail, grounds: Mapping[str, Any] | None = None) -> None:
        """A reader that tells trouble by `fail`."""
        self.fail = fail
        self.grounds = grounds or {}

    def known(self, entry: Any, fields: set[str], path: str) -> None:
        """Refuse fields that are not known."""
        if not isinstance(entry, dict):
            self.fail(path, "应是一组字段", "写成 {字段: 值, …}")
        if unknown := sorted(set(map(str, entry)) - fields):
            self.fail(path, f"不认识的字段{'、'.join(unknown)}", "核对拼写；可用的字段：" + "、".join(sorted(fields)))

    def text(self, entry: dict[str, Any], field: str, path: str) -> str:
        """A text that must be there."""
        if not entry.get(field):
            self.fail(f"{path}.{field}", f"缺少{field}", "补上该项")
        return str(entry[field])

    def word(self, entry: dict[str, Any], field: str, allowed: tuple[str, ...], default: str, path: str) -> Any:
        """One of the allowed words."""
        word = str(entry.get(field, default))
        if word not in allowed:
            self.fail(f"{path}.{field}", f"“{word}”不在可选值内", "只用" + "、".join(allowed))
        return word

    def number(self, value: Any, path: str) -> Decimal:
        """An exact number or share."""
        number = to_value(value)
        if not isinstance(number, Decimal):
            self.fail(path, f"“{value}”不是一个数", "写成 10、0.5 或 90%")
        return number

    def optional(self, entry: dict[str, Any], field: str, path: str) -> Decimal | None:
        """A number or None."""
        return None if entry.get(field) is None else self.number(entry[field], f"{path}.{field}")

    def ground(self, entry: dict[str, Any], path: str) -> Ground:
        """What an entry rests on."""
        given = entry.get("sources") or ([entry["source"]] if entry.get("source") else [])
        return Ground(tuple(self.citation(one, path) for one in given), bool(entry.get("verified")))

    def citation(self, entry: Any, path: str) -> Citation:
        """A citation, by name or in full."""
        if isinstance(entry, str) and "#" not in entry:
            if entry not in self.grounds:
                self.fail(f"{path}.source", f"没有名为“{entry}”的依据", "在 scoring.grounds 中写明，或写作 {doc: …, article: …, quote: …}")
            entry = self.grounds[entry]
        if isinstance(entry, str):
            doc, _, article = entry.partition("#")
            return Citation(doc, article)
        self.known(entry, {"doc", "article", "quote"}, f"{path}.source")
        return Citation(str(entry.get("doc", "")), str(entry.get("article", "")), str(entry.get("quote", "")))

    def params(self, entry: dict[str, Any], path: str) -> Mapping[str, object]:
        """Parameters as data."""
        params = entry.get("params") or {}
        if not isinstance(params, dict):
            self.fail(f"{path}.params", "应是一组参数", "写成 {参数: 值}")
        return {str(name): to_value(value) for name, value in params.items()}


def to_value(value: Any) -> object:
    """A parameter as data: numbers and percentages as Decimals (90% → 0.9), lists as tuples, all else as it is."""
    if isinstance(value, bool):
        return value
    if isinstance(value, int | float):
        return Decimal(str(value))
    if isinstance(value, list):
        return tuple(to_value(one) for one in value)
    if isinstance(value, str):
        bare = value.strip()
        try:
            return Decimal(bare[:-1]) / 100 if bare.endswith("%") else Decimal(bare)
        except InvalidOperation:
            return value
    return value
