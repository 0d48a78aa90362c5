"""Reads of accounts, for those who manage them."""

from __future__ import annotations

from django.db.models import Count, Prefetch, QuerySet

from jiheng.apps.accounts.choices import OrganisationKind
from jiheng.apps.accounts.models import Department, Membership, User


def organisations() -> QuerySet[Department]:
    """Every organisation with the number of people in it."""
    return Department.objects.select_related("parent").annotate(people=Count("memberships__user", distinct=True))


def users() -> QuerySet[User]:
    """Every user with their roles."""
    return User.objects.prefetch_related(Prefetch("memberships", Membership.objects.select_related("department")))


def sections(department: Department) -> QuerySet[Department]:
    """The 委室 of a department, in their order."""
    return Department.objects.filter(parent=department, kind=OrganisationKind.SECTION, is_active=True)
