"""All that an audit runs, checks and relations alike, as one list for people and programs to look through."""

from __future__ import annotations

from dataclasses import dataclass

from jiheng.core.auditing.shelf import CHECKS
from jiheng.core.casefile.steps import NATIONAL
from jiheng.core.law import Citation
from jiheng.core.rulepack.load import load_pack
from jiheng.core.rulepack.model import Relation


@dataclass(frozen=True, slots=True)
class Rule:
    """One check or relation as it is listed: `doc` says what it compares and when it holds."""

    code: str
    title: str
    severity: str
    category: str
    sources: tuple[Citation, ...]
    doc: str


def all_rules(pack: str = NATIONAL) -> dict[str, Rule]:
    """Every check of the shelf and every relation of a pack, by code."""
    rules = [Rule(one.code, one.title, one.severity.value, one.category.value, one.sources, one.doc) for one in CHECKS]
    rules += [Rule(one.code, one.title, one.severity, one.category, one.sources, _said(one)) for one in load_pack(pack).relations]
    return {rule.code: rule for rule in sorted(rules, key=lambda rule: rule.code)}


def _said(one: Relation) -> str:
    return f"{one.left.text} {one.op.value} {one.right.text}\n\nMend: {one.mend}"
