"""Which rules bind a target table: the pack of the department's region for its form, at the end of its year."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from jiheng.apps.lawbooks.selectors import rules_of as bound
from jiheng.core.rulepack.model import RulePack
from jiheng.core.rulepack.resolve import NATION, binding, pack_for, resolve
from jiheng.core.rulepack.scoring_rules import ScoringRules
from jiheng.core.scoring.goal_weights import goal_rules

if TYPE_CHECKING:
    from jiheng.apps.accounts.models import Department
    from jiheng.apps.targets.models import TargetTable


def pack_of(table: TargetTable) -> RulePack:
    """The pack that binds a table, the nation's where its region has none."""
    return pack_for_place(table.department, table.year, table.project)


def pack_for_place(department: Department, year: int, project: str = "") -> RulePack:
    """The pack for a department's own table, or for one of its projects."""
    return pack_for(bound(department, year).resolved.pack, "project" if project else "department")


def rules_of(table: TargetTable) -> ScoringRules:
    """The rules of that pack, with the nation's groups to head the rows where the pack itself has none."""
    nation = binding("", "department", date(table.year, 12, 31)) or resolve(NATION)
    return goal_rules(pack_of(table).scoring, nation.pack.scoring)
