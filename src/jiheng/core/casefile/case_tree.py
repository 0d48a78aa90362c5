"""YAML to a tree of typed values with their places, by the format's declaration; every trouble says line, field, mend."""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any, NamedTuple

import yaml

from jiheng.core.casefile.case_fields import COLUMNS, Field, Kind
from jiheng.core.casefile.case_trouble import CaseError, Trouble
from jiheng.core.casefile.yaml_slips import find_slip
from jiheng.core.figures.figure import Figure
from jiheng.core.figures.printed import read_figure
from jiheng.core.figures.units import unit_for
from jiheng.core.record import record

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_NUMBER = re.compile(r"[-+]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?")
_DATE = re.compile(r"(\d{4})(?:-|年)(\d{1,2})(?:-|月)(\d{1,2})日?")
_FOLD = re.compile(r"(?<=[\u2e80-\u9fff\uff00-\uffef“”‘’—…]) (?=[\u2e80-\u9fff\uff00-\uffef“”‘’—…])")
_KEY = re.compile(r"^[a-z_]+:(?=\s)", re.MULTILINE)
_UNUSUAL = re.compile(r"\A(?:(?:#.*|[ ]*)\n)*(?![a-z_]+:\s|#|[ ]*\n)|^(?:---|\.\.\.)", re.MULTILINE)  # no key after the comments; several documents
_LONGEST_FILE = 2_000_000  # characters; a case of a large department has some tens of thousands


@record
class Place:
    """Where a value stands in the file: line from 1, characters [start, end)."""

    line: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Tree:
    """The values of a case by key, in the file's order, and the place of each by its path."""

    file: str
    text: str
    values: dict[str, Any]
    places: dict[str, Place]


def read_tree(text: str, file: str, declared: Field) -> Tree:
    """The values of a case file, each of the kind that its field declares.

    Raises: CaseError with all that is wrong (JH-C-001 no YAML, 002 unknown key, 003 missing, 004 wrong kind, 005 twice).
    """
    if len(text) > _LONGEST_FILE:
        raise CaseError([Trouble("JH-C-001", file, 1, "", "文件过大，不像案卷", f"案卷不超过{_LONGEST_FILE}个字符")])
    if (known := _from_parts(text, file, declared)) is not None:
        return known
    try:
        node = yaml.compose(text, Loader=_LOADER)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else 1
        mend = "检查该行和上一行的缩进、冒号后的空格与引号；文字里有冒号、井号时用引号括起来"
        at, what, mend = find_slip(text, line) or (line, "从这里起读不懂格式（不是有效的 YAML）", mend)
        raise CaseError([Trouble("JH-C-001", file, at, "", what, mend)]) from error
    reader = _Reader(file)
    values = reader.group(declared, node, "")
    if reader.troubles:
        raise CaseError(reader.troubles)
    return Tree(file, text, values, reader.places)


class _Part(NamedTuple):
    """One key of a case file with its value: what a change to another key leaves as it was."""

    key: str
    value: Any
    places: dict[str, Place]


def _from_parts(text: str, file: str, declared: Field) -> Tree | None:
    """The tree of a case whose keys can be read one by one, those that were read before being known; None where anything is wrong or unusual.

    Law: what reading the whole gives.
    """
    starts = [found.start() for found in _KEY.finditer(text)]
    if not starts or _UNUSUAL.search(text):
        return None
    values: dict[str, Any] = {}
    places: dict[str, Place] = {}
    line, at = text.count("\n", 0, starts[0]), starts[0]
    fields = {one.key: one for one in declared.fields}
    for end in (*starts[1:], len(text)):
        key = text[at : text.index(":", at)]
        if key not in fields or key in values:
            return None
        part = _shifted(fields[key], text[at:end], line, at)
        if part is None:
            return None
        if part.key:  # it is not blank
            values[key] = part.value
            places |= part.places
        line, at = line + text.count("\n", at, end), end
    return None if any(one.required and one.key not in values for one in declared.fields) else Tree(file, text, values, places)


