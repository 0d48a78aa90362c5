"""Small safe expressions over concepts, worked out on ranges and on the printed values alike; no eval.

`spend.total@执行 / spend.total@全年预算` · `+ - * /`, numbers, `10%`, brackets · `concept{of}@basis.上年#scope[item]`, `[]` for
totals only · sum, abs, max, min, span (from the least to the greatest), first (the first that is stated), optional (zero when
not stated), perhaps (the same, but then a shortfall proves nothing) · `it` is each concept of a relation's list.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property, lru_cache
from typing import NoReturn

from jiheng.core.errors import LawbookError
from jiheng.core.facts.context import Basis
from jiheng.core.figures.interval import Interval
from jiheng.core.figures.units import unit_for
from jiheng.core.rulepack.nodes import Call, Literal, Lookup, Name, Node, Pair, Reference, Unclear, Value, Wanting

LAST_YEAR = "上年"
_TOKEN = re.compile(
    r"\s*(?:(?P<number>\d+(?:\.\d+)?%?)"
    r"|(?P<name>[a-z_]+(?:\.[a-z0-9_]+)*(?:\{[a-z0-9_.]+\})?(?:@[^\s()+*/,#\[\]-]+)?(?:#[^\s()+*/,\[\]-]+)?(?:\[[^\]]*\])?)"
    r"|(?P<sign>[-+*/(),×÷]))"
)
_NAME = re.compile(
    r"(?P<concept>[a-z_]+(?:\.[a-z0-9_]+)*)(?:\{(?P<of>[a-z0-9_.]+)\})?(?:@(?P<basis>[^#\[]+))?(?:#(?P<scope>[^\[]+))?(?P<item>\[[^\]]*\])?"
)
_FUNCTIONS = {"sum": (1, 99), "abs": (1, 1), "max": (2, 99), "min": (2, 99), "span": (2, 99), "first": (2, 9), "optional": (1, 1), "perhaps": (1, 1)}
_TIMES = {"×": "*", "÷": "/"}


@dataclass(frozen=True)
class Formula:
    """A parsed expression.

    Example:
        >>> formula = parse("spend.basic@执行 + optional(spend.project@执行)")
        >>> [one.concept for one in formula.references]
        ['spend.basic', 'spend.project']
    """

    text: str
    root: Node

    @cached_property
    def references(self) -> tuple[Reference, ...]:
        """Every name in it, each once, in order."""
        return tuple(dict.fromkeys(name.reference for name in self.root.names()))

    @cached_property
    def required(self) -> tuple[tuple[Reference, ...], ...]:
        """Names without which it has no value: one of each group."""
        return tuple(self.root.required())

    def value(self, lookup: Lookup) -> Value | Wanting | Unclear:
        """Its range and its printed value; or which name has no fact, or why facts cannot be put together."""
        try:
            return self.root.value(lookup)
        except (Wanting, Unclear) as trouble:
            return trouble.with_traceback(None)  # which would keep every frame on its way, and itself with them

    def words(self, lookup: Lookup) -> str:
        """The expression with numbers put in: "60.5 + 39.5"; units where they differ."""
        facts = [fact for one in self.references if (fact := lookup(one)) is not None]
        mixed = len({fact.figure.unit.key for fact in facts}) > 1
        return self.root.words(lookup, units=mixed)


@lru_cache(maxsize=2048)
def parse(text: str) -> Formula:
    """A formula of a text.

    Raises: LawbookError JH-P-030 with the position.
    """
    parser = _Parser(text)
    root = parser.sum()
    if parser.kind:
        parser.fail(f"此处不应有“{parser.word}”")
    return Formula(text, root)


def parse_reference(text: str) -> Reference:
    """What one name asks for.

    Raises: LawbookError JH-P-030 when the text is not one name.
    """
    found = _NAME.fullmatch(text)
    if found is None:
        raise LawbookError(
            "JH-P-030", f"“{text}”不是“概念@口径”的写法", where=f"公式“{text}”", mend="写作 spend.total@执行、spend.total@年初预算.上年"
        )
    words, _, shift = (found["basis"] or "").partition(".")
    if words == LAST_YEAR and not shift:
        words, shift = "", LAST_YEAR
    if shift not in ("", LAST_YEAR):
        raise LawbookError("JH-P-030", f"不认识“{shift}”", where=f"公式“{text}”", mend="口径之后只能写 .上年")
    try:
        basis = Basis(words) if words else None
    except ValueError:
        raise LawbookError("JH-P-030", f"没有口径“{words}”", where=f"公式“{text}”", mend="只用" + "、".join(one.value for one in Basis)) from None
    item = None if found["item"] is None else found["item"][1:-1]
    return Reference(found["concept"], basis, 1 if shift else 0, found["scope"], item, found["of"] or "")


class _Parser:
    """Recursive descent over tokens: sum → product → factor."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._tokens = self._read()
        self.kind, self.word, self.at = "", "", 0
        self._next()

    def fail(self, what: str) -> NoReturn:
        raise LawbookError(
            "JH-P-030", what, where=f"公式“{self.text}”第{self.at + 1}个字符", mend="只用概念、数字、+ - * / 与 " + "、".join(_FUNCTIONS)
        )

    def _read(self) -> Iterator[tuple[str, str, int]]:
        at = 0
        end = len(self.text.rstrip())
        while at < end:
            found = _TOKEN.match(self.text, at)
            if found is None:
                self.at = at
                self.fail(f"看不懂“{self.text[at : at + 8].strip()}”")
            kind = found.lastgroup or ""
            yield kind, found[kind], found.start(kind)
            at = found.end()
        yield "", "", end

    def _next(self) -> str:
        word = self.word
        self.kind, self.word, self.at = next(self._tokens, ("", "", len(self.text)))
        return word

    def _expect(self, sign: str) -> None:
        if self.word != sign:
            self.fail(f"此处缺“{sign}”")
        self._next()

    def sum(self) -> Node:
        node = self._product()
        while self.kind == "sign" and self.word in "+-":
            node = Pair(self._next(), node, self._product())
        return node

    def _product(self) -> Node:
        node = self._factor()
        while self.kind == "sign" and self.word in "*/×÷":
            word = self._next()
            node = Pair(_TIMES.get(word, word), node, self._factor())
        return node

    def _factor(self) -> Node:
        if self.kind == "number":
            return _literal(self._next())
        if self.kind == "name":
            at, name = self.at, self._next()
            if self.word == "(" and self.kind == "sign":
                return self._call(name, at)
            try:
                return Name(parse_reference(name))
            except LawbookError as trouble:
                self.at = at
                self.fail(trouble.what)
        if self.kind == "sign" and self.word == "(":
            self._next()
            node = self.sum()
            self._expect(")")
            return node
        if self.kind == "sign" and self.word == "-":
            self._next()
            return Pair("-", _literal("0"), self._factor())
        self.fail(f"此处应有概念或数字，却是“{self.word}”" if self.word else "公式不完整")
        return None

    def _call(self, name: str, at: int) -> Node:
        if name not in _FUNCTIONS:
            self.at = at
            self.fail(f"没有函数“{name}”")
        self._next()
        parts = [self.sum()]
        while self.word == ",":
            self._next()
            parts.append(self.sum())
        self._expect(")")
        least, most = _FUNCTIONS[name]
        if not least <= len(parts) <= most:
            self.at = at
            self.fail(f"“{name}”的参数个数不对")
        return Call(name, tuple(parts))


def _literal(text: str) -> Literal:
    number = Decimal(text.rstrip("%"))
    unit = unit_for("%") if text.endswith("%") else None
    return Literal(text, Interval.point(number * unit.factor if unit else number), unit)
