"""Documents of a frozen version: always the same bytes, each page with the version's code."""

from __future__ import annotations

from django.http import Http404

from jiheng.apps.evaluation.finished import packaged, zipped
from jiheng.apps.evaluation.models import Submission
from jiheng.apps.evaluation.selectors.packages import files_of, holds, version_package
from jiheng.core.errors import JihengError

CASE, ALL = "案卷.yaml", "全套材料.zip"


def document_names(submission: Submission) -> tuple[str, ...]:
    """Every document that a version has.

    Raises: Http404 where the version's rules are no longer there.
    """
    return (*_files(submission), CASE, ALL)


def document_of(submission: Submission, name: str) -> tuple[str, bytes]:
    """One document, the case or all of them, with the name to keep it by.

    Raises: Http404 for a name that the version does not have.
    """
    code = submission.code
    if name == CASE:
        return f"{code}-{submission.case_name}", submission.case.encode()
    files = _files(submission)
    if name == ALL:
        return f"{code}.zip", zipped({**files, submission.case_name: submission.case.encode()})
    if name not in files:
        raise Http404("这一版的规则包没有这份文件；其余文件见全套材料")
    return f"{code}-{name}", files[name]


def _files(submission: Submission) -> dict[str, bytes]:
    made = version_package(submission)
    if made is not None and made.is_done and holds(made):
        return files_of(made)
    try:
        return packaged(submission.case, submission.case_name, submission.code).files
    except JihengError as refused:
        raise Http404(refused.line()) from refused
