"""The one module that decides who may see and do what: role × organisation. What is not yours does not exist (404)."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.http import Http404

from jiheng.apps.accounts.choices import RIGHTS, OrganisationKind, Right, Role
from jiheng.apps.accounts.models import Department, Membership, User

_BOOKS = (OrganisationKind.DEPARTMENT, OrganisationKind.UNIT)
_REGIONAL = (Role.FINANCE, Role.AUDITOR)


def not_yours() -> Http404:
    """What is raised for anything outside a user's rights: nothing tells whether it is there."""
    return Http404("没有这一页，或者不在您的权限之内")


@dataclass(frozen=True, slots=True)
class Standing:
    """What a user may do in one department: the department, the rights, and the 委室 through which a section's person comes."""

    user: User
    department: Department
    rights: frozenset[Right]
    roles: frozenset[str]
    sections: tuple[int, ...] = ()

    def may(self, right: Right | str) -> bool:
        """Whether the right is among them."""
        return right in self.rights

    @property
    def may_hand_in(self) -> bool:
        """Whether reports may be handed in for a check-up and its findings answered: by all but those who only look."""
        return bool(self.rights & {Right.RECORD, Right.WORK, Right.APPROVE, Right.REVIEW})

    def need(self, right: Right) -> None:
        """Refuse what is not allowed as if it were not there.

        Raises: Http404.
        """
        if right not in self.rights:
            raise not_yours()


def departments(user: User, right: Right = Right.VIEW) -> QuerySet[Department]:
    """The departments whose books the user may see, or in which they have another right; without duplicates."""
    reach = Q(pk__in=())
    for membership in _memberships(user):
        if right in RIGHTS[membership.role]:
            reach |= _reach(membership)
    if right is not Right.VIEW:
        reach &= Q(is_active=True)
    only = limit_of(user)
    if only is not None:
        reach &= Q(pk__in=only)
    return Department.objects.filter(reach, kind__in=_BOOKS).distinct()


def limited(user: User, only: frozenset[int]) -> User:
    """The user held to some departments for this request, as a token of theirs says; they manage nothing meanwhile."""
    user._only = only  # type: ignore[attr-defined]  # read by limit_of
    return user


def limit_of(user: User) -> frozenset[int] | None:
    """The departments to which the user is held in this request; None when to none."""
    return getattr(user, "_only", None)


def standing(user: User, department_id: int) -> Standing:
    """The user's standing in a department.

    Raises: Http404 when there is none.
    """
    only = limit_of(user)
    reached = only is None or department_id in only
    homes = (one.department for one in _memberships(user)) if reached else ()
    department = next((one for one in homes if one.pk == department_id and one.kind in _BOOKS), None)
    if department is None and reached:
        department = Department.objects.filter(pk=department_id, kind__in=_BOOKS).first()
    rights: set[Right] = set()
    roles: set[str] = set()
    sections: list[int] = []
    if department:
        for membership in _memberships(user):
            if _reaches(membership, department):
                roles.add(membership.role)
                rights |= RIGHTS[membership.role]
                if membership.role == Role.SECTION and membership.department.kind == OrganisationKind.SECTION:
                    sections.append(membership.department_id)
    if department and not department.is_active:
        rights &= {Right.VIEW}  # a dissolved department's books stay, and nobody writes in them
    if department is None or Right.VIEW not in rights:
        raise not_yours()
    return Standing(user, department, frozenset(rights), frozenset(roles), tuple(sections))


def is_administrator(user: User) -> bool:
    """Whether the user manages organisations and accounts."""
    return limit_of(user) is None and any(membership.role == Role.ADMIN for membership in _memberships(user))


def is_reviewer(user: User) -> bool:
    """Whether the user looks over many departments (finance, audit)."""
    return any(membership.role in _REGIONAL for membership in _memberships(user))


def people(department: Department, right: Right) -> QuerySet[User]:
    """Those who have a right in a department; of finance and audit only the bureaus nearest to it."""
    roles = [role for role in Role if right in RIGHTS[role]]
    code = department.region_code
    above = [code, f"{code[:4]}00", f"{code[:2]}0000"]
    regional = Membership.objects.filter(role__in=[role for role in roles if role in _REGIONAL], department__region_code__in=above)
    known = set(regional.values_list("department__region_code", flat=True))
    nearest = next((one for one in above if one in known), "")
    own = Q(memberships__role__in=[role for role in roles if role not in _REGIONAL]) & (
        Q(memberships__department__in=[one for one in (department.pk, department.parent_id) if one])
        | Q(memberships__department__parent=department.pk, memberships__department__kind=OrganisationKind.SECTION)
    )
    bureau = Q(memberships__role__in=[role for role in roles if role in _REGIONAL], memberships__department__region_code=nearest)
    return User.objects.filter(own | bureau, is_active=True).distinct()


def section_people(section: Department) -> QuerySet[User]:
    """Those who work in a 委室."""
    return User.objects.filter(memberships__department=section, memberships__role=Role.SECTION, is_active=True).distinct()


def region_prefix(code: str) -> str:
    """The digits that the codes of all places in a region begin with.

    Example:
        >>> region_prefix("430000"), region_prefix("430600"), region_prefix("430602")
        ('43', '4306', '430602')
    """
    return code[:2] if code.endswith("0000") else code[:4] if code.endswith("00") else code


def _memberships(user: User) -> list[Membership]:
    if not getattr(user, "is_authenticated", False) or not user.is_active:
        return []
    kept: list[Membership] | None = getattr(user, "_memberships_once", None)
    if kept is None:
        kept = list(user.memberships.select_related("department"))
        user._memberships_once = kept  # type: ignore[attr-defined]  # one question a request
    return kept


def _reach(membership: Membership) -> Q:
    home = membership.department
    if membership.role in _REGIONAL:
        return Q(region_code__startswith=region_prefix(home.region_code))
    if membership.role == Role.ADMIN:
        return Q(pk__in=())
    if home.kind == OrganisationKind.SECTION:
        return Q(pk=home.parent_id)
    return Q(pk=home.pk) | Q(parent_id=home.pk)


def _reaches(membership: Membership, department: Department) -> bool:
    home = membership.department
    if membership.role in _REGIONAL:
        return department.region_code.startswith(region_prefix(home.region_code))
    if membership.role == Role.ADMIN:
        return False
    if home.kind == OrganisationKind.SECTION:
        return department.pk == home.parent_id
    return home.pk in (department.pk, department.parent_id)
