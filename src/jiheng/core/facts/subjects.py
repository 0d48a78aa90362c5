"""Subjects (科目) of budgets by their codes, as the concepts of the lawbook have them: 功能分类 and 部门预算支出经济分类."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from jiheng.core.facts.taxonomy import load_taxonomy

FUNCTION, ECONOMIC = "spend.function.", "spend.economic."
_NOT_BELOW = ("meeting", "training")  # 30215 and 30216 are concepts of their own, known by their codes


@dataclass(frozen=True, slots=True)
class Subject:
    """A subject: its code, its name, and the concept under which its money is stated."""

    code: str
    name: str
    concept: str


@cache
def function_subjects() -> dict[str, Subject]:
    """Subjects of 支出功能分类 by code: 3 digits 类, 5 款, 7 项."""
    return {code: subject for code, subject in _subjects().items() if subject.concept.startswith(FUNCTION)}


@cache
def economic_subjects() -> dict[str, Subject]:
    """Subjects of 部门预算支出经济分类 by code: 3 digits 类, 5 款."""
    return {
        code: subject
        for code, subject in sorted(_subjects().items())
        if subject.concept.startswith(ECONOMIC) or subject.concept in _NOT_BELOW
    }  # fmt: skip


def subject_name(code: str) -> str:
    """The name of a code, "" when there is none.

    Example:
        >>> subject_name("30215"), subject_name("2010204"), subject_name("1")
        ('会议费', '政协会议', '')
    """
    found = _subjects().get(code)
    return found.name if found else ""


def upper_codes(code: str) -> tuple[str, ...]:
    """The codes above one, the widest first.

    Example:
        >>> upper_codes("2010204"), upper_codes("30215")
        (('201', '20102'), ('302',))
    """
    return tuple(code[:length] for length in (3, 5) if length < len(code))


@cache
def _subjects() -> dict[str, Subject]:
    return {
        concept.code: Subject(concept.code, concept.label, concept.id)
        for concept in load_taxonomy()
        if concept.code.isdecimal() and (concept.id.startswith((FUNCTION, ECONOMIC)) or concept.id in _NOT_BELOW)
    }
