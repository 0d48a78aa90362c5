"""A case file as text to a CaseFile; all that is wrong is said at once, with line, field and how to mend."""

from __future__ import annotations

from hashlib import sha256
from typing import Any

from jiheng.core.casefile.case_fields import CASE
from jiheng.core.casefile.case_sums import check_sums
from jiheng.core.casefile.case_tree import Tree, figure_of, read_tree
from jiheng.core.casefile.case_trouble import CaseError, Trouble
from jiheng.core.casefile.casefile import Answer, CaseFile, Reviewed
from jiheng.core.casefile.posting import SUBJECT, Poster
from jiheng.core.documents.locator import CasePlace
from jiheng.core.documents.span import Span
from jiheng.core.facts.statements import Statements
from jiheng.core.facts.taxonomy import load_taxonomy
from jiheng.core.period import Period
from jiheng.core.reporting.report_input import Adjustment, Building, Content, Project, Signature, Survey, Task, Unit
from jiheng.core.scoring.scoring_input import Cancelled, Changed, IndicatorRow

_SIGNS = "≥≤＝=><＞＜"
_NEITHER = ("/", "／", "-", "—", "无")


def load_case(data: bytes, name: str) -> CaseFile:
    """The case of a file's bytes.

    Raises: CaseError (JH-C-…) with every trouble of the file.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise CaseError([Trouble("JH-C-001", name, line, "", "不是 UTF-8 编码的文字", "用 UTF-8 编码另存")]) from error
    tree = read_tree(text, name, CASE)
    builder = _Builder(tree, sha256(data).hexdigest())
    builder.check_names()
    troubles = builder.troubles + check_sums(tree)
    if troubles:
        raise CaseError(troubles)
    case = builder.case()
    if builder.troubles:
        raise CaseError(builder.troubles)
    return case


class _Builder:
    """Makes the frozen case of a tree and keeps what is wrong in it."""

    def __init__(self, tree: Tree, digest: str) -> None:
        self.tree = tree
        self.values = tree.values
        self.digest = digest
        self.troubles: list[Trouble] = []

    def trouble(self, code: str, path: str, what: str, mend: str) -> None:
        self.troubles.append(Trouble(code, self.tree.file, self.tree.places[path].line, path, what, mend))

    def check_names(self) -> None:
        """Concepts of counts and subjects exist; no two projects have one name."""
        known = load_taxonomy()
        for concept in self.values.get("counts", {}):
            if concept not in known:
                self.trouble("JH-C-002", f"counts[{concept}].value", f"没有“{concept}”这个概念", "用 jiheng concepts 查概念编号")
        for code in self.values.get("subjects", {}):
            if SUBJECT + code not in known:
                self.trouble(
                    "JH-C-002", f"subjects[{code}]", f"没有“{code}”这个支出经济分类科目", "写政府收支分类科目里部门预算支出经济分类的编码，如 30201"
                )
        seen: dict[str, int] = {}
        for place, entry in enumerate(self.values.get("projects", ())):
            if entry["name"] in seen:
                self.trouble("JH-C-005", f"projects[{place}].name", f"“{entry['name']}”与第{seen[entry['name']] + 1}个项目重名", "改成不同的名称")
            seen.setdefault(entry["name"], place)

    def case(self) -> CaseFile:
        values = self.values
        poster = Poster(self.tree, self.digest)
        facts = tuple(poster.facts())
        unit = Unit(**values["unit"])
        sign = dict(values.get("sign", {}))
        survey = values.get("survey")
        rows = self._rows(values.get("indicators", []), "indicators", "D")
        texts = {key: values.get(key, ()) for key in ("thrift", "problems", "measures", "use_of_results", "other_matters")}
        months = tuple(fact for fact in facts if fact.context.period.months)
        content = Content(
            year=values["year"],
            unit=unit,
            statements=Statements(unit.full_name, Period(values["year"]), facts),
            rows=rows,
            projects=tuple(self._project(entry, place) for place, entry in enumerate(values.get("projects", ()))),
            adjustments=tuple(_adjustment(entry) for entry in values.get("adjustments", ())),
            projects_difference=values.get("projects_difference", ""),
            counts=tuple(fact for fact in facts if fact.origin.block.startswith("counts[")),
            months=tuple(sorted(months, key=lambda fact: fact.context.period.months or (1, 12))),
            buildings=tuple(Building(**entry) for entry in values.get("buildings", ())),
            target=values.get("target", ""),
            achieved=values.get("achieved", ""),
            tasks=tuple(Task(**entry) for entry in values.get("tasks", ())),
            narrative=values.get("narrative", {}),
            survey=Survey(**survey) if survey else None,
            sign=Signature(by=sign.pop("by", unit.full_name), on=sign.pop("date", None), **sign),
            **texts,
        )
        answers = {id: Answer(str(one["value"]), one.get("note", ""), one.get("evidence", ())) for id, one in values.get("answers", {}).items()}
        reviewed = {id: Reviewed(one["points"], one.get("note", "")) for id, one in values.get("goal_review", {}).items()}
        lines = {
            path: place.line
            for path, place in self.tree.places.items()
            if path.startswith(("narrative[", "answers[", "goal_review[", "pack", "policy")) or path.endswith(".policy")
        }
        return CaseFile(self.tree.file, self.digest, values["pack"], values.get("policy", ""), content, answers, reviewed, lines)

    def _project(self, entry: dict[str, Any], place: int) -> Project:
        own = {key: value for key, value in entry.items() if key not in ("funds", "sources", "adjustments", "indicators")}
        return Project(
            **own,
            adjustments=tuple(_adjustment(one, "project") for one in entry.get("adjustments", ())),
            rows=self._rows(entry.get("indicators", []), f"projects[{place}].indicators", f"P{place + 1}-"),
        )

    def _rows(self, entries: list[dict[str, Any]], path: str, prefix: str) -> tuple[IndicatorRow, ...]:
        rows = []
        seen: dict[tuple[str, ...], int] = {}
        for place, entry in enumerate(entries):
            here = f"{path}[{place}]"
            level = entry["level"]
            if len(level) != 3:
                wide = any(sign in name for name in level for sign in "，、")
                mend = "三个名称之间用英文逗号" if wide else "写三个：一级、二级、三级指标名称"
                self.trouble("JH-C-004", f"{here}.level", f"指标有{len(level)}级名称", mend)
                continue
            if level in seen:
                self.trouble("JH-C-005", f"{here}.level", f"指标“{level[2]}”与第{seen[level] + 1}个指标重复", "只留一个，或改成不同的名称")
            seen.setdefault(level, place)
            adjusted = entry.get("adjusted")
            unit, actual = entry.get("unit", ""), entry.get("actual", "")
            target = adjusted["target"] if adjusted else entry["target"]
            if target[0] in _SIGNS and not entry.get("relation"):
                self.trouble(
                    "JH-C-004",
                    f"{here}.adjusted.target" if adjusted else f"{here}.target",
                    f"指标值“{target}”带了符号",
                    f"把符号写到 relation: {target[0]}，指标值只写数",
                )
                continue
            where = self.tree.places[here]
            cancelled = entry.get("cancelled")
            rows.append(
                IndicatorRow(
                    id=f"{prefix}{place + 1}",
                    level=(level[0], level[1], level[2]),
                    relation=entry.get("relation", ""),
                    target=target,
                    unit=unit,
                    actual=actual,
                    weight=entry.get("weight"),
                    target_figure=None if target in _NEITHER else figure_of(target, unit),
                    actual_figure=None if actual in _NEITHER or not actual else figure_of(actual, unit),
                    reason=entry.get("reason", ""),
                    grading=entry.get("grading", ""),
                    method=entry.get("method", ""),
                    over_reason=entry.get("over_reason", ""),
                    evidence=entry.get("evidence", ()),
                    cancelled=Cancelled(**cancelled) if cancelled else None,
                    changed=Changed(entry["target"], adjusted["approval"]) if adjusted else None,
                    core=entry.get("core") == "是",
                    origin=Span(self.digest, here, where.start, where.end, level[2], level[2], CasePlace(self.tree.file, where.line, here)),
                )
            )
        return tuple(rows)


def _adjustment(entry: dict[str, Any], of: str = "total") -> Adjustment:
    return Adjustment(entry["amount"], entry["reason"], entry.get("of", of), entry.get("approval", ""), entry.get("exempt") == "是")
