"""The result of a check-up as a file: the marked page, a workbook, or the plain result."""

from __future__ import annotations

import json

from jiheng.apps.evaluation.auditing import audited
from jiheng.apps.evaluation.models import CheckUp
from jiheng.apps.evaluation.selectors.checkups import answers_to
from jiheng.core.reporting.audit_draft import audit_draft
from jiheng.core.reporting.audit_html.page import render_html
from jiheng.core.reporting.audit_words import About
from jiheng.core.reporting.audit_xlsx import render_xlsx
from jiheng.core.reporting.renderer_shelf import Audience, render

FORMATS = {
    "html": "text/html; charset=utf-8",
    "json": "application/json; charset=utf-8",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def about_of(checkup: CheckUp) -> About:
    """What a result says of the audit itself."""
    return About(pack=checkup.pack, why="按各地通用的勾稽关系核对")


def result_file(checkup: CheckUp, format: str) -> bytes:
    """The result in one of the formats.

    Raises: KeyError for another format.
    """
    if format == "json":
        return json.dumps(checkup.result, ensure_ascii=False, indent=1).encode()
    told = audited(checkup.file.sha256, checkup.file.name, checkup.pack)
    given = (told.document, told.statements, told.result, about_of(checkup))
    if format == "docx":
        answers = {fingerprint: str(one) for fingerprint, one in answers_to(checkup.paper).items()}
        return render(audit_draft(*given, answers), "docx", audience=Audience.PUBLICATION)
    return {"html": lambda: render_html(*given).encode(), "xlsx": lambda: render_xlsx(*given)}[format]()
