"""The page of a result: the core's page of an audit, with a bar and places to answer, under a policy of its own."""

from __future__ import annotations

import base64
from hashlib import sha256
from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from jiheng.apps.evaluation.auditing import audited
from jiheng.apps.evaluation.choices import AnswerKind
from jiheng.apps.evaluation.exports import about_of
from jiheng.apps.evaluation.selectors.checkups import answers_to, earlier
from jiheng.core.reporting.audit_html.online import Online
from jiheng.core.reporting.audit_html.page import asset, render_html
from jiheng.web.place import Place

if TYPE_CHECKING:
    from jiheng.apps.evaluation.models import CheckUp


def result_page(request: HttpRequest, place: Place, checkup: CheckUp, *, may_answer: bool) -> HttpResponse:
    """The marked document beside the findings, each with its answer."""
    told = audited(checkup.file.sha256, checkup.file.name, checkup.pack)
    said = answers_to(checkup.paper)
    shared = {"place": place, "checkup": checkup, "kinds": AnswerKind.choices, "may_answer": may_answer}
    answers = {
        finding.fingerprint: render_to_string(
            "checkup/answer.html", {**shared, "fingerprint": finding.fingerprint, "answer": said.get(finding.fingerprint)}, request
        )
        for finding in told.result.findings
    }
    bar = render_to_string("checkup/bar.html", {**shared, "earlier": earlier(checkup), "indicators": checkup.result.get("indicators")}, request)
    page = render_html(told.document, told.statements, told.result, about_of(checkup), Online(bar, answers))
    response = HttpResponse(page)
    response._csp_replace = _policy()  # type: ignore[attr-defined]  # read by the middleware of django-csp
    return response


def _policy() -> dict[str, list[str]]:
    """The page carries its own style and script; only that very script may run."""
    digest = base64.b64encode(sha256(asset("audit.js").encode()).digest()).decode()
    return {
        "default-src": ["'none'"],
        "style-src": ["'unsafe-inline'"],
        "script-src": [f"'sha256-{digest}'"],
        "img-src": ["data:"],
        "form-action": ["'self'"],
    }
