"""Reads of the hand-over: what stands against sending, versions, opinions at their places, finance's queue."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from django.db.models import Case, Count, Q, QuerySet, When
from django.http import Http404

from jiheng.apps.accounts.access import departments
from jiheng.apps.accounts.models import Department, User
from jiheng.apps.evaluation.choices import DROPPED, CaseState, RequestState, SubmissionState
from jiheng.apps.evaluation.compiling.compile import Compiled
from jiheng.apps.evaluation.finished import Finished, finished
from jiheng.apps.evaluation.models import AuditAnswer, SelfEvaluation, Submission, SubmissionOpinion
from jiheng.apps.evaluation.selectors.cases import entries_of, standing_of
from jiheng.apps.evaluation.selectors.standing import NO_TARGETS, area_states
from jiheng.apps.shared.models import ChangeEntry
from jiheng.core.auditing.finding import Severity
from jiheng.core.casefile.version_code import codes_in
from jiheng.core.errors import JihengError
from jiheng.core.scoring.score import ScoreSheet

_LONG = ("case", "keys", "to_copy")  # columns that lists do not need


@dataclass(frozen=True, slots=True)
class Against:
    """One thing that stands against sending: of the case, of a score, of the self-audit; `path` is the case's."""

    kind: Literal["case", "score", "audit"]
    text: str
    mend: str = ""
    path: str = ""
    fingerprint: str = ""


@dataclass(frozen=True, slots=True)
class Readiness:
    """Whether a self-evaluation can be sent: what stands against it, errors that were explained, and what else should be seen.

    `warnings` are the self-audit's; `wanting` is what the pages would have filled, whether it stands against sending or not.
    """

    compiled: Compiled
    finished: Finished | None
    against: tuple[Against, ...]
    answered: tuple[tuple[Against, AuditAnswer], ...]
    reminders: tuple[str, ...]
    warnings: int = 0
    wanting: int = 0

    @property
    def is_ready(self) -> bool:
        """Whether nothing stands against it."""
        return not self.against and self.finished is not None


def readiness_of(evaluation: SelfEvaluation) -> Readiness:
    """Everything at once that must be mended or explained before the head is asked."""
    entries = entries_of(evaluation)
    standing = standing_of(evaluation, entries=entries)
    compiled = standing.compiled
    against = [Against("case", one.what, one.mend, one.path) for one in compiled.troubles]
    if standing.trouble:
        against.append(Against("score", standing.trouble))
    whole = None
    if not against:
        try:
            whole = finished(compiled.text.decode(), compiled.name)
        except JihengError as refused:
            against.append(Against("case", refused.what, refused.mend))
    answered: list[tuple[Against, AuditAnswer]] = []
    if whole is not None:
        against += [one for sheet in whole.scored.sheets for one in _unscored(sheet)]
        errors = whole.findings(Severity.ERROR)
        said = answers_of(evaluation) if errors else {}
        for finding in errors:
            one = Against("audit", finding.message, finding.mend, "", finding.fingerprint)
            if finding.fingerprint in said:
                answered.append((one, said[finding.fingerprint]))
            else:
                against.append(one)
    warnings = len(whole.findings(Severity.WARNING)) if whole is not None else 0
    wanting = sum(len(state.wanting) for state in area_states(evaluation, standing, entries))
    return Readiness(compiled, whole, tuple(against), tuple(answered), tuple(_reminders(evaluation, compiled)), warnings, wanting)


def answers_of(evaluation: SelfEvaluation) -> dict[str, AuditAnswer]:
    """Explanations of the self-audit's errors, by fingerprint."""
    return {one.fingerprint: one for one in AuditAnswer.objects.filter(evaluation=evaluation).select_related("by")}


def _unscored(sheet: ScoreSheet) -> Iterator[Against]:
    whose = f"项目“{sheet.project}”的" if sheet.project else ""
    for score in sheet.scores:
        if score.points is None and not score.cancelled:
            why = "；".join(one.words for one in score.remarks) or "缺少实际完成值或完成程度"
            yield Against("score", f"{whose}“{score.title}”没有得分", why)
    if sheet.total is None and all(score.points is not None for score in sheet.scores if not score.cancelled):
        missing = "；".join(sheet.redistribution.working) if sheet.redistribution else ""
        yield Against("score", f"{whose}总分算不出来", missing or "请在“指标”里选定缺项指标的分值处理办法")


