"""The year's facts as they follow from the book: totals by rule on every basis, subjects, projects, months."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from jiheng.apps.accounts.models import Department
from jiheng.apps.budget.models import BudgetLine
from jiheng.apps.budget.posting_books import balance_facts, income_facts, small_book_facts
from jiheng.apps.budget.printed import PRINTED, exact_sum, finer
from jiheng.apps.budget.selectors.lines import lines_with_steps
from jiheng.apps.budget.selectors.totals import BUCKETS, MonthPaid, months_by_project, months_paid, public_note, run_together, unsplit
from jiheng.apps.factstore.posted import Posted
from jiheng.apps.factstore.services import replace_posting
from jiheng.apps.shared.money import money_figure
from jiheng.core.facts.context import Basis
from jiheng.core.facts.subjects import Subject, economic_subjects, function_subjects, upper_codes

SOURCE = "budget"
_STAGES = (
    (Basis.OPENING, lambda line: (line.opening, line.opening_step), "各明细年初预算之和"),
    (Basis.ADJUSTMENT, lambda line: (line.adjusted, line.adjusted_step), "各明细调整额之和"),
    (Basis.BUDGET, lambda line: (line.budget, finer(line.opening and line.opening_step, line.adjusted and line.adjusted_step)), "年初预算＋调整额"),
    (Basis.OUTTURN, lambda line: (line.paid, line.paid_step), "各笔支付之和"),
)
_CONCEPTS = {
    "total": "spend.total", "basic": "spend.basic", "personnel": "spend.basic.personnel", "public": "spend.basic.public", "project": "spend.project",
    "appropriation": "spend.appropriation", "general": "spend.appropriation.general", "fund": "spend.appropriation.fund",
    "capital": "spend.appropriation.capital", "own": "spend.nonappropriation",
}  # fmt: skip
_BY_SUBJECT = {
    "three": "three.total", "abroad": "three.abroad", "vehicle": "three.vehicle", "vehicle_purchase": "three.vehicle.purchase",
    "vehicle_running": "three.vehicle.running", "reception": "three.reception",
}  # fmt: skip
_ALWAYS = ("total", "basic", "project", "three")
_SUMS_OF_SUBJECTS = {
    "spend.meeting_training": ("会议费、培训费", ("30215", "30216"), False),
    "spend.water_power_travel": ("水费、电费、差旅费", ("30205", "30206", "30211"), True),
}


def post_facts(department: Department, year: int) -> int:
    """Replace what the book states about the year; returns the number of facts."""
    return replace_posting(department=department, year=year, source=SOURCE, facts=list(facts_of_book(department, year)))


def facts_of_book(department: Department, year: int) -> Iterator[Posted]:
    """Every fact that follows from the book. Sums by 款 are stated only when every line with money is split."""
    lines = list(lines_with_steps(department, year))
    if lines:
        yield from _totals(lines)
        yield from _projects(lines)
        yield from _subjects(lines)
        yield from _months(department, year, lines)
    yield from income_facts(department, year)
    yield from balance_facts(department, year)
    yield from small_book_facts(department, year)


def _totals(lines: Sequence[BudgetLine]) -> Iterator[Posted]:
    whole = not unsplit(lines)
    basic_is_split = not unsplit(lines, of_basic=True)
    for key, concept in {**_CONCEPTS, **_BY_SUBJECT}.items():
        if (key in _BY_SUBJECT and not whole) or (key in ("personnel", "public") and not basic_is_split):
            continue
        label, belongs = BUCKETS[key]
        some = [line for line in lines if belongs(line)]
        if some or key in _ALWAYS:
            yield from _stages(concept, label, some)


def _projects(lines: Sequence[BudgetLine]) -> Iterator[Posted]:
    by_name: dict[str, list[BudgetLine]] = {}
    for line in lines:
        if line.project:
            by_name.setdefault(line.project.name, []).append(line)
    for name, some in by_name.items():
        yield from _stages("spend.project", name, some, name)


def _subjects(lines: Sequence[BudgetLine]) -> Iterator[Posted]:
    yield from _by_code([(line, line.function) for line in lines], function_subjects())
    if unsplit(lines):
        return
    yield from _by_code([(line, line.economic) for line in lines if line.economic], economic_subjects())
    for concept, (label, codes, of_basic) in _SUMS_OF_SUBJECTS.items():
        some = [line for line in lines if line.economic in codes and (line.project_id is None or not of_basic)]
        if some:
            yield from _stages(concept, label, some)


def _by_code(pairs: Iterable[tuple[BudgetLine, str]], known: dict[str, Subject]) -> Iterator[Posted]:
    groups: dict[str, list[BudgetLine]] = {}
    for line, code in pairs:
        for one in (*upper_codes(code), code):
            if one in known:
                groups.setdefault(one, []).append(line)
    for code, some in sorted(groups.items()):
        subject = known[code]
        yield from _stages(subject.concept, f"{code}{subject.name}", some)


def _months(department: Department, year: int, lines: Sequence[BudgetLine]) -> Iterator[Posted]:
    by_project: dict[str, list[int]] = {}
    names: dict[int, str] = {}
    for line in lines:
        if line.project:
            names[line.project.pk] = line.project.name
            by_project.setdefault(line.project.name, []).append(line.pk)
    yield from _cumulative("spend.total", "支出总额", months_paid(department, year), [line.pk for line in lines])
    paid = months_by_project(department, year)
    basic = run_together([paid[None]] if None in paid else [])
    projects = run_together([months for number, months in paid.items() if number is not None])
    yield from _cumulative("spend.basic", "基本支出", basic, [line.pk for line in lines if not line.project])
    yield from _cumulative("spend.project", "项目支出", projects, [line.pk for line in lines if line.project])
    for number, months in paid.items():
        if number is not None:
            yield from _cumulative("spend.project", names[number], months, by_project[names[number]], names[number])


def _cumulative(concept: str, label: str, months: Sequence[MonthPaid], ids: Sequence[int], item: str = "") -> Iterator[Posted]:
    for one in months:
        figure = money_figure(one.cumulative, one.step or PRINTED)
        yield Posted(
            concept, f"{label}1—{one.month}月累计", figure, "budget", tuple(ids), Basis.OUTTURN, "", item, (1, one.month), "1月至该月各笔支付之和"
        )


def _stages(concept: str, label: str, lines: Sequence[BudgetLine], item: str = "") -> Iterator[Posted]:
    ids = tuple(line.pk for line in lines)
    note = public_note(lines) if concept == _CONCEPTS["public"] else ""
    for basis, read, working in _STAGES:
        pairs = [read(line) for line in lines]
        yield Posted(concept, label, exact_sum(pairs), "budget", ids, basis, "", item, None, f"{working}（{note}）" if note else working)
