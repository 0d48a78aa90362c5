"""Reading files: only those of departments that the user may see."""

from __future__ import annotations

from django.db.models import QuerySet
from django.http import Http404

from jiheng.apps.accounts.access import departments
from jiheng.apps.accounts.models import Department, User
from jiheng.apps.library.models import KeptFile


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
