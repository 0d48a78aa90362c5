"""A case file or a foreign filled table to scored tables: which pack is taken, and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from jiheng.core.casefile.casefile import CaseFile
from jiheng.core.casefile.posting import scoring_input
from jiheng.core.errors import JihengError
from jiheng.core.facts.factbase import FactBase
from jiheng.core.facts.statements import Statements
from jiheng.core.rulepack.load import list_packs
from jiheng.core.rulepack.model import RulePack
from jiheng.core.rulepack.resolve import resolve
from jiheng.core.scoring.aggregation import aggregate
from jiheng.core.scoring.filled_table import filled_tables
from jiheng.core.scoring.goal_review import GoalTable, ReviewSheet, review_goals
from jiheng.core.scoring.score import ScoreSheet
from jiheng.core.scoring.scorer import score

WITHOUT_COST, WITH_COST = "national/2020", "national/2021"


@dataclass(frozen=True, slots=True)
class Scored:
    """The scored tables of one file and the pack they were scored by; `guessed` when the program chose it.

    `review` is the review of a case's targets, where its pack has one.
    """

    pack: str
    guessed: bool
    why: str
    sheets: tuple[ScoreSheet, ...]
    review: ReviewSheet | None = None


def score_case(case: CaseFile, pack: str = "") -> Scored:
    """The department's table and one per project; `pack` overrides the one that the case names.

    Raises: LawbookError JH-P-031 for a pack that does not exist, JihengError JH-U-007 for one that does not score.
    """
    id = pack or case.pack
    whole = _scoring_pack(id)
    inputs = [scoring_input(case)] + [scoring_input(case, one.name) for one in case.content.projects if one.rows]
    base = FactBase(case.content.statements)
    sheets = tuple(score(whole, one, base) for one in inputs if one.rows or whole.scoring.items or one.project)
    why = "命令行指定" if pack else "个案文件写明"
    return Scored(id, guessed=False, why=why, sheets=sheets, review=_review(case, whole))


def score_together(cases: Sequence[CaseFile], name: str, pack: str = "") -> Scored:
    """The departments' tables of several cases put together under one name and scored once; projects are not.

    Raises: as `score_case`; JihengError JH-U-009 where years, packs, weights or units differ.
    """
    if len({case.year for case in cases}) > 1:
        raise JihengError("JH-U-009", "各单位的年度不同", mend="只合并同一年度的个案")
    packs = {pack or case.pack for case in cases}
    if len(packs) > 1:
        raise JihengError("JH-U-009", f"各单位的规则包不同：{'、'.join(sorted(packs))}", mend="用 --pack 指定一个")
    id = packs.pop()
    sheet = score(_scoring_pack(id), aggregate([scoring_input(case) for case in cases], name))
    return Scored(id, guessed=False, why="命令行指定" if pack else "个案文件写明", sheets=(sheet,))


def _review(case: CaseFile, pack: RulePack) -> ReviewSheet | None:
    content = case.content
    tables = (
        GoalTable("", content.target, content.rows),
        *(GoalTable(one.name, one.target, one.rows) for one in content.projects),
    )
    points = {id: one.points for id, one in case.goal_review.items()}
    return review_goals(pack.scoring, tables, points, {id: one.note for id, one in case.goal_review.items()})


def score_statements(statements: Statements, pack: str = "") -> Scored:
    """The indicator tables that a document prints, scored beside the points that it states.

    Raises: as `score_case`; JihengError JH-U-008 when the document prints no table of indicators.
    """
    inputs = filled_tables(statements)
    if not inputs:
        raise JihengError("JH-U-008", "文件中没有绩效指标表", mend="给出填好的自评表，或按 docs/reference/case.md 写个案文件")
    cost = any("成本" in row.level[0] for one in inputs for row in one.rows)
    id = pack or (WITH_COST if cost else WITHOUT_COST)
    why = "命令行指定" if pack else f"未指定规则包，表中{'有' if cost else '没有'}成本指标一组，按{id}"
    whole = _scoring_pack(id)
    # A printed table seldom says whose it is: without a project's name the pack's own form is meant.
    forms = whole.scoring.forms
    meant = [one if one.project or one.form in forms else replace(one, form=forms[0]) for one in inputs]
    return Scored(id, guessed=not pack, why=why, sheets=tuple(score(whole, one) for one in meant))


def _scoring_pack(id: str) -> RulePack:
    whole = resolve(id).pack
    if not whole.scoring.groups:
        able = [one for one in list_packs() if resolve(one).pack.scoring.groups]
        raise JihengError("JH-U-007", f"规则包 {id} 没有评分规则", mend=f"可用的有：{'、'.join(able)}")
    return whole