def _reminders(evaluation: SelfEvaluation, compiled: Compiled) -> Iterator[str]:
    if not compiled.sheet.values.get("indicators"):
        yield NO_TARGETS
    waiting = evaluation.requests.filter(state__in=(RequestState.ASKED, RequestState.ANSWERED, RequestState.RETURNED)).count()
    if waiting:
        yield f"还有{waiting}项委室填报任务没有办结，未采用的内容不会进入这一版"
    silent = (
        SubmissionOpinion.objects.filter(submission__in=_last_returned(evaluation), answer="").count()
        if evaluation.state == CaseState.RETURNED
        else 0
    )
    if silent:
        yield f"财政的{silent}条意见还没有答复，财政再审时会看到答复"
    if compiled.left:
        yield f"有{len(compiled.left)}处填写的内容因指标或项目已不存在而不会进入这一版"


def submissions_of(evaluation: SelfEvaluation) -> QuerySet[Submission]:
    """Every version that was handed over, newest first, without the frozen case."""
    return (
        Submission.objects.filter(evaluation=evaluation).select_related("sent_by", "head", "decided_by", "signed").defer(*_LONG).order_by("-number")
    )


def submission_in(department: Department, year: int, number: int) -> Submission:
    """One version of a department's year.

    Raises: Http404.
    """
    rows = Submission.objects.select_related("evaluation__department", "sent_by", "head", "decided_by", "signed")
    found = rows.filter(evaluation__department=department, evaluation__year=year, number=number).first()
    if found is None:
        raise Http404("没有这一版，或者不在您的权限之内")
    return found


def newest(evaluation: SelfEvaluation, *, whole: bool = False) -> Submission | None:
    """The newest version that was neither taken back nor refused; `whole`: with its case."""
    rows = Submission.objects.filter(evaluation=evaluation).exclude(state__in=DROPPED).select_related("evaluation__department").order_by("-number")
    return (rows if whole else rows.defer(*_LONG)).first()


def earlier(submission: Submission) -> Submission | None:
    """The version that finance saw before this one, else the one before it."""
    rows = Submission.objects.filter(evaluation=submission.evaluation_id, number__lt=submission.number).order_by("-number")
    return rows.filter(submitted_at__isnull=False).first() or rows.first()


def opinions_at(evaluation: SelfEvaluation) -> Mapping[str, tuple[SubmissionOpinion, ...]]:
    """Finance's opinions of the newest returned version by the entry path that they are about, "" for the whole."""
    found: dict[str, tuple[SubmissionOpinion, ...]] = {}
    for one in SubmissionOpinion.objects.filter(submission__in=_last_returned(evaluation)).order_by("id"):
        found[one.path] = (*found.get(one.path, ()), one)
    return found


def _last_returned(evaluation: SelfEvaluation) -> list[int]:
    returned = Submission.objects.filter(evaluation=evaluation, state=SubmissionState.RETURNED)
    return list(returned.order_by("-number").values_list("pk", flat=True)[:1])


def queue(user: User, *, words: str = "", state: str = "", year: int | None = None) -> QuerySet[Submission]:
    """Submitted versions of the departments that the user may see, by words of name or code, state, year.

    Each with `said`, how many opinions it got, and `waits_not`, 0 while finance has to decide on it.
    """
    rows = Submission.objects.filter(evaluation__department__in=departments(user), submitted_at__isnull=False)
    for word in words.split():
        rows = rows.filter(Q(evaluation__department__name__icontains=word) | Q(code__icontains=word))
    if state:
        rows = rows.filter(state=state)
    if year:
        rows = rows.filter(evaluation__year=year)
    waits_not = Case(When(state=SubmissionState.WITH_FINANCE, then=0), default=1)
    return rows.select_related("evaluation__department", "sent_by").defer(*_LONG).annotate(said=Count("opinions"), waits_not=waits_not)


def by_code(user: User, typed: str) -> tuple[str, Submission | None]:
    """The code in what was typed, "" where there is none, and the version that it is of, if the user may see it."""
    codes = codes_in(typed)
    if len(codes) != 1:
        return "", None
    rows = Submission.objects.filter(code=codes[0], evaluation__department__in=departments(user))
    return codes[0], rows.select_related("evaluation__department", "sent_by", "head", "decided_by").first()


def may_be_stale(submission: Submission) -> bool:
    """Whether anything but self-evaluations changed since a version was frozen; cheap, asked before the whole is."""
    changed = ChangeEntry.objects.filter(department_id=submission.department_id, at__gt=submission.sent_at)
    return changed.exclude(kind__startswith="evaluation.").exclude(kind__startswith="library.").exclude(kind__startswith="jobs.").exists()
