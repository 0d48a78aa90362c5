"""Reading files, only those of departments that the user may see, and the evidence of a row."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Model, QuerySet
from django.http import Http404

from jiheng.apps.accounts.access import departments
from jiheng.apps.accounts.models import Department, User
from jiheng.apps.library.models import Evidence, KeptFile


def files_of(department: Department) -> QuerySet[KeptFile]:
    """Every file that a department brought."""
    return KeptFile.objects.filter(department=department).select_related("kept_by")


def visible_file(user: User, number: int) -> KeptFile:
    """A file that the user may see.

    Raises: Http404.
    """
    kept = KeptFile.objects.filter(pk=number, department__in=departments(user)).first()
    if kept is None:
        raise Http404("没有这个文件，或者不在您的权限之内")
    return kept


def evidence_of(thing: Model) -> QuerySet[Evidence]:
    """The evidence of one row, with its files."""
    return Evidence.objects.filter(kind=thing._meta.label_lower, number=thing.pk).select_related("file__kept_by")


def evidence_by_row(kind: type[Model], numbers: Iterable[int]) -> dict[int, list[Evidence]]:
    """The evidence of many rows of one kind by their numbers; one question to the database."""
    found: dict[int, list[Evidence]] = {}
    for one in Evidence.objects.filter(kind=kind._meta.label_lower, number__in=list(numbers)).select_related("file"):
        found.setdefault(one.number, []).append(one)
    return found


def evidence_in(thing: Model, number: int) -> Evidence:
    """One piece of evidence of this very row.

    Raises: Http404.
    """
    found = evidence_of(thing).filter(pk=number).first()
    if found is None:
        raise Http404("这一条没有这份佐证材料")
    return found
