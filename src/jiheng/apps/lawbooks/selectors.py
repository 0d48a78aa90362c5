"""Which rules bind a department's year: the region's pack, or the one that was granted, with local values over it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache

from django.db.models import QuerySet

from jiheng.apps.accounts.models import Department
from jiheng.apps.lawbooks.choices import Parameter, RequestState
from jiheng.apps.lawbooks.models import LocalValue, PackChoice
from jiheng.core.rulepack.load import list_packs, load_pack
from jiheng.core.rulepack.resolve import NATION, Resolved, binding, resolve
from jiheng.core.rulepack.scoring_rules import Checkpoint, Deadline, LightLimit

_RANKS = re.compile("省|市|壮族自治区|回族自治区|维吾尔自治区|自治区")
_HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class YearRules:
    """The rules of a department's year: the pack with all that it stands on, how it came to bind, and what was set locally."""

    resolved: Resolved
    choice: PackChoice | None
    local: Mapping[str, LocalValue]

    @property
    def title(self) -> str:
        """The pack's title."""
        return self.resolved.pack.title

    @property
    def checkpoints(self) -> tuple[Checkpoint, ...]:
        """How far spending should be at which month's end."""
        return tuple(sorted(self.resolved.pack.scoring.checkpoints, key=lambda one: one.month))

    def light(self, id: str) -> LightLimit | None:
        """The limit of a light; None when no pack knows it."""
        return next((one for one in self.resolved.pack.scoring.lights if one.id == id), None)

    def limit(self, id: str, colour: str) -> Decimal | None:
        """Above which gap a light turns yellow or red, as a share of one; a local value goes before the pack's."""
        own = self.local.get(f"{id}.{colour}")
        if own is not None:
            return own.value / _HUNDRED
        light = self.light(id)
        return None if light is None else light.yellow if colour == "yellow" else light.red

    def deadline(self, id: str) -> Deadline | None:
        """A deadline of the pack."""
        return next((one for one in self.resolved.pack.scoring.deadlines if one.id == id), None)

    @property
    def disposition_days(self) -> int:
        """Working days within which a warning must be disposed of; 0 when nobody says."""
        own = self.local.get(Parameter.DISPOSITION_DAYS)
        due = self.deadline("disposition")
        return int(own.value) if own is not None else due.days if due else 0


def rules_of(department: Department, year: int) -> YearRules:
    """The rules that bind a department's year."""
    choice = _granted(department, year)
    local: dict[str, LocalValue] = {}
    for value in LocalValue.objects.filter(department=department, year=year, state=RequestState.GRANTED).order_by("id"):
        local[value.parameter] = value
    return YearRules(_resolved(department, year, choice), choice, local)


def pack_of(department: Department, year: int) -> Resolved:
    """The pack that binds a department's year, without its local values."""
    return _resolved(department, year, _granted(department, year))


def _granted(department: Department, year: int) -> PackChoice | None:
    return PackChoice.objects.filter(department=department, year=year, state=RequestState.GRANTED).first()


def _resolved(department: Department, year: int, choice: PackChoice | None) -> Resolved:
    return resolve(choice.pack) if choice else regional_pack(department.region_name, year)


@lru_cache(maxsize=4096)
def regional_pack(region_name: str, year: int) -> Resolved:
    """The pack of a region for self-evaluations of a year: the latest in force at its end.

    Names as organisations bear them (湖南省岳阳市…) and as packs do (湖南岳阳) mean the same region.
    """
    found = binding(_RANKS.sub("", region_name), "department", date(year, 12, 31))
    return found or resolve(NATION)


def packs_for(year: int) -> list[tuple[str, str]]:
    """Packs that may be chosen for a year's department form: id and title."""
    day = date(year, 12, 31)
    found = []
    for id in list_packs():
        pack = load_pack(id)
        in_force = pack.valid_from <= day and (pack.valid_to is None or day <= pack.valid_to)
        if in_force and "department" in resolve(id).pack.scoring.forms:
            found.append((id, f"{pack.title}（{pack.region}）"))
    return found


def pack_choices(department: Department, year: int) -> QuerySet[PackChoice]:
    """Every request for another pack."""
    return PackChoice.objects.filter(department=department, year=year).select_related("asked_by", "decided_by")


def local_values(department: Department, year: int) -> QuerySet[LocalValue]:
    """Every request for a local value."""
    return LocalValue.objects.filter(department=department, year=year).select_related("asked_by", "decided_by")
