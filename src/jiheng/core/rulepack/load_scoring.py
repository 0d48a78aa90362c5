"""YAML to the scoring part of a rule pack; trouble says file, entry and field."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, cast, get_args

from jiheng.core.errors import LawbookError
from jiheng.core.rulepack.entry_reader import GROUND, EntryReader, Fail
from jiheng.core.rulepack.formula import parse
from jiheng.core.rulepack.load_cases import read_cases
from jiheng.core.rulepack.load_review import read_consequence, read_goal_review, read_grades
from jiheng.core.rulepack.scoring_rules import (
    Checkpoint,
    Deadline,
    Excess,
    Grade,
    Group,
    GroupKind,
    Item,
    LightLimit,
    Moment,
    Policy,
    Reasons,
    Rounding,
    RowKind,
    ScoringRules,
    Use,
    Way,
)

FIELDS = {
    "forms", "grounds", "groups", "weights", "rows", "total", "methods", "practice", "items", "policies", "rounding", "grades", "reasons", "excess",
    "consequences", "goal_review", "checkpoints", "deadlines", "calendar", "lights", "companions", "cases",
}  # fmt: skip
LIGHTS = ("behind", "apart", "checkpoint", "idle", "impossible")
_GROUP = GROUND | {"id", "title", "kind", "weight", "names"}
_ITEM = GROUND | {"id", "title", "level", "group", "weight", "actual", "method", "params", "demands", "absent", "note"}
_POLICY = GROUND | {"id", "title", "when", "way", "to", "default"}


def read_scoring(data: Any, fail: Fail) -> ScoringRules:
    """The scoring part out of parsed YAML; `fail` raises for a path, what is wrong and how to mend it."""
    return _Reader(data, fail).rules() if data is not None else ScoringRules()


class _Reader(EntryReader):
    """Reads one `scoring:` mapping."""

    def __init__(self, data: Any, fail: Fail) -> None:
        if not isinstance(data, dict):
            fail("scoring", "应是一组字段", "写成 scoring: 下缩进的各项")
        super().__init__(fail, data.get("grounds") or {})
        self.data = data
        self.known(data, FIELDS, "scoring")

    def rules(self) -> ScoringRules:
        """All of it."""
        data = self.data
        return ScoringRules(
            forms=tuple(data.get("forms") or ()),
            groups=tuple(self._group(one, f"scoring.groups[{place}]") for place, one in self._list("groups")),
            weights=self.word(data, "weights", ("pack", "rows"), "pack", "scoring"),
            rows=self.word(data, "rows", ("scored", "evidence"), "scored", "scoring"),
            total=self.number(data.get("total", 100), "scoring.total"),
            uses={self._kind(kind): self._use(one, f"scoring.methods.{kind}") for kind, one in (data.get("methods") or {}).items()},
            practice={self._kind(kind): self._practice(ones, kind) for kind, ones in (data.get("practice") or {}).items()},
            items=tuple(self._item(one, f"scoring.items[{place}]") for place, one in self._list("items")),
            policies=tuple(self._policy(one, f"scoring.policies[{place}]") for place, one in self._list("policies")),
            rounding=self._rounding(data.get("rounding") or {}),
            grades=self._grades(data.get("grades") or {}),
            grades_ground=self.ground(data.get("grades") or {}, "scoring.grades"),
            consequences=tuple(read_consequence(self, one, f"scoring.consequences[{place}]") for place, one in self._list("consequences")),
            goal_review=read_goal_review(self, data.get("goal_review")),
            reasons=self._reasons(data.get("reasons") or {}),
            excess=self._excess(data.get("excess") or {}),
            checkpoints=tuple(self._checkpoint(one, f"scoring.checkpoints[{place}]") for place, one in self._list("checkpoints")),
            deadlines=tuple(self._deadline(one, f"scoring.deadlines[{place}]") for place, one in self._list("deadlines")),
            calendar=tuple(self._moment(one, f"scoring.calendar[{place}]") for place, one in self._list("calendar")),
            lights=tuple(self._light(one, f"scoring.lights[{place}]") for place, one in self._list("lights")),
            companions={str(form): str(pack) for form, pack in (data.get("companions") or {}).items()},
            cases=read_cases(data.get("cases"), self.fail),
            stated=frozenset(data) - {"grounds"},
        )

    def _list(self, field: str) -> list[tuple[int, Any]]:
        value = self.data.get(field) or []
        if not isinstance(value, list):
            self.fail(f"scoring.{field}", "应是一列", "每项以 - 开头")
        return list(enumerate(value))

    def _kind(self, kind: Any) -> str:
        if kind not in get_args(RowKind):
            self.fail("scoring.methods", f"没有“{kind}”这一类指标", "只用" + "、".join(get_args(RowKind)))
        return str(kind)

    def _use(self, entry: Any, path: str) -> Use:
        self.known(entry, GROUND | {"method", "params"}, path)
        return Use(self.text(entry, "method", path), self.params(entry, path), self.ground(entry, path))

    def _practice(self, ones: Any, kind: str) -> tuple[Use, ...]:
        return tuple(self._use(one, f"scoring.practice.{kind}[{place}]") for place, one in enumerate(ones))

    def _group(self, entry: Any, path: str) -> Group:
        self.known(entry, _GROUP, path)
        title = self.text(entry, "title", path)
        kind = cast("GroupKind", self.word(entry, "kind", get_args(GroupKind), "indicators", path))
        names = tuple(map(str, entry.get("names") or (title,)))
        weight = self.optional(entry, "weight", path)
        return Group(self.text(entry, "id", path), title, kind, weight, self.ground(entry, path), names)

    def _item(self, entry: Any, path: str) -> Item:
        self.known(entry, _ITEM, path)
        level = [str(one) for one in entry.get("level") or ()]
        if len(level) != 3:
            self.fail(f"{path}.level", "应是三级", "写作 [一级, 二级, 三级]")
        ground = self.ground(entry, path)
        formula = None
        if entry.get("actual"):
            try:
                formula = parse(str(entry["actual"]))
            except LawbookError as trouble:
                self.fail(f"{path}.actual", f"{trouble.where}：{trouble.what}", trouble.mend)
        return Item(
            id=self.text(entry, "id", path),
            title=self.text(entry, "title", path),
            level=(level[0], level[1], level[2]),
            group=self.text(entry, "group", path),
            weight=self.optional(entry, "weight", path),
            formula=formula,
            use=Use(self.text(entry, "method", path), self.params(entry, path), ground),
            ground=ground,
            demands=tuple(map(str, entry.get("demands") or ())),
            absent=self.word(entry, "absent", ("ask", "full"), "ask", path),
            note=str(entry.get("note", "")),
        )

    def _policy(self, entry: Any, path: str) -> Policy:
        self.known(entry, _POLICY, path)
        to = entry.get("to") or {}
        weights = {one: Decimal(0) for one in to} if isinstance(to, list) else {key: self.number(value, f"{path}.to") for key, value in to.items()}
        way = cast("Way", self.word(entry, "way", get_args(Way), "move", path))
        if way in ("move", "weights") and not weights:
            self.fail(f"{path}.to", "没有写明分值给哪些组", "写作 to: [benefit] 或 to: {output: 50, benefit: 30}")
        return Policy(
            self.text(entry, "id", path), self.text(entry, "title", path), tuple(entry.get("when") or ()), way, weights,
            bool(entry.get("default")), self.ground(entry, path),
        )  # fmt: skip

    def _rounding(self, entry: dict[str, Any]) -> Rounding:
        self.known(entry, GROUND | {"points", "weights"}, "scoring.rounding")
        places = [entry.get(field) for field in ("points", "weights")]
        if any(one is not None and not isinstance(one, int) for one in places):
            self.fail("scoring.rounding", "小数位数应是整数", "写作 {points: 2, weights: 2}")
        return Rounding(places[0], places[1], self.ground(entry, "scoring.rounding"))

    def _grades(self, entry: dict[str, Any]) -> tuple[Grade, ...]:
        self.known(entry, GROUND | {"from"}, "scoring.grades")
        return read_grades(self, entry.get("from") or {}, "scoring.grades.from")

    def _reasons(self, entry: dict[str, Any]) -> Reasons:
        self.known(entry, GROUND | {"demanded", "execution_below"}, "scoring.reasons")
        below = self.optional(entry, "execution_below", "scoring.reasons")
        return Reasons(bool(entry.get("demanded", True)), below, self.ground(entry, "scoring.reasons"))

    def _excess(self, entry: dict[str, Any]) -> Excess:
        self.known(entry, GROUND | {"warn", "deduct"}, "scoring.excess")
        pairs = [(self.number(a, "scoring.excess.deduct"), self.number(b, "scoring.excess.deduct")) for a, b in entry.get("deduct") or ()]
        return Excess(self.optional(entry, "warn", "scoring.excess"), tuple(sorted(pairs)), self.ground(entry, "scoring.excess"))

    def _checkpoint(self, entry: Any, path: str) -> Checkpoint:
        self.known(entry, GROUND | {"month", "progress"}, path)
        return Checkpoint(int(entry["month"]), self.number(entry.get("progress"), f"{path}.progress"), self.ground(entry, path))

    def _deadline(self, entry: Any, path: str) -> Deadline:
        self.known(entry, GROUND | {"id", "title", "days", "after", "working"}, path)
        days = int(self.number(entry.get("days"), f"{path}.days"))
        id, title, after = (self.text(entry, field, path) for field in ("id", "title", "after"))
        return Deadline(id, title, days, after, bool(entry.get("working")), self.ground(entry, path))

    def _light(self, entry: Any, path: str) -> LightLimit:
        self.known(entry, GROUND | {"id", "title", "yellow", "red", "month"}, path)
        id = self.word(entry, "id", LIGHTS, "", path)
        yellow, red = (self.optional(entry, colour, path) for colour in ("yellow", "red"))
        return LightLimit(id, self.text(entry, "title", path), yellow, red, int(entry.get("month", 1)), self.ground(entry, path))

    def _moment(self, entry: Any, path: str) -> Moment:
        self.known(entry, GROUND | {"when", "what"}, path)
        return Moment(self.text(entry, "when", path), self.text(entry, "what", path), self.ground(entry, path))