@lru_cache(maxsize=256)
def _shifted(field: Field, text: str, line: int, at: int) -> _Part | None:
    """A part that begins below so many lines and characters."""
    part = _part(field, text)
    if part is None or not at:
        return part
    return part._replace(places={path: Place(one.line + line, one.start + at, one.end + at) for path, one in part.places.items()})


@lru_cache(maxsize=256)
def _part(field: Field, text: str) -> _Part | None:
    """One key with its value, if it is sound; without a name where the value is blank."""
    try:
        node = yaml.compose(text, Loader=_LOADER)
    except yaml.YAMLError:
        return None
    if not isinstance(node, yaml.MappingNode) or len(node.value) != 1 or node.value[0][0].value != field.key:
        return None
    if _is_blank(node.value[0][1]):
        return _Part("", None, {})
    reader = _Reader("")
    value = reader.value(field, node.value[0][1], field.key)
    return None if reader.troubles else _Part(field.key, value, reader.places)


class _Reader:
    """Walks the nodes of a file along the declaration and keeps every trouble."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.troubles: list[Trouble] = []
        self.places: dict[str, Place] = {}

    def trouble(self, code: str, node: Any, path: str, what: str, mend: str) -> None:
        line = node.start_mark.line + 1 if node is not None else 1
        self.troubles.append(Trouble(code, self.file, line, path, what, mend))

    def value(self, field: Field, node: Any, path: str) -> Any:
        self.places[path] = Place(node.start_mark.line + 1, node.start_mark.index, node.end_mark.index)
        match field.kind:
            case Kind.GROUP:
                return self.group(field, node, path)
            case Kind.LIST:
                return self.entries(field, node, path)
            case Kind.AMOUNTS:
                return self.amounts(field, node, path)
            case Kind.MONTHS:
                return self.months(field, node, path)
            case Kind.ANY:
                return self.named(field, node, path)
            case Kind.TEXTS:
                return self.texts(field, node, path)
        return self.scalar(field, node, path)

    def pairs(self, field: Field, node: Any, path: str) -> list[tuple[str, Any, Any]]:
        """Keys with their nodes; a key that stands twice is a trouble."""
        if node is None or (isinstance(node, yaml.ScalarNode) and _is_blank(node)):
            return []
        if not isinstance(node, yaml.MappingNode):
            self.trouble("JH-C-004", node, path, f"“{field.title}”应是一组“键: 值”", "每行写一个键，冒号后空一格再写值，比上一级多缩进两格")
            return []
        out: list[tuple[str, Any, Any]] = []
        seen: set[str] = set()
        for key, value in node.value:
            name = str(key.value)
            if name in seen:
                self.trouble("JH-C-005", key, _join(path, name), f"“{name}”写了两次", "只留一处")
                continue
            seen.add(name)
            out.append((name, key, value))
        return out

    def group(self, field: Field, node: Any, path: str) -> dict[str, Any]:
        known = {one.key: one for one in field.fields}
        out: dict[str, Any] = {}
        for name, key, value in self.pairs(field, node, path):
            inner = known.get(name)
            if inner is None and name.isdigit() and _is_blank(value):
                self.trouble("JH-C-004", key, _join(path, name), f"“,{name}”被当成了另一项", "数里不写千分位逗号（12000），或把整个数加引号")
            elif inner is None:
                self.trouble("JH-C-002", key, _join(path, name), f"没有“{name}”这个字段", nearest(name, {k: f.title for k, f in known.items()}))
            elif not _is_blank(value):
                out[name] = self.value(inner, value, _join(path, name))
        for inner in field.fields:
            if inner.required and inner.key not in out and not any(one.path.startswith(_join(path, inner.key)) for one in self.troubles):
                self.trouble(
                    "JH-C-003",
                    node,
                    _join(path, inner.key),
                    f"缺少“{inner.title}”",
                    f"补上一行 {inner.key}: {_example(inner)}" + (f"（{inner.note}）" if inner.note else ""),
                )
        return out

    def entries(self, field: Field, node: Any, path: str) -> list[dict[str, Any]]:
        if not isinstance(node, yaml.SequenceNode):
            self.trouble("JH-C-004", node, path, f"“{field.title}”应是一项一项的", "每项以“- ”开头")
            return []
        out = []
        for place, entry in enumerate(node.value):
            self.places[f"{path}[{place}]"] = Place(entry.start_mark.line + 1, entry.start_mark.index, entry.end_mark.index)
            out.append(self.group(field, entry, f"{path}[{place}]"))
        return out

    def amounts(self, field: Field, node: Any, path: str) -> dict[str, Figure]:
        known = {key: COLUMNS[key].title for key in field.columns}
        out: dict[str, Figure] = {}
        for name, key, value in self.pairs(field, node, path):
            if name not in known:
                self.trouble("JH-C-002", key, _join(path, name), f"“{field.title}”没有“{name}”这个口径", nearest(name, known))
            elif not _is_blank(value):
                figure = self.value(Field(name, f"{field.title}·{known[name]}", Kind.FIGURE, unit=field.unit), value, _join(path, name))
                if figure is not None:
                    out[name] = figure
        return out

    def months(self, field: Field, node: Any, path: str) -> dict[str, Figure]:
        out: dict[str, Figure] = {}
        for name, key, value in self.pairs(field, node, path):
            if not (name.isascii() and name.isdigit() and 1 <= int(name) <= 12):
                self.trouble("JH-C-002", key, _join(path, name), f"“{name}”不是月份", "键写 1 至 12 的整数")
            elif not _is_blank(value):
                figure = self.value(Field(name, f"{name}月末累计支出", Kind.FIGURE, unit=field.unit), value, _join(path, name))
                if figure is not None:
                    out[name] = figure
        return out

    def named(self, field: Field, node: Any, path: str) -> dict[str, Any]:
        out: dict[str, Any] = {}
        for name, _, value in self.pairs(field, node, path):
            if _is_blank(value):
                continue
            place = f"{path}[{name}]"
            if len(field.fields) == 1 and not field.fields[0].key:
                out[name] = self.value(field.fields[0], value, place)
            elif isinstance(value, yaml.ScalarNode):
                first = field.fields[0]
                out[name] = {first.key: self.value(first, value, f"{place}.{first.key}")}
            else:
                self.places[place] = Place(value.start_mark.line + 1, value.start_mark.index, value.end_mark.index)
                out[name] = self.group(field, value, place)
        return out

    def texts(self, field: Field, node: Any, path: str) -> tuple[str, ...]:
        if isinstance(node, yaml.ScalarNode):
            return tuple(joined(line) for line in str(node.value).splitlines() if line.strip())
        if isinstance(node, yaml.SequenceNode) and all(isinstance(entry, yaml.ScalarNode) for entry in node.value):
            return tuple(joined(str(entry.value)) for entry in node.value if not _is_blank(entry))
        self.trouble("JH-C-004", node, path, f"“{field.title}”应是一段或几段文字", "写一段文字，或每段以“- ”开头")
        return ()

    def scalar(self, field: Field, node: Any, path: str) -> Any:
        if not isinstance(node, yaml.ScalarNode):
            self.trouble("JH-C-004", node, path, f"“{field.title}”应是一个值", f"写成 {field.key}: {field.kind.value}")
            return None
        raw = str(node.value).strip()
        match field.kind:
            case Kind.WORD:
                return self.word(field, node, path, raw)
            case Kind.YEAR:
                if not re.fullmatch("(?:19|20)[0-9]{2}", raw):
                    self.trouble("JH-C-004", node, path, f"“{raw}”不是年份", "写四位数字，如 2023")
                    return None
                return int(raw)
            case Kind.DATE:
                return self.day(field, node, path, raw)
            case Kind.NUMBER:
                number = plain_number(raw)
                if number is None:
                    self.trouble(
                        "JH-C-004",
                        node,
                        path,
                        f"“{field.title}”写作“{raw}”，不是一个数",
                        f"只写数字{f'（单位：{field.unit}）' if field.unit else ''}",
                    )
                return number
            case Kind.FIGURE:
                return self.figure(field, node, path, raw)
        return joined(raw)

    def word(self, field: Field, node: Any, path: str, raw: str) -> str | None:
        same = {"=": "＝", "==": "＝", ">=": "≥", "<=": "≤", ">": "＞", "<": "＜"}
        word = same.get(raw, raw) if "≥" in field.words else raw
        if word not in field.words:
            shown = "、".join(one for one in field.words if one)
            self.trouble("JH-C-004", node, path, f"“{field.title}”写作“{raw}”", f"只能是：{shown}")
            return None
        return word

    def day(self, field: Field, node: Any, path: str, raw: str) -> date | None:
        found = _DATE.fullmatch(raw)
        try:
            if found:
                return date(int(found[1]), int(found[2]), int(found[3]))
        except ValueError:
            pass
        self.trouble("JH-C-004", node, path, f"“{field.title}”写作“{raw}”，不是日期", "写作 2024-03-15 或 2024年3月15日")
        return None

    def figure(self, field: Field, node: Any, path: str, raw: str) -> Figure | None:
        figure = figure_of(raw, field.unit)
        if figure is None or figure.is_hedged:
            self.trouble(
                "JH-C-004",
                node,
                path,
                f"“{field.title}”写作“{raw}”，不是一个确定的数",
                f"只写数字{f'，单位为{field.unit}' if field.unit else '和单位，如 39件'}",
            )
            return None
        wanted = unit_for(field.unit) if field.unit else None
        if wanted and figure.unit.dimension != wanted.dimension:
            self.trouble("JH-C-004", node, path, f"“{field.title}”写作“{raw}”，单位不对", f"单位为{field.unit}")
            return None
        return figure


def joined(raw: str) -> str:
    """Words of several lines as one; the blank that YAML puts for a line's end does not stand between Chinese characters."""
    return _FOLD.sub("", " ".join(raw.split()))


