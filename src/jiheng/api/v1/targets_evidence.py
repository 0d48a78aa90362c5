"""The evidence of indicators, brought at any time of the year."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import HttpRequest
from ninja import File, Form, Router
from ninja.files import UploadedFile
from ninja.responses import Status

from jiheng.api.auth import TokenFor, place, user_of
from jiheng.api.fields import Day, Key, Year
from jiheng.api.v1.proofs import EvidenceOut, RemovalOfProof, Sample, Title
from jiheng.apps.accounts.access import Standing
from jiheng.apps.library.selectors import evidence_of
from jiheng.apps.targets.selectors.tables import indicator_in, table_in
from jiheng.apps.targets.services.evidence import attach_evidence, remove_evidence
from jiheng.apps.tokens.choices import Area

if TYPE_CHECKING:
    from jiheng.apps.targets.models import Indicator

router = Router(auth=TokenFor(Area.TARGETS), tags=["targets"])
_HERE = "/departments/{department}/{year}/targets/{table}/indicators/{number}/evidence"


def _row(own: Standing, year: int, table: int, number: int) -> Indicator:
    return indicator_in(table_in(own.department, year, table), number)


@router.get(_HERE, response=list[EvidenceOut], summary="指标的佐证材料")
def indicator_evidence(request: HttpRequest, department: Key, year: Year, table: Key, number: Key) -> Any:
    """The evidence that an indicator got in the year."""
    return list(evidence_of(_row(place(request, department), year, table, number)))


@router.post(_HERE, response=EvidenceOut, summary="上传指标的佐证材料")
def bring_evidence(
    request: HttpRequest, department: Key, year: Year, table: Key, number: Key, file: File[UploadedFile],
    title: Form[Title | None] = None, dated: Form[Day | None] = None, sample: Form[Sample | None] = None,
) -> Any:  # fmt: skip
    """Bring a file, at any time of the year; the 委室 that answers for an indicator may too."""
    row = _row(place(request, department), year, table, number)
    given = {"name": file.name or "", "data": file.read(), "title": title or "", "dated": dated, "sample": sample}
    return attach_evidence(actor=user_of(request), row=row, **given)


@router.post(f"{_HERE}/{{proof}}/removal", response={204: None}, summary="移除指标的佐证材料")
def take_evidence_off(request: HttpRequest, department: Key, year: Year, table: Key, number: Key, proof: Key, data: RemovalOfProof) -> Any:
    """Take a file off an indicator."""
    remove_evidence(actor=user_of(request), row=_row(place(request, department), year, table, number), number=proof, why=data.why)
    return Status(204, None)
