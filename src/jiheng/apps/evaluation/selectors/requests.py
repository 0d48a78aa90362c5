"""Reads of requests to the 委室: what may be asked for, whose they are, which wait."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet
from django.http import Http404
from django.utils import timezone

from jiheng.apps.accounts.access import Standing
from jiheng.apps.accounts.choices import Right
from jiheng.apps.evaluation.choices import RequestState
from jiheng.apps.evaluation.compiling.sheet import key_of
from jiheng.apps.evaluation.compiling.targets import tables_in_force
from jiheng.apps.evaluation.models import Entry, Request, SelfEvaluation
from jiheng.apps.lawbooks.selectors import rules_of
from jiheng.apps.targets.selectors.versions import rows_of
from jiheng.core.casefile.case_fields import CASE
from jiheng.core.rulepack.outline_files import load_outline

WAITING = (RequestState.ASKED, RequestState.RETURNED)
_OWN_WORDS = ("problems", "measures", "achieved", "other_matters")


@dataclass(frozen=True, slots=True)
class Askable:
    """A place that a 委室 may be asked to fill; `section` the number of the one responsible, where the targets name it.

    `filled` is what stands there now, `asked` whether a request about it is under way.
    """

    path: str
    title: str
    kind: str
    section: int | None = None
    filled: str = ""
    asked: bool = False


def askable(evaluation: SelfEvaluation) -> tuple[Askable, ...]:
    """Every place of the year's self-evaluation that people fill: actual values first, then items of management, then words."""
    filled = dict(Entry.objects.filter(evaluation=evaluation).values_list("path", "text"))
    asked = set(requests_of(evaluation).filter(state__in=(*WAITING, RequestState.ANSWERED)).values_list("path", flat=True))
    return tuple(Askable(path, title, kind, section, filled.get(path, "")[:80], path in asked) for path, title, kind, section in _places(evaluation))


def title_of(evaluation: SelfEvaluation, path: str) -> str:
    """What a place is called; "" where it cannot be asked for."""
    return next((title for known, title, _, _ in _places(evaluation) if known == path), "")


def _places(evaluation: SelfEvaluation) -> Iterator[tuple[str, str, str, int | None]]:
    tables = tables_in_force(evaluation.department, evaluation.year)
    for project, table in tables.items():
        for row in rows_of(table.last):
            if row.cancelled_on is None:
                of = f"（{project}）" if project else ""
                yield f"indicators[{row.pk}].actual", f"“{row.name}”的实际完成值{of}", "指标实际完成值", row.section_id
    pack = rules_of(evaluation.department, evaluation.year).resolved.pack
    for item in pack.scoring.items:
        yield f"answers[{item.id}].value", f"“{item.title}”的完成情况", "管理类指标", None
    for plan in load_outline(pack.id).walk():
        yield f"narrative[{plan.id}]", f"“{plan.title}”的文字", "报告文字", None
    for key in _OWN_WORDS:
        yield key, CASE.field(key).title, "报告文字", None
    for project in tables:
        if project:
            yield f"projects[{key_of(project)}].achieved", f"{project}：总体目标实际完成情况", "项目", None


def requests_of(evaluation: SelfEvaluation) -> QuerySet[Request]:
    """Every request of a self-evaluation."""
    rows = Request.objects.filter(evaluation=evaluation)
    return rows.select_related("section", "asked_by", "answered_by", "evaluation__department")


def visible_requests(standing: Standing, year: int, *, state: str = "", words: str = "") -> QuerySet[Request]:
    """The year's requests that one may see: a 委室 its own, all others of the department every one."""
    rows = Request.objects.filter(evaluation__department=standing.department, evaluation__year=year)
    if not standing.rights & {Right.RECORD, Right.APPROVE, Right.REVIEW} and standing.sections:
        rows = rows.filter(section__in=standing.sections)
    if state == "waiting":
        rows = rows.filter(state__in=WAITING)
    elif state:
        rows = rows.filter(state=state)
    if words:
        rows = rows.filter(Q(title__icontains=words) | Q(words__icontains=words) | Q(section__name__icontains=words))
    return rows.select_related("section", "asked_by", "answered_by", "evaluation__department")


def visible_request(standing: Standing, year: int, number: int) -> Request:
    """One request that one may see.

    Raises: Http404.
    """
    found = visible_requests(standing, year).filter(pk=number).first()
    if found is None:
        raise Http404("没有这项填报任务，或者不在您的权限之内")
    return found


def may_answer(standing: Standing, row: Request) -> bool:
    """Whether one with this standing fills a request in: the 委室 that was asked."""
    return standing.may(Right.WORK) and row.section_id in standing.sections


def is_late(row: Request, day: date | None = None) -> bool:
    """Whether it should have been answered before today."""
    return row.state in WAITING and row.due_on is not None and row.due_on < (day or timezone.localdate())
