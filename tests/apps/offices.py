"""Offices with people for tests: a department with two sections, and one user for each role."""

from __future__ import annotations

from types import SimpleNamespace

from jiheng.apps.accounts import services
from jiheng.apps.accounts.choices import OrganisationKind, Role
from jiheng.apps.shared.changes import Program

PASSWORD = "test-pass-2026"  # noqa: S105  only tests know it
TESTER = Program("测试")


def make_user(username: str, *posts):
    user, _ = services.add_user(actor=TESTER, username=username, name=username, password=PASSWORD)
    user.must_change_password = False
    user.save()
    for department, role in posts:
        services.grant(actor=TESTER, user=user, department=department, role=role)
    return user


def make_office(name: str = "某县档案馆", region: str = "430999", *, prefix: str = "a") -> SimpleNamespace:
    """`department`, `sections`, and the users `clerk`, `section`, `head`, `finance`, `auditor`, `admin`."""
    add = services.add_department
    place = {"region_code": region, "region_name": f"某省某市某县{region[-2:]}"}
    department = add(actor=TESTER, kind=OrganisationKind.DEPARTMENT, name=name, short_name=name[-3:], **place)
    sections = [
        add(actor=TESTER, kind=OrganisationKind.SECTION, parent=department, name=word, short_name=word, **place) for word in ("业务科", "综合科")
    ]
    bureau = add(actor=TESTER, kind=OrganisationKind.FINANCE, name=f"{name}所在地财政局", short_name="财政局", **place)
    audit = add(actor=TESTER, kind=OrganisationKind.AUDIT, name=f"{name}所在地审计局", short_name="审计局", **place)
    return SimpleNamespace(
        department=department,
        sections=sections,
        bureau=bureau,
        clerk=make_user(f"{prefix}-clerk", (department, Role.CLERK)),
        section=make_user(f"{prefix}-section", (sections[0], Role.SECTION)),
        head=make_user(f"{prefix}-head", (department, Role.HEAD)),
        finance=make_user(f"{prefix}-finance", (bureau, Role.FINANCE)),
        auditor=make_user(f"{prefix}-auditor", (audit, Role.AUDITOR)),
        admin=make_user(f"{prefix}-admin", (bureau, Role.ADMIN)),
    )
