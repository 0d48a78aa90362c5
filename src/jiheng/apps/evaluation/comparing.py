"""A version that was handed over, held against another one, against the books of now and against its signed scan."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from decimal import Decimal
from typing import Any

from jiheng.apps.evaluation.compiling.compile import Compiled, compile_case
from jiheng.apps.evaluation.compiling.sheet import Origin, Sheet
from jiheng.apps.evaluation.finished import approved_document, finished, names_in
from jiheng.apps.evaluation.models import Submission
from jiheng.apps.library.services import content_of
from jiheng.core.casefile import steps
from jiheng.core.casefile.case_changes import FieldChange, case_changes, case_places
from jiheng.core.casefile.compare import Comparison, compare
from jiheng.core.casefile.signed import compare_signed
from jiheng.core.errors import JihengError
from jiheng.core.scoring.score import ScoreSheet

NO_TEXT = ("JH-F-022", "JH-F-023")  # what the reader says to a scan
# What a person looks at on a scan that no program can read yet.
BY_EYE = (
    ("code", "每页页脚的版本码与系统中的一致"),
    ("pages", "页数齐全，没有缺页、换页"),
    ("figures", "收支、得分等主要数字与已审批版一致"),
    ("seal", "单位公章和负责人签字齐全"),
)


@dataclass(frozen=True, slots=True)
class ScoreChange:
    """A row whose points differ between two versions; None where a version has none."""

    form: str
    title: str
    before: Decimal | None
    after: Decimal | None


@dataclass(frozen=True, slots=True)
class VersionChanges:
    """What the later of two versions says otherwise: fields, points, findings."""

    fields: tuple[FieldChange, ...]
    scores: tuple[ScoreChange, ...]
    audit: Comparison


@dataclass(frozen=True, slots=True)
class Stale:
    """A field that the books or the entries give otherwise now than the version says, and where its value comes from now."""

    change: FieldChange
    origin: Origin | None
    path: str


def changes_between(before: Submission, after: Submission) -> VersionChanges:
    """The later version against the earlier one.

    Raises: JihengError where a version's rules are no longer there.
    """
    old, new = (finished(one.case, one.case_name) for one in (before, after))
    fields = case_changes(before.case, after.case, names_in(after.pack))
    return VersionChanges(fields, tuple(_scores(old.scored.sheets, new.scored.sheets)), compare(old.as_json(), new.as_json()))


def stale_of(submission: Submission) -> tuple[Stale, ...]:
    """What changed since a version was frozen; nothing is missed, because the whole case is made again."""
    return stale_since(submission.case, compile_case(submission.evaluation))


def stale_since(text: str, compiled: Compiled) -> tuple[Stale, ...]:
    """What the case says otherwise now than a text that was made of it earlier."""
    found = []
    for change in case_changes(text, compiled.text.decode(), names_in(compiled.pack)):
        origin = compiled.origins.get(change.path) or compiled.origins.get(change.path.rpartition(".")[0])
        found.append(Stale(change, origin, compiled.lasting(change.path)))
    return tuple(found)


def titled_places(submission: Submission) -> tuple[tuple[str, str], ...]:
    """Where an opinion on a version may be put: entry path and title, in the order of the case."""
    sheet = Sheet(keys=dict(submission.keys))
    return tuple((sheet.lasting(path), title) for path, title in case_places(submission.case, names_in(submission.pack)))


def compared_signed(submission: Submission) -> dict[str, Any]:
    """The signed file against the frozen version as plain data: what differs, or why that can't be told."""
    signed = submission.signed
    if signed is None:
        return {}
    if signed.media_type.startswith("image/"):
        return {"state": "no_text", "trouble": ""}
    try:
        document = steps.read(content_of(signed), signed.name)
    except JihengError as refused:
        return {
            "state": "no_text" if refused.code in NO_TEXT else "unreadable",
            "trouble": f"{refused.what}（{refused.mend}）" if refused.mend else refused.what,
        }
    if not document.text.strip():
        return {"state": "no_text", "trouble": ""}
    found = compare_signed(approved_document(submission.case, submission.case_name, submission.code), document, submission.evaluation.year)
    return {
        "state": "read",
        "code_found": submission.code in found.codes,
        "codes": list(found.codes),
        "figures": [{**asdict(one.change), "place": one.place} for one in found.figures],
        "passages": [asdict(one) for one in found.passages],
        "unread": list(found.unread),
        "is_same": found.is_same and submission.code in found.codes,
    }


def _scores(old: Iterable[ScoreSheet], new: Iterable[ScoreSheet]) -> list[ScoreChange]:
    before, after = ({(sheet.project, score.title): score.points for sheet in some for score in sheet.scores} for some in (old, new))
    totals = [{(sheet.project, "总分"): sheet.total for sheet in some} for some in (old, new)]
    before, after = before | totals[0], after | totals[1]
    return [
        ScoreChange(project, title, before.get((project, title)), after.get((project, title)))
        for project, title in dict.fromkeys((*after, *before))
        if before.get((project, title)) != after.get((project, title))
    ]
