"""由单位自己写的几节：存在的问题、改进措施、结果应用、其他说明、年度任务、厉行节约。"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from jiheng.core.reporting.draft import Paragraph, Part, plain
from jiheng.core.reporting.report_input import ReportInput
from jiheng.core.reporting.shelf import section
from jiheng.core.reporting.wording import paragraphs


def _numbered(texts: Sequence[str]) -> Iterable[Part]:
    if len(texts) < 2:
        return paragraphs(texts)
    return (Paragraph(plain(f"{number}.{words}"), narrative=True) for number, words in enumerate(texts, 1))


@section(id="tasks", title="年度主要工作任务")
def tasks(given: ReportInput) -> Iterable[Part]:
    """The year's main tasks as typed."""
    return _numbered(given.content.unit.tasks)


@section(id="problems", title="存在的问题及原因分析")
def problems(given: ReportInput) -> Iterable[Part]:
    """What went wrong and why, numbered where there are several."""
    return _numbered(given.content.problems)


@section(id="measures", title="下一步改进措施")
def measures(given: ReportInput) -> Iterable[Part]:
    """What will be done about it."""
    return _numbered(given.content.measures)


@section(id="use_of_results", title="自评结果拟应用和公开情况")
def use_of_results(given: ReportInput) -> Iterable[Part]:
    """How the result will be used and published."""
    return paragraphs(given.content.use_of_results)


@section(id="other_matters", title="其他需要说明的情况")
def other_matters(given: ReportInput) -> Iterable[Part]:
    """Whatever else the department has to say."""
    return paragraphs(given.content.other_matters)


@section(id="thrift", title="厉行节约保障措施")
def thrift(given: ReportInput) -> Iterable[Part]:
    """What keeps spending low."""
    return paragraphs(given.content.thrift)


@section(id="target", title="年度总体目标")
def target(given: ReportInput) -> Iterable[Part]:
    """The year's overall target as approved."""
    return paragraphs((given.content.target,) if given.content.target else ())
