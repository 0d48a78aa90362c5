"""Evidence at an indicator or an item: files brought and taken off, with what was brought in the year."""

from __future__ import annotations

from functools import partial

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from jiheng.apps.accounts.choices import Right
from jiheng.apps.evaluation.areas import anchor, area_of
from jiheng.apps.evaluation.selectors.cases import evaluation_in, standing_of
from jiheng.apps.evaluation.selectors.proofs import proofs_at
from jiheng.apps.evaluation.services.proving import attach_evidence, remove_evidence
from jiheng.web.components.evidence import EvidenceForm, evidence_saved
from jiheng.web.pages.evaluation.page import page
from jiheng.web.place import Place, in_place


@in_place()
def evidence(request: HttpRequest, place: Place) -> HttpResponse:
    """The evidence at `?path=`."""
    evaluation = evaluation_in(place.department, place.year)
    standing = standing_of(evaluation)
    path = request.GET.get("path", "")
    found = proofs_at(evaluation, standing, path)
    if found is None:
        raise Http404("这一栏不收佐证材料")
    here = f"{reverse('evaluation:evidence', kwargs=place.keys)}?{request.GET.urlencode()}"
    may_write = evaluation.is_open and place.standing.may(Right.RECORD)
    form = EvidenceForm(sampled=found.is_sampled)
    if request.method == "POST":
        place.standing.need(Right.RECORD)
        form = EvidenceForm(request.POST, request.FILES, sampled=found.is_sampled)
        attach = partial(attach_evidence, actor=place.user, evaluation=evaluation, path=path)
        remove = partial(remove_evidence, actor=place.user, evaluation=evaluation, path=path)
        if evidence_saved(request, form, attach, remove):
            return HttpResponseRedirect(here)
    case_path = standing.compiled.sheet.place(path)
    area = area_of(case_path)
    context = {
        "found": found,
        "evidence": found.own,
        "evidence_form": form if may_write else None,
        "evidence_url": here,
        "back": f"{reverse('evaluation:area', kwargs={**place.keys, 'area': area})}#{anchor(path.rpartition('.')[0] + found.back)}",
        "area": area,
    }
    return page(request, "evidence", place, evaluation, standing, status=422 if form.errors else 200, **context)
