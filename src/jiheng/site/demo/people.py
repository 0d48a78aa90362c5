"""The sample departments, their sections, and a user for each role."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import yaml
from django.contrib.auth.hashers import make_password

from jiheng.apps.accounts import services
from jiheng.apps.accounts.choices import OrganisationKind, Role
from jiheng.apps.shared.changes import Program

if TYPE_CHECKING:
    from jiheng.apps.accounts.models import Department, User


@dataclass(frozen=True, slots=True)
class Sample:
    """A department of the samples with its people and what its case file says, by the keys of docs/reference/case.md."""

    department: Department
    sections: tuple[Department, ...]
    clerk: User
    section_person: User
    head: User
    case: dict[str, Any]


def load_people(said: dict[str, Any]) -> Iterator[Sample]:
    """Make every organisation and user that people.yaml names."""
    actor = Program("演示数据")
    hashed = make_password(said["password"])

    def user(name: str, person: str) -> User:
        made, _ = services.add_user(actor=actor, username=name, name=person, hashed=hashed)
        made.must_change_password = False
        made.save()
        return made

    def organisation(parent: Department | None, kind: str, entry: dict[str, str]) -> Department:
        columns = {key: entry[key] for key in ("name", "short_name", "region_code", "region_name")}
        return services.add_department(actor=actor, kind=OrganisationKind(kind), parent=parent, **columns)

    first: Department | None = None
    for entry in said["bureaus"]:
        bureau = organisation(None, entry["kind"], entry)
        first = first or bureau
        role = Role.FINANCE if entry["kind"] == OrganisationKind.FINANCE else Role.AUDITOR
        services.grant(actor=actor, user=user(entry["user"], entry["person"]), department=bureau, role=role)
    if first:
        keeper = said["administrator"]
        services.grant(actor=actor, user=user(keeper["user"], keeper["person"]), department=first, role=Role.ADMIN)
    for entry in said["departments"]:
        case = yaml.safe_load((files("jiheng") / "samples" / entry["case"]).read_text("utf-8"))
        department = organisation(None, "department", {**entry, "name": case["unit"]["full_name"]})
        sections = tuple(organisation(department, "section", {**entry, "name": name, "short_name": name}) for name in entry["sections"])
        clerk, section_person, head = (
            user(f"{entry['user']}{end}", f"{entry['short_name']}{title}") for end, title in (("", "填报人"), ("-ws", "委室人员"), ("-fz", "负责人"))
        )
        services.grant(actor=actor, user=clerk, department=department, role=Role.CLERK)
        services.grant(actor=actor, user=section_person, department=sections[0], role=Role.SECTION)
        services.grant(actor=actor, user=head, department=department, role=Role.HEAD)
        yield Sample(department, sections, clerk, section_person, head, case)
