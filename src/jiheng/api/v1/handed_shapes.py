"""Versions of a self-evaluation as they go out."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from ninja import Schema

from jiheng.apps.evaluation.choices import SubmissionState


class OpinionLine(Schema):
    """Finance's opinion at a place, and the clerk's answer."""

    id: int
    path: str
    title: str
    text: str
    answer: str


class SubmissionLine(Schema):
    """A version that was handed over; `code` is printed on every page of its documents."""

    department: int
    year: int
    number: int
    code: str
    sha256: str
    pack: str
    state: SubmissionState
    total: str
    grade: str
    findings: dict[str, int]
    sent_by: str
    sent_at: datetime
    words: str
    submitted_at: datetime | None
    version: int

    @staticmethod
    def resolve_department(row: Any) -> int:
        """Its number."""
        return row.evaluation.department_id  # type: ignore[no-any-return]

    @staticmethod
    def resolve_year(row: Any) -> int:
        """That of the self-evaluation."""
        return row.evaluation.year  # type: ignore[no-any-return]

    @staticmethod
    def resolve_sent_by(row: Any) -> str:
        """The name."""
        return row.sent_by.name  # type: ignore[no-any-return]


class SubmissionOut(SubmissionLine):
    """A version with its decisions; `compared` is what the signed file says against it, `answered` why errors stay."""

    head: str
    head_at: datetime | None
    head_opinion: str
    signed: int | None
    compared: dict[str, Any]
    answered: list[dict[str, Any]]
    decided_by: str
    decided_at: datetime | None
    opinion: str
    opinions: list[OpinionLine]

    @staticmethod
    def resolve_head(row: Any) -> str:
        """The name."""
        return row.head.name if row.head else ""

    @staticmethod
    def resolve_signed(row: Any) -> int | None:
        """Number of the kept file."""
        return row.signed_id  # type: ignore[no-any-return]

    @staticmethod
    def resolve_decided_by(row: Any) -> str:
        """The name."""
        return row.decided_by.name if row.decided_by else ""

    @staticmethod
    def resolve_opinions(row: Any) -> list[Any]:
        """In the order written."""
        return list(row.opinions.all())
