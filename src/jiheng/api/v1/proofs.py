"""Evidence: files at a place of the self-evaluation, and with the answer of a 委室."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any

from django.http import Http404, HttpRequest
from ninja import File, Form, Router, Schema
from ninja.files import UploadedFile
from pydantic import Field

from jiheng.api.auth import TokenFor, place, user_of
from jiheng.api.fields import Body, Day, Key, Text, Year
from jiheng.api.v1.files import FileOut
from jiheng.apps.accounts.choices import Right
from jiheng.apps.evaluation.selectors.cases import evaluation_in, standing_of
from jiheng.apps.evaluation.selectors.proofs import proofs_at
from jiheng.apps.evaluation.selectors.requests import visible_request
from jiheng.apps.evaluation.services import proving
from jiheng.apps.evaluation.services import requests as services
from jiheng.apps.library.selectors import evidence_of
from jiheng.apps.tokens.choices import Area

router = Router(auth=TokenFor(Area.EVALUATION), tags=["evaluation"])
_HERE = "/departments/{department}/{year}/evaluation/evidence"
_ASKED = "/departments/{department}/{year}/requests/{number}/evidence"
Path = Annotated[str, Field(max_length=200, description="填报内容的路径，以 .evidence 结尾")]
Title = Annotated[str, Field(max_length=200)]
Sample = Annotated[int, Field(ge=1, le=2_000_000_000)]


class EvidenceOut(Schema):
    """A file as proof, with its title, its day, and the size of the sample where it is a survey."""

    id: int
    title: str
    dated: date | None
    sample: int | None
    attached_at: datetime
    file: FileOut


class ProofsOut(Schema):
    """What is proven at a place, what has to be shown, the files brought here, and those that the indicator got in the year."""

    title: str
    demands: list[str]
    own: list[EvidenceOut]
    of_the_year: list[EvidenceOut]
    is_sampled: bool


class RemovalOfProof(Body):
    """Why a file is taken off; it stays among the files."""

    why: Annotated[Text, Field(min_length=1, max_length=500)]


@router.get(_HERE, response=ProofsOut, summary="一处的佐证材料")
def evidence(request: HttpRequest, department: Key, year: Year, path: Path = "") -> Any:
    """The evidence at a place."""
    found = evaluation_in(place(request, department).department, year)
    told = proofs_at(found, standing_of(found), path)
    if told is None:
        raise Http404("这一栏不收佐证材料")
    return told


@router.post(_HERE, response=EvidenceOut, summary="上传佐证材料")
def attach(
    request: HttpRequest, department: Key, year: Year, path: Form[Path], file: File[UploadedFile],
    title: Form[Title | None] = None, dated: Form[Day | None] = None, sample: Form[Sample | None] = None,
) -> Any:  # fmt: skip
    """Bring a file; its title becomes a line of the entry there."""
    own = place(request, department, Right.RECORD)
    given = {"name": file.name or "", "data": file.read(), "title": title or "", "dated": dated, "sample": sample}
    return proving.attach_evidence(actor=user_of(request), evaluation=evaluation_in(own.department, year), path=path, **given)


@router.post(f"{_HERE}/{{number}}/removal", response={204: None}, summary="移除佐证材料")
def remove(request: HttpRequest, department: Key, year: Year, number: Key, data: RemovalOfProof, path: Path = "") -> Any:
    """Take a file off its place."""
    own = place(request, department, Right.RECORD)
    proving.remove_evidence(actor=user_of(request), evaluation=evaluation_in(own.department, year), path=path, number=number, why=data.why)
    return 204, None


@router.get(_ASKED, response=list[EvidenceOut], summary="委室答复的佐证材料")
def proofs(request: HttpRequest, department: Key, year: Year, number: Key) -> Any:
    """The files with the answer of a 委室."""
    return list(evidence_of(visible_request(place(request, department), year, number)))


@router.post(_ASKED, response=EvidenceOut, summary="委室上传佐证材料")
def attach_proof(
    request: HttpRequest, department: Key, year: Year, number: Key, file: File[UploadedFile],
    title: Form[Title | None] = None, dated: Form[Day | None] = None, sample: Form[Sample | None] = None,
) -> Any:  # fmt: skip
    """Bring a file with an answer."""
    own = place(request, department, Right.WORK)
    given = {"name": file.name or "", "data": file.read(), "title": title or "", "dated": dated, "sample": sample}
    return services.attach_proof(standing=own, request=visible_request(own, year, number), **given)


@router.post(f"{_ASKED}/{{proof}}/removal", response={204: None}, summary="委室移除佐证材料")
def remove_proof(request: HttpRequest, department: Key, year: Year, number: Key, proof: Key, data: RemovalOfProof) -> Any:
    """Take a file off an answer."""
    own = place(request, department, Right.WORK)
    services.remove_proof(standing=own, request=visible_request(own, year, number), number=proof, why=data.why)
    return 204, None
