"""Saving a form by a service, and going on: what the service refuses comes back beside the fields, with what was typed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse

from jiheng.apps.shared.editing import EditedMeanwhile
from jiheng.web.pages.budget.forms import BookForm
from jiheng.web.place import Place


def saved(form: BookForm, service: Callable[..., Any], **given: Any) -> bool:
    """Whether the form was valid and the service took it; else the form says why."""
    if not form.is_valid():
        return False
    try:
        service(**given, **form.columns)
    except EditedMeanwhile as meanwhile:
        form.add_error(None, meanwhile.messages[0])
        form.show_meanwhile(meanwhile.current)
        return False
    except ValidationError as trouble:
        form.refuse(trouble)
        return False
    return True


def to_next(place: Place, name: str, **more: Any) -> HttpResponse:
    """Back to the form of a new row, its first field in focus, so that rows are added by the keyboard alone."""
    return HttpResponseRedirect(f"{to(place, name, **more)['Location']}?added=1#new")


def begun(form: BookForm, is_next: bool) -> BookForm:
    """The form of a new row, its first field in focus where a row was just added."""
    if is_next and not form.is_bound:
        next(iter(form.fields.values())).widget.attrs["autofocus"] = True
    return form


def to(place: Place, name: str, **more: Any) -> HttpResponse:
    """On to a page of the book."""
    return HttpResponseRedirect(reverse(f"budget:{name}", kwargs={**place.keys, **more}))
