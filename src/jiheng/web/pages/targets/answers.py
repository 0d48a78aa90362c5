"""What the views of targets share: the table's frame, a write that may be refused, and the way back."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from jiheng.apps.accounts.choices import Right
from jiheng.apps.targets.binding import pack_of
from jiheng.apps.targets.choices import State
from jiheng.web.place import Place

if TYPE_CHECKING:
    from jiheng.apps.targets.models import TargetTable

STEPS = (
    ("填报", (State.DRAFT, State.RETURNED)),
    ("单位审批", (State.WITH_HEAD,)),
    ("财政审核", (State.WITH_FINANCE,)),
    ("已批准", (State.APPROVED,)),
)
TONES = {State.APPROVED: "good", State.RETURNED: "bad", State.WITH_HEAD: "warn", State.WITH_FINANCE: "warn"}


def page(request: HttpRequest, template: str, place: Place, table: TargetTable, status: int = 200, **context: Any) -> HttpResponse:
    """A page of one table, with what every page of a table shows."""
    now = next(place for place, (_, states) in enumerate(STEPS) if table.state in states)
    steps = [(name, "done" if at < now or table.state == State.APPROVED else "now" if at == now else "") for at, (name, _) in enumerate(STEPS)]
    may = {right.value: place.standing.may(right) for right in Right}
    shared = {"table": table, "steps": steps, "tone": TONES.get(State(table.state), ""), "may": may, "pack": pack_of(table)}
    shared["writing"] = may["record"] and table.is_open
    return render(request, f"targets/{template}.html", {"place": place, **shared, **context}, status=status)


def to_table(place: Place, table: TargetTable, end: str = "") -> HttpResponse:
    """Back to the table; `end` is put behind its address."""
    return HttpResponseRedirect(address("table", place, table) + end)


def address(name: str, place: Place, table: TargetTable) -> str:
    """The address of one of a table's pages."""
    return reverse(f"targets:{name}", kwargs={**place.keys, "table": table.pk})


def done(request: HttpRequest, write: Callable[[], object], said: str = "") -> bool:
    """Do a write; a refusal becomes a message. Whether it was done."""
    try:
        write()
    except ValidationError as refused:
        for words in refused.messages:
            messages.error(request, words)
        return False
    if said:
        messages.success(request, said)
    return True


def refused_by(form: Form, refused: ValidationError) -> None:
    """Put what a service refused onto the form's fields, else above it."""
    if hasattr(refused, "error_dict"):
        for name, errors in refused.message_dict.items():
            field = f"{name}_id" if f"{name}_id" in form.fields else name
            for words in errors:
                form.add_error(field if field in form.fields else None, words)
    else:
        form.add_error(None, refused.messages)
