"""Which rules bind a target table: those of its department's year, for its form."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from jiheng.apps.lawbooks.selectors import rules_of as rules_of_year
from jiheng.core.rulepack.model import RulePack
from jiheng.core.rulepack.resolve import NATION, binding, pack_for, resolve
from jiheng.core.rulepack.scoring_rules import ScoringRules
from jiheng.core.scoring.goal_weights import goal_rules

if TYPE_CHECKING:
    from jiheng.apps.targets.models import TargetTable


def pack_of(table: TargetTable) -> RulePack:
    """The pack that binds a table: the department's of the year, or its companion for projects."""
    kept: RulePack | None = getattr(table, "_pack_once", None)
    if kept is None:
        whole = rules_of_year(table.department, table.year).resolved.pack
        kept = pack_for(whole, "project") if table.project else whole
        table._pack_once = kept  # type: ignore[attr-defined]  # one question for each loaded table
    return kept


def rules_of(table: TargetTable) -> ScoringRules:
    """The rules of that pack, with the nation's groups to head the rows where the pack itself has none."""
    nation = binding("", "department", date(table.year, 12, 31)) or resolve(NATION)
    return goal_rules(pack_of(table).scoring, nation.pack.scoring)
