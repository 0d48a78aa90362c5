"""Reads of the copy-out sheet: every field of the official forms with what is to be entered and whether it was."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.http import Http404

from jiheng.apps.evaluation.compiling.compile import compile_case
from jiheng.apps.evaluation.finished import forms_to_copy
from jiheng.apps.evaluation.models import CopyMark, SelfEvaluation, Submission
from jiheng.core.errors import JihengError
from jiheng.core.reporting.copy_sheet import CopyField, CopyForm


@dataclass(frozen=True, slots=True)
class Line:
    """A field with its mark: entered, entered before its content changed, or not yet."""

    field: CopyField
    is_done: bool
    is_changed: bool
    by: str = ""
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class FormLines:
    """One form with its fields and how many were entered."""

    form: CopyForm
    lines: tuple[Line, ...]

    @property
    def done(self) -> int:
        """Fields that were entered."""
        return sum(line.is_done for line in self.lines)

    @property
    def over(self) -> int:
        """Fields that are longer than the form takes."""
        return sum(bool(line.field.over) for line in self.lines)


@dataclass(frozen=True, slots=True)
class CopySheet:
    """The whole sheet of a version, or of the case as it stands now; `trouble` says why there is none."""

    forms: tuple[FormLines, ...]
    trouble: str = ""

    @property
    def done(self) -> int:
        """Fields that were entered."""
        return sum(form.done for form in self.forms)

    @property
    def total(self) -> int:
        """All fields."""
        return sum(len(form.lines) for form in self.forms)


def sheet_of(evaluation: SelfEvaluation, submission: Submission | None) -> CopySheet:
    """The sheet of a version; without one, of the case as it stands now."""
    if submission is not None:
        text, name = submission.case, submission.case_name
    else:
        compiled = compile_case(evaluation)
        if compiled.case is None:
            return CopySheet((), "自评材料还有要更正的地方，更正后才能按表誊录")
        text, name = compiled.text.decode(), compiled.name
    try:
        forms = forms_to_copy(text, name)
    except JihengError as refused:
        return CopySheet((), f"{refused.what}（{refused.mend}）" if refused.mend else refused.what)
    marks = {mark.field: mark for mark in CopyMark.objects.filter(evaluation=evaluation).select_related("by")}
    return CopySheet(tuple(FormLines(form, tuple(_line(field, marks.get(field.id)) for field in form.fields)) for form in forms))


def contents_of(text: str, name: str) -> dict[str, str]:
    """The fields of a case's sheet, each with the hash of what is to be entered.

    Raises: as `forms_to_copy`.
    """
    return {field.id: field.content for form in forms_to_copy(text, name) for field in form.fields}


def left_to_copy(submission: Submission) -> int:
    """How many fields of a version were not entered yet, without laying out its forms."""
    marks = CopyMark.objects.filter(evaluation=submission.evaluation_id).values_list("field", "content")
    return len(submission.to_copy.items() - set(marks))


def line_in(sheet: CopySheet, field: str) -> tuple[FormLines, Line]:
    """One field of a sheet with its form.

    Raises: Http404.
    """
    for form in sheet.forms:
        for line in form.lines:
            if line.field.id == field:
                return form, line
    raise Http404("誊录单里没有这一栏；内容可能已改动，请刷新页面")


def _line(field: CopyField, mark: CopyMark | None) -> Line:
    if mark is None:
        return Line(field, is_done=False, is_changed=False)
    same = mark.content == field.content
    return Line(field, is_done=same, is_changed=not same, by=mark.by.name, at=mark.at)
