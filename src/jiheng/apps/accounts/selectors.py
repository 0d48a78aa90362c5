"""Reads of accounts, for those who manage them."""

from __future__ import annotations

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet
from django.shortcuts import get_object_or_404

from jiheng.apps.accounts.choices import OrganisationKind
from jiheng.apps.accounts.models import Department, Membership, User


def organisations() -> QuerySet[Department]:
    """Every organisation with the number of people in it."""
    return (
        Department.objects.select_related("parent").annotate(people=Count("memberships__user", distinct=True)).order_by("region_code", "code", "id")
    )


def users() -> QuerySet[User]:
    """Every user with their roles."""
    return User.objects.prefetch_related(Prefetch("memberships", Membership.objects.select_related("department")))


def sections(department: Department) -> QuerySet[Department]:
    """The 委室 of a department, in their order."""
    return Department.objects.filter(parent=department, kind=OrganisationKind.SECTION, is_active=True)


def section_in(department: Department, number: int) -> Department:
    """One 委室 of a department.

    Raises: Http404.
    """
    return get_object_or_404(sections(department), pk=number)


def organisation_tree(*, words: str = "", kind: str = "", with_inactive: bool = False) -> QuerySet[Department]:
    """Organisations without a parent, each with what is below it (`below`); words look in names, codes and regions of both."""
    below = Department.objects.annotate(people=Count("memberships__user", distinct=True)).order_by("kind", "code", "id")
    roots = organisations().filter(parent=None)
    if not with_inactive:
        below, roots = below.filter(is_active=True), roots.filter(is_active=True)
    if kind:
        roots = roots.filter(kind=kind)
    for word in words.split():
        here = Q(name__icontains=word) | Q(short_name__icontains=word) | Q(region_name__icontains=word) | Q(region_code__startswith=word)
        inside = Department.objects.filter(parent=OuterRef("pk"), name__icontains=word)
        roots = roots.filter(here | Q(code__startswith=word) | Exists(inside))
    return roots.prefetch_related(Prefetch("children", below, to_attr="below"))


def organisation(number: int) -> Department:
    """One organisation.

    Raises: Http404.
    """
    return get_object_or_404(organisations(), pk=number)


def below(department: Department) -> QuerySet[Department]:
    """What stands directly below an organisation, dissolved ones too."""
    return organisations().filter(parent=department).order_by("kind", "code", "id")


def posts_in(department: Department) -> QuerySet[Membership]:
    """Who has which role in an organisation."""
    return Membership.objects.filter(department=department).select_related("user").order_by("role", "user__username")


def post(number: int) -> Membership:
    """One role of one user.

    Raises: Http404.
    """
    return get_object_or_404(Membership.objects.select_related("user", "department"), pk=number)


def users_by(*, words: str = "", role: str = "", state: str = "") -> QuerySet[User]:
    """Users by words of name, login, telephone or organisation, by role, by whether they may sign in ("on", "off")."""
    found = users()
    for word in words.split():
        at_home = Exists(Membership.objects.filter(user=OuterRef("pk"), department__name__icontains=word))
        found = found.filter(Q(name__icontains=word) | Q(username__icontains=word) | Q(phone__startswith=word) | at_home)
    if role:
        found = found.filter(Exists(Membership.objects.filter(user=OuterRef("pk"), role=role)))
    if state:
        found = found.filter(is_active=state == "on")
    return found


def user_with_roles(number: int) -> User:
    """One user with their roles.

    Raises: Http404.
    """
    return get_object_or_404(users(), pk=number)


def user_called(words: str) -> User | None:
    """The one user of a login or a whole name; None when there is none, or several of that name."""
    plain = words.strip()
    by_login = User.objects.filter(username=plain.lower()).first()
    if by_login:
        return by_login
    named = User.objects.filter(name=plain)[:2]
    return named[0] if len(named) == 1 else None
