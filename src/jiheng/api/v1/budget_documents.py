"""The approval documents of budget adjustments."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import HttpRequest
from ninja import File, Form, Router
from ninja.files import UploadedFile
from ninja.responses import Status

from jiheng.api.auth import TokenFor, place, user_of
from jiheng.api.fields import Day, Key, Year
from jiheng.api.v1.proofs import EvidenceOut, RemovalOfProof, Title
from jiheng.apps.accounts.access import Standing
from jiheng.apps.accounts.choices import Right
from jiheng.apps.budget.selectors.lines import line_row_in
from jiheng.apps.budget.services.documents import attach_document, remove_document
from jiheng.apps.library.selectors import evidence_of
from jiheng.apps.tokens.choices import Area

if TYPE_CHECKING:
    from jiheng.apps.budget.models import Adjustment

router = Router(auth=TokenFor(Area.BUDGET), tags=["budget"])
_HERE = "/departments/{department}/{year}/budget/adjustments/{number}/documents"


def _row(own: Standing, year: int, number: int) -> Adjustment:
    found: Adjustment = line_row_in("adjustments", own.department, year, number)
    return found


@router.get(_HERE, response=list[EvidenceOut], summary="预算调整的批准文件")
def documents(request: HttpRequest, department: Key, year: Year, number: Key) -> Any:
    """The documents by which an adjustment was approved."""
    return list(evidence_of(_row(place(request, department), year, number)))


@router.post(_HERE, response=EvidenceOut, summary="上传批准文件")
def bring_document(
    request: HttpRequest, department: Key, year: Year, number: Key, file: File[UploadedFile],
    title: Form[Title | None] = None, dated: Form[Day | None] = None,
) -> Any:  # fmt: skip
    """Bring a document; without a title and a day it has those of the adjustment."""
    row = _row(place(request, department, Right.RECORD), year, number)
    return attach_document(actor=user_of(request), row=row, name=file.name or "", data=file.read(), title=title or "", dated=dated)


@router.post(f"{_HERE}/{{proof}}/removal", response={204: None}, summary="移除批准文件")
def take_document_off(request: HttpRequest, department: Key, year: Year, number: Key, proof: Key, data: RemovalOfProof) -> Any:
    """Take a document off an adjustment."""
    row = _row(place(request, department, Right.RECORD), year, number)
    remove_document(actor=user_of(request), row=row, number=proof, why=data.why)
    return Status(204, None)
