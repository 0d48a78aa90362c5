"""Reads of imports: the mapping used last, and the plan of a kept file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import islice

from django.http import Http404

from jiheng.apps.accounts.models import Department, User
from jiheng.apps.budget.importing.accounts.plan import plan_accounts
from jiheng.apps.budget.importing.plan import plan_import
from jiheng.apps.budget.importing.planned import Plan
from jiheng.apps.budget.models import ColumnMapping
from jiheng.apps.library.models import KeptFile
from jiheng.apps.library.selectors import visible_file
from jiheng.apps.library.services import content_of
from jiheng.core.errors import JihengError
from jiheng.core.reading.rows import rows

MOST_ROWS = 20_000


def saved_mapping(department: Department, kind: str) -> dict[str, str]:
    """Field to head as chosen at the last import of this kind."""
    found = ColumnMapping.objects.filter(department=department, kind=kind).first()
    return dict(found.columns) if found else {}


def kept_table(user: User, department: Department, number: int) -> KeptFile:
    """The kept file of this department.

    Raises: Http404.
    """
    kept = visible_file(user, number)
    if kept.department_id != department.pk:
        raise Http404("没有这个文件，或者不在您的权限之内")
    return kept


def accounts_plan_of(department: Department, year: int, kept: Sequence[KeptFile]) -> Plan:
    """What the kept files of final accounts would change."""
    return plan_accounts(department, year, [(one.name, content_of(one)) for one in kept])


def plan_of(department: Department, year: int, kind: str, kept: KeptFile, unit: str, chosen: Mapping[str, str]) -> Plan:
    """What the kept file would change; a file that cannot be read gives a plan that says why."""
    try:
        table = list(islice(rows(content_of(kept), kept.name), MOST_ROWS + 1))
    except JihengError as trouble:
        plan = Plan(kind)
        plan.trouble = str(trouble)
        return plan
    if len(table) > MOST_ROWS:
        plan = Plan(kind)
        plan.trouble = f"文件超过{MOST_ROWS}行；请按月份拆成几个文件导入"
        return plan
    return plan_import(department, year, kind, table, unit, {**saved_mapping(department, kind), **chosen})
