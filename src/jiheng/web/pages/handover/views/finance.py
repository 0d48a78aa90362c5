"""Finance's side: the queue over many departments, the decision on one version, and looking up a code."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import urlencode

from jiheng.apps.accounts.access import is_reviewer, not_yours
from jiheng.apps.accounts.choices import Right
from jiheng.apps.evaluation.choices import SubmissionState
from jiheng.apps.evaluation.comparing import titled_places
from jiheng.apps.evaluation.selectors import handover as selectors
from jiheng.apps.evaluation.services import handover as services
from jiheng.core.casefile.version_code import belongs
from jiheng.web.pages.handover.forms import ReviewForm
from jiheng.web.place import Place, in_place

PAGE = 50
_ORDERS = {
    "": "待审核的在前",
    "submitted_at": "报送早的在前",
    "-submitted_at": "报送晚的在前",
    "evaluation__department__name": "单位",
    "-said": "意见多的在前",
}
_STATES = [(one.value, one.label) for one in (SubmissionState.WITH_FINANCE, SubmissionState.RETURNED, SubmissionState.ACCEPTED)]


@login_required
def queue(request: HttpRequest) -> HttpResponse:
    """Versions submitted to finance in every state, those that wait for a decision first unless another order is chosen."""
    if not is_reviewer(request.user):  # type: ignore[arg-type]  # login_required
        raise not_yours()
    year = request.GET.get("year", "")
    chosen = {
        "q": request.GET.get("q", "").strip()[:60],
        "state": request.GET.get("state", ""),
        "year": year if year.isascii() and year.isdecimal() and len(year) == 4 else "",
        "order": request.GET.get("order", ""),
    }
    rows = selectors.queue(request.user, words=chosen["q"], state=chosen["state"], year=int(chosen["year"] or 0) or None)  # type: ignore[arg-type]
    rows = rows.order_by(*([chosen["order"]] if chosen["order"] and chosen["order"] in _ORDERS else ["waits_not", "-submitted_at"]), "pk")
    context = {
        "page": Paginator(rows, PAGE).get_page(request.GET.get("page")),
        "chosen": chosen,
        "query": urlencode(chosen) + "&",
        "states": _STATES,
        "orders": _ORDERS.items(),
    }
    return render(request, "handover/queue.html", context)


@in_place(Right.REVIEW)
def review(request: HttpRequest, place: Place, number: int) -> HttpResponse:
    """Accept a version, or return it with opinions at places."""
    row = selectors.submission_in(place.department, place.year, number)
    if row.state != SubmissionState.WITH_FINANCE:
        return redirect("handover:submission", *place.keys.values(), row.number)
    places = titled_places(row)
    form = ReviewForm(request.POST or None, places=places)
    if request.method == "POST" and form.is_valid():
        accepts = request.POST.get("decision") == "accept"
        try:
            services.decide(actor=place.user, submission=row, accept=accepts, opinion=form.cleaned_data["opinion"], opinions=form.opinions())
        except ValidationError as refused:
            form.refuse(refused)
        else:
            messages.success(request, "已审核通过" if accepts else f"已退回{row.evaluation.department.short_name}，对方会收到通知")
            return redirect("handover:submission", *place.keys.values(), row.number)
    context = {"place": place, "row": row, "form": form, "places": places, "earlier": selectors.earlier(row), "tone": "warn"}
    return render(request, "handover/review.html", context, status=422 if form.errors else 200)


@login_required
def verify(request: HttpRequest) -> HttpResponse:
    """Whose a version code is, and whether it belongs to the case that is kept."""
    typed = request.GET.get("code", "").strip()[:200]
    code, row = selectors.by_code(request.user, typed) if typed else ("", None)  # type: ignore[arg-type]  # login_required
    is_newest = row is not None and (last := selectors.newest(row.evaluation)) is not None and last.pk == row.pk
    context = {"typed": typed, "code": code, "row": row, "is_true": row is not None and belongs(row.code, row.sha256), "is_newest": is_newest}
    return render(request, "handover/verify.html", context)