def plain_number(raw: str) -> Decimal | None:
    """A bare decimal ("1,234.50"); None for anything else."""
    return Decimal(raw.replace(",", "")) if _NUMBER.fullmatch(raw) else None


def figure_of(raw: str, unit: str) -> Figure | None:
    """The figure of a typed value; a bare number takes the unit given."""
    number = plain_number(raw)
    if number is None:
        return read_figure(raw)
    known = unit_for(unit)
    if known is None:
        return None
    exponent = number.as_tuple().exponent
    step = Decimal(1).scaleb(exponent) if isinstance(exponent, int) and exponent < 0 else Decimal(1)
    return Figure(number, step, known, raw + unit)


def _join(path: str, key: str) -> str:
    return f"{path}.{key}" if path else key


def _example(field: Field) -> str:
    """What a missing field may look like."""
    examples = {
        Kind.YEAR: "2024",
        Kind.DATE: "2025-03-12",
        Kind.FIGURE: f"（数，单位为{field.unit}）" if field.unit else "（数和单位）",
        Kind.GROUP: f"（下一行多空两格，写 {next((one.key for one in field.fields if one.required), '…')}: …）",
        Kind.AMOUNTS: "{opening: 年初预算, budget: 全年预算, outturn: 全年执行}",
    }
    return field.words[0] if len(field.words) == 1 else examples.get(field.kind, "…")


def _is_blank(node: Any) -> bool:
    if not isinstance(node, yaml.ScalarNode):
        return False
    return not str(node.value).strip() or (node.style is None and node.value in ("~", "null"))


def nearest(name: str, known: dict[str, str]) -> str:
    """A hint: the name whose key or title is most like what was typed."""
    for key, title in known.items():
        if name == title:
            return f"“{title}”写作 {key}"
    near = difflib.get_close_matches(name, known, n=1, cutoff=0.5)
    if near:
        return f"是否应为 {near[0]}（{known[near[0]]}）"
    return "可用的字段：" + "、".join(f"{key}（{title}）" for key, title in known.items())
