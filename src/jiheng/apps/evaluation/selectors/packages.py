"""Reads of packages: the newest of a case or a version, how far it is, its files."""

from __future__ import annotations

from hashlib import sha256
from io import BytesIO
from zipfile import ZipFile

from django.db.models import QuerySet
from django.http import Http404

from jiheng.apps.evaluation.choices import MAKE_PACKAGE
from jiheng.apps.evaluation.compiling.compile import Compiled
from jiheng.apps.evaluation.finished import PROGRAM
from jiheng.apps.evaluation.models import MadePackage, SelfEvaluation, Submission
from jiheng.apps.jobs.models import Job
from jiheng.apps.library.services import bytes_of, path_of


def draft_package(evaluation: SelfEvaluation) -> MadePackage | None:
    """The newest package of the case as it stood, made or not."""
    return _rows().filter(evaluation=evaluation, submission=None).first()


def version_package(submission: Submission) -> MadePackage | None:
    """The package of a version, made or not."""
    return _rows().filter(submission=submission).first()


def package_numbered(number: int) -> MadePackage | None:
    """One of them."""
    return _rows().filter(pk=number).first()


def is_of(made: MadePackage, compiled: Compiled) -> bool:
    """Whether a package is what this program makes of the case as it stands."""
    return made.sha256 == sha256(compiled.text).hexdigest() and made.program == PROGRAM


def holds(made: MadePackage) -> bool:
    """Whether a package is under way, or made and still there."""
    return made.is_waiting or (made.is_done and path_of(made.archive).exists())


def job_of(made: MadePackage) -> Job | None:
    """The background job that makes it."""
    evaluation = made.evaluation
    return Job.objects.filter(department=evaluation.department_id, year=evaluation.year, kind=MAKE_PACKAGE, given__package=made.pk).first()


def files_of(made: MadePackage) -> dict[str, bytes]:
    """The files of a package that is made, in the order made.

    Raises: Http404 when it is not made, or its bytes are gone.
    """
    if not made.is_done:
        raise Http404("文件还没有生成；请稍候，或在页面上重新生成")
    try:
        data = bytes_of(made.archive, str(made))
    except (OSError, ValueError) as gone:
        raise Http404("生成的文件已不在或被改动过；请在页面上重新生成") from gone
    with ZipFile(BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _rows() -> QuerySet[MadePackage]:
    return MadePackage.objects.select_related("evaluation__department", "submission")
