"""One's own notices: list, open (which marks as read), mark all as read."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from jiheng.apps.notices.choices import NoticeKind
from jiheng.apps.notices.selectors import notices_of
from jiheng.apps.notices.services import mark_read
from jiheng.web.doors import way_to

PAGE = 50


@login_required
def notices(request: HttpRequest) -> HttpResponse:
    """The notices, newest first."""
    asked = request.GET
    chosen = {"kind": asked.get("kind", ""), "unread": asked.get("unread", ""), "q": asked.get("q", "").strip()}
    rows = notices_of(request.user, unread=bool(chosen["unread"]), kind=chosen["kind"], words=chosen["q"])  # type: ignore[arg-type]  # login_required
    context = {
        "page": Paginator(rows, PAGE).get_page(asked.get("page")),
        "chosen": chosen,
        "kinds": NoticeKind.choices,
        "query": "".join(f"{key}={value}&" for key, value in chosen.items() if value),
    }
    return render(request, "notices/list.html", context)


@require_POST
@login_required
def read(request: HttpRequest) -> HttpResponse:
    """Mark all as read."""
    count = mark_read(user=request.user)  # type: ignore[arg-type]  # login_required
    messages.success(request, f"已把{count}条通知标为已读" if count else "没有未读的通知")
    return redirect("notices:list")


@login_required
def go(request: HttpRequest, number: int) -> HttpResponse:
    """Mark a notice of one's own as read and go where it leads."""
    row = notices_of(request.user).filter(pk=number).first()  # type: ignore[arg-type]  # login_required
    if row is None:
        raise Http404("没有这条通知")
    mark_read(user=request.user, number=row.pk)  # type: ignore[arg-type]
    return redirect(way_to(row.page, row.arguments) or "notices:list")
