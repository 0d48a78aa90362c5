"""誊录单: the official forms field by field, with marks of what was entered in the province's system."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Any, Literal

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest
from ninja import Router, Schema
from pydantic import Field

from jiheng.api.auth import TokenFor, place, user_of
from jiheng.api.fields import Body, Flag, Key, Text, Year
from jiheng.apps.accounts.choices import Right
from jiheng.apps.evaluation.selectors.cases import evaluation_in
from jiheng.apps.evaluation.selectors.copyout import CopySheet, line_in, sheet_of
from jiheng.apps.evaluation.selectors.handover import newest
from jiheng.apps.evaluation.services.copyout import mark_entered, unmark
from jiheng.apps.tokens.choices import Area

if TYPE_CHECKING:
    from jiheng.apps.evaluation.models import SelfEvaluation

router = Router(auth=TokenFor(Area.EVALUATION), tags=["handover"])
_HERE = "/departments/{department}/{year}/copyout"
Of = Literal["newest", "live"]


class CopyLineOut(Schema):
    """A field: what is to be entered, its limit (0: none known), whether it was entered; `content` proves which text."""

    id: str
    label: str
    text: str
    content: str
    limit: int
    over: int
    is_computed: bool
    is_done: bool
    is_changed: bool
    by: str
    at: datetime | None


class CopyFormOut(Schema):
    """One form with its fields; `source` and `verified` tell where its layout is from."""

    id: str
    title: str
    unit: str
    source: str
    verified: bool
    lines: list[CopyLineOut]


class CopySheetOut(Schema):
    """The sheet of a version, by its number, or of the case as it stands now; `trouble` says why there is none."""

    version: int | None
    forms: list[CopyFormOut]
    done: int
    total: int
    trouble: str


class MarkedField(Body):
    """A field with the content that was entered."""

    id: Annotated[Text, Field(min_length=1, max_length=200)]
    content: Annotated[Text, Field(min_length=1, max_length=64)]


class MarkIn(Body):
    """Fields that were entered, or were not after all."""

    fields: Annotated[list[MarkedField], Field(min_length=1, max_length=2000)]
    entered: Flag = True
    of: Of = "newest"


@router.get(_HERE, response=CopySheetOut, summary="誊录单")
def sheet(request: HttpRequest, department: Key, year: Year, of: Of = "newest") -> Any:
    """Of the newest version that was handed over, else of the case as it stands."""
    return _told(evaluation_in(place(request, department).department, year), of)


@router.put(f"{_HERE}/marks", response=CopySheetOut, summary="标记已录")
def mark(request: HttpRequest, department: Key, year: Year, data: MarkIn) -> Any:
    """Mark fields, or take their marks off; all of them or none."""
    found = evaluation_in(place(request, department, Right.RECORD).department, year)
    _, now = _chosen(found, data.of)
    fields = []
    for one in data.fields:
        try:
            _, line = line_in(now, one.id)
        except Http404 as gone:
            raise ValidationError({"fields": str(gone)}) from gone
        if line.field.content != one.content:
            raise ValidationError({"fields": f"“{line.field.label}”的内容已改动；请重新读取誊录单"})
        fields.append(line.field)
    if data.entered:
        mark_entered(actor=user_of(request), evaluation=found, fields=fields)
    else:
        for field in fields:
            unmark(actor=user_of(request), evaluation=found, field=field)
    return _told(found, data.of)


def _chosen(evaluation: SelfEvaluation, of: str) -> tuple[int | None, CopySheet]:
    version = newest(evaluation, whole=True) if of == "newest" else None
    return version.number if version else None, sheet_of(evaluation, version)


def _told(evaluation: SelfEvaluation, of: str) -> dict[str, Any]:
    number, found = _chosen(evaluation, of)
    forms = [
        {
            "id": one.form.id,
            "title": one.form.title,
            "unit": one.form.unit,
            "source": one.form.source,
            "verified": one.form.verified,
            "lines": [
                {
                    **{name: getattr(line.field, name) for name in ("id", "label", "text", "content", "limit", "over", "is_computed")},
                    **{name: getattr(line, name) for name in ("is_done", "is_changed", "by", "at")},
                }
                for line in one.lines
            ],
        }
        for one in found.forms
    ]
    return {"version": number, "forms": forms, "done": found.done, "total": found.total, "trouble": found.trouble}
