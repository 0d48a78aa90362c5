"""YAML to the scoring part of a rule pack; trouble says file, entry and field."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any, NoReturn, cast, get_args

from jiheng.core.errors import LawbookError
from jiheng.core.law import Citation
from jiheng.core.rulepack.formula import parse
from jiheng.core.rulepack.scoring_rules import (
    CaseRow,
    Checkpoint,
    Deadline,
    Excess,
    Grade,
    Ground,
    Group,
    GroupKind,
    Item,
    Moment,
    Policy,
    Reasons,
    Rounding,
    RowKind,
    ScoringCase,
    ScoringRules,
    Use,
    Way,
)

Fail = Callable[[str, str, str], NoReturn]
FIELDS = {
    "forms", "grounds", "groups", "weights", "rows", "total", "methods", "practice", "items", "policies", "rounding", "grades", "reasons", "excess",
    "checkpoints", "deadlines", "calendar", "companions", "cases",
}  # fmt: skip
_GROUND = {"source", "sources", "verified"}
_GROUP = _GROUND | {"id", "title", "kind", "weight", "names"}
_ITEM = _GROUND | {"id", "title", "level", "group", "weight", "actual", "method", "params", "demands", "absent", "note"}
_POLICY = _GROUND | {"id", "title", "when", "way", "to", "default"}
_CASE = {"name", "form", "year", "facts", "rows", "policy", "answers", "points", "total", "grade", "published"}
_ROW = {"id", "level", "relation", "target", "actual", "weight", "grading", "reason", "stated", "method", "cancelled", "points", "of"}


def read_scoring(data: Any, fail: Fail) -> ScoringRules:
    """The scoring part out of parsed YAML; `fail` raises for a path, what is wrong and how to mend it."""
    return _Reader(data, fail).rules() if data is not None else ScoringRules()


def read_cases(entries: Any, fail: Fail) -> tuple[ScoringCase, ...]:
    """Scoring cases that stand outside a pack, out of parsed YAML."""
    reader = _Reader({"cases": entries}, fail)
    return reader.rules().cases


class _Reader:
    """Reads one `scoring:` mapping."""

    def __init__(self, data: Any, fail: Fail) -> None:
        if not isinstance(data, dict):
            fail("scoring", "应是一组字段", "写成 scoring: 下缩进的各项")
        self.data = data
        self.fail = fail
        self.grounds: dict[str, Any] = data.get("grounds") or {}
        self.known(data, FIELDS, "scoring")

    def rules(self) -> ScoringRules:
        """All of it."""
        data = self.data
        return ScoringRules(
            forms=tuple(data.get("forms") or ()),
            groups=tuple(self._group(one, f"scoring.groups[{place}]") for place, one in self._list("groups")),
            weights=self._word(data, "weights", ("pack", "rows"), "pack", "scoring"),
            rows=self._word(data, "rows", ("scored", "evidence"), "scored", "scoring"),
            total=self._number(data.get("total", 100), "scoring.total"),
            uses={self._kind(kind): self._use(one, f"scoring.methods.{kind}") for kind, one in (data.get("methods") or {}).items()},
            practice={self._kind(kind): self._practice(ones, kind) for kind, ones in (data.get("practice") or {}).items()},
            items=tuple(self._item(one, f"scoring.items[{place}]") for place, one in self._list("items")),
            policies=tuple(self._policy(one, f"scoring.policies[{place}]") for place, one in self._list("policies")),
            rounding=self._rounding(data.get("rounding") or {}),
            grades=self._grades(data.get("grades") or {}),
            grades_ground=self._ground(data.get("grades") or {}, "scoring.grades"),
            reasons=self._reasons(data.get("reasons") or {}),
            excess=self._excess(data.get("excess") or {}),
            checkpoints=tuple(self._checkpoint(one, f"scoring.checkpoints[{place}]") for place, one in self._list("checkpoints")),
            deadlines=tuple(self._deadline(one, f"scoring.deadlines[{place}]") for place, one in self._list("deadlines")),
            calendar=tuple(self._moment(one, f"scoring.calendar[{place}]") for place, one in self._list("calendar")),
            companions={str(form): str(pack) for form, pack in (data.get("companions") or {}).items()},
            cases=tuple(self._case(one, f"scoring.cases[{place}]") for place, one in self._list("cases")),
            stated=frozenset(data) - {"grounds"},
        )

    def known(self, entry: Any, fields: set[str], path: str) -> None:
        if not isinstance(entry, dict):
            self.fail(path, "应是一组字段", "写成 {字段: 值, …}")
        if unknown := sorted(set(map(str, entry)) - fields):
            self.fail(path, f"不认识的字段{'、'.join(unknown)}", "核对拼写；可用的字段：" + "、".join(sorted(fields)))

    def _list(self, field: str) -> list[tuple[int, Any]]:
        value = self.data.get(field) or []
        if not isinstance(value, list):
            self.fail(f"scoring.{field}", "应是一列", "每项以 - 开头")
        return list(enumerate(value))

    def _text(self, entry: dict[str, Any], field: str, path: str) -> str:
        if not entry.get(field):
            self.fail(f"{path}.{field}", f"缺少{field}", "补上该项")
        return str(entry[field])

    def _word(self, entry: dict[str, Any], field: str, allowed: tuple[str, ...], default: str, path: str) -> Any:
        word = str(entry.get(field, default))
        if word not in allowed:
            self.fail(f"{path}.{field}", f"“{word}”不在可选值内", "只用" + "、".join(allowed))
        return word

    def _kind(self, kind: Any) -> str:
        if kind not in get_args(RowKind):
            self.fail("scoring.methods", f"没有“{kind}”这一类指标", "只用" + "、".join(get_args(RowKind)))
        return str(kind)

    def _number(self, value: Any, path: str) -> Decimal:
        number = to_value(value)
        if not isinstance(number, Decimal):
            self.fail(path, f"“{value}”不是一个数", "写成 10、0.5 或 90%")
        return number

    def _optional(self, entry: dict[str, Any], field: str, path: str) -> Decimal | None:
        return None if entry.get(field) is None else self._number(entry[field], f"{path}.{field}")

    def _ground(self, entry: dict[str, Any], path: str) -> Ground:
        given = entry.get("sources") or ([entry["source"]] if entry.get("source") else [])
        return Ground(tuple(self._citation(one, path) for one in given), bool(entry.get("verified")))

    def _citation(self, entry: Any, path: str) -> Citation:
        if isinstance(entry, str) and "#" not in entry:
            if entry not in self.grounds:
                self.fail(f"{path}.source", f"没有名为“{entry}”的依据", "在 scoring.grounds 中写明，或写作 {doc: …, article: …, quote: …}")
            entry = self.grounds[entry]
        if isinstance(entry, str):
            doc, _, article = entry.partition("#")
            return Citation(doc, article)
        self.known(entry, {"doc", "article", "quote"}, f"{path}.source")
        return Citation(str(entry.get("doc", "")), str(entry.get("article", "")), str(entry.get("quote", "")))

    def _use(self, entry: Any, path: str) -> Use:
        self.known(entry, _GROUND | {"method", "params"}, path)
        return Use(self._text(entry, "method", path), self._params(entry, path), self._ground(entry, path))

    def _practice(self, ones: Any, kind: str) -> tuple[Use, ...]:
        return tuple(self._use(one, f"scoring.practice.{kind}[{place}]") for place, one in enumerate(ones))

    def _params(self, entry: dict[str, Any], path: str) -> Mapping[str, object]:
        params = entry.get("params") or {}
        if not isinstance(params, dict):
            self.fail(f"{path}.params", "应是一组参数", "写成 {参数: 值}")
        return {str(name): to_value(value) for name, value in params.items()}

    def _group(self, entry: Any, path: str) -> Group:
        self.known(entry, _GROUP, path)
        title = self._text(entry, "title", path)
        kind = cast("GroupKind", self._word(entry, "kind", get_args(GroupKind), "indicators", path))
        names = tuple(map(str, entry.get("names") or (title,)))
        weight = self._optional(entry, "weight", path)
        return Group(self._text(entry, "id", path), title, kind, weight, self._ground(entry, path), names)

    def _item(self, entry: Any, path: str) -> Item:
        self.known(entry, _ITEM, path)
        level = [str(one) for one in entry.get("level") or ()]
        if len(level) != 3:
            self.fail(f"{path}.level", "应是三级", "写作 [一级, 二级, 三级]")
        ground = self._ground(entry, path)
        formula = None
        if entry.get("actual"):
            try:
                formula = parse(str(entry["actual"]))
            except LawbookError as trouble:
                self.fail(f"{path}.actual", f"{trouble.where}：{trouble.what}", trouble.mend)
        return Item(
            id=self._text(entry, "id", path),
            title=self._text(entry, "title", path),
            level=(level[0], level[1], level[2]),
            group=self._text(entry, "group", path),
            weight=self._optional(entry, "weight", path),
            formula=formula,
            use=Use(self._text(entry, "method", path), self._params(entry, path), ground),
            ground=ground,
            demands=tuple(map(str, entry.get("demands") or ())),
            absent=self._word(entry, "absent", ("ask", "full"), "ask", path),
            note=str(entry.get("note", "")),
        )

    def _policy(self, entry: Any, path: str) -> Policy:
        self.known(entry, _POLICY, path)
        to = entry.get("to") or {}
        weights = {one: Decimal(0) for one in to} if isinstance(to, list) else {key: self._number(value, f"{path}.to") for key, value in to.items()}
        way = cast("Way", self._word(entry, "way", get_args(Way), "move", path))
        if way in ("move", "weights") and not weights:
            self.fail(f"{path}.to", "没有写明分值给哪些组", "写作 to: [benefit] 或 to: {output: 50, benefit: 30}")
        return Policy(
            self._text(entry, "id", path), self._text(entry, "title", path), tuple(entry.get("when") or ()), way, weights,
            bool(entry.get("default")), self._ground(entry, path),
        )  # fmt: skip

    def _rounding(self, entry: dict[str, Any]) -> Rounding:
        self.known(entry, _GROUND | {"points", "weights"}, "scoring.rounding")
        places = [entry.get(field) for field in ("points", "weights")]
        if any(one is not None and not isinstance(one, int) for one in places):
            self.fail("scoring.rounding", "小数位数应是整数", "写作 {points: 2, weights: 2}")
        return Rounding(places[0], places[1], self._ground(entry, "scoring.rounding"))

    def _grades(self, entry: dict[str, Any]) -> tuple[Grade, ...]:
        self.known(entry, _GROUND | {"from"}, "scoring.grades")
        found = [Grade(str(label), self._number(least, "scoring.grades.from")) for label, least in (entry.get("from") or {}).items()]
        return tuple(sorted(found, key=lambda one: -one.least))

    def _reasons(self, entry: dict[str, Any]) -> Reasons:
        self.known(entry, _GROUND | {"demanded", "execution_below"}, "scoring.reasons")
        below = self._optional(entry, "execution_below", "scoring.reasons")
        return Reasons(bool(entry.get("demanded", True)), below, self._ground(entry, "scoring.reasons"))

    def _excess(self, entry: dict[str, Any]) -> Excess:
        self.known(entry, _GROUND | {"warn", "deduct"}, "scoring.excess")
        pairs = [(self._number(a, "scoring.excess.deduct"), self._number(b, "scoring.excess.deduct")) for a, b in entry.get("deduct") or ()]
        return Excess(self._optional(entry, "warn", "scoring.excess"), tuple(sorted(pairs)), self._ground(entry, "scoring.excess"))

    def _checkpoint(self, entry: Any, path: str) -> Checkpoint:
        self.known(entry, _GROUND | {"month", "progress"}, path)
        return Checkpoint(int(entry["month"]), self._number(entry.get("progress"), f"{path}.progress"), self._ground(entry, path))

    def _deadline(self, entry: Any, path: str) -> Deadline:
        self.known(entry, _GROUND | {"id", "title", "days", "after", "working"}, path)
        days = int(self._number(entry.get("days"), f"{path}.days"))
        id, title, after = (self._text(entry, field, path) for field in ("id", "title", "after"))
        return Deadline(id, title, days, after, bool(entry.get("working")), self._ground(entry, path))

    def _moment(self, entry: Any, path: str) -> Moment:
        self.known(entry, _GROUND | {"when", "what"}, path)
        return Moment(self._text(entry, "when", path), self._text(entry, "what", path), self._ground(entry, path))

    def _case(self, entry: Any, path: str) -> ScoringCase:
        self.known(entry, _CASE, path)
        texts = {name: {str(key): str(value) for key, value in (entry.get(name) or {}).items()} for name in ("answers", "points", "published")}
        return ScoringCase(
            name=self._text(entry, "name", path),
            form=str(entry.get("form", "")),
            year=int(entry.get("year", 2023)),
            facts=tuple((str(name), str(value)) for name, value in (entry.get("facts") or {}).items()),
            rows=tuple(self._row(one, f"{path}.rows[{place}]") for place, one in enumerate(entry.get("rows") or ())),
            policy=str(entry.get("policy", "")),
            answers=texts["answers"],
            expect=texts["points"],
            total=str(entry.get("total", "")),
            grade=str(entry.get("grade", "")),
            published=texts["published"],
        )

    def _row(self, entry: Any, path: str) -> CaseRow:
        self.known(entry, _ROW, path)
        level = [str(one) for one in entry.get("level") or ()]
        if len(level) != 3:
            self.fail(f"{path}.level", "应是三级", "写作 [一级, 二级, 三级]")
        texts = {name: str(entry[name]) for name in _ROW - {"level", "points", "of"} if entry.get(name) is not None}
        expected = {name: None if entry.get(name) is None else str(entry[name]) for name in ("points", "of")}
        return CaseRow(level=(level[0], level[1], level[2]), **texts, **expected)  # type: ignore[arg-type]


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
