"""JH-A-233 基础数据表（各格连成文字）“三公”经费不等于其下各行之和。"""

from __future__ import annotations

from collections.abc import Iterable

from jiheng.core.auditing import words
from jiheng.core.auditing.audit_input import AuditInput
from jiheng.core.auditing.finding import Band, Category, Finding, Held, NotEvaluated, Outcome, Severity
from jiheng.core.auditing.funds_rows import lines_of
from jiheng.core.auditing.poured_three_public import Column, sheets
from jiheng.core.auditing.shelf import check
from jiheng.core.documents.span import Span
from jiheng.core.figures.units import NUMBER

CODE = "JH-A-233"


@check(
    code=CODE,
    title="基础数据表“三公”经费不等于其下各行之和",
    severity=Severity.WARNING,
    category=Category.ACCURACY,
    sources=("hunan-yueyang-score-2020#投入·“三公”经费变动率",),
)
def basic_data(given: AuditInput) -> Iterable[Outcome]:
    """部门整体支出绩效评价基础数据表：三公经费=公务用车+出国+公务接待，公务用车=购置+运行维护，各年各列分别相加。

    空格丢失、不知各数在哪一列的，按相符的列最多的读法。

    Holds: 各列相等。   Breaks: 其余各列相等，只有一列不等。
    Unknown: 不等的不止一列。   Mend: 核对该列的总数和各项。
    """
    for columns in sheets(given):
        wrong = [column for column in columns if not column.holds]
        for column in columns:
            if column.holds:
                yield Held(CODE, Band.EXACT, _spans(column, given), (), _working(column))
        if len(wrong) == 1 and len(columns) > len(wrong) and wrong[0].parts:
            yield _finding(wrong[0], given)
        elif wrong:
            yield NotEvaluated(CODE, f"“{columns[0].name}”有{len(wrong)}列与其下各行之和不等，像是有的格没有读到", _spans(wrong[0], given))


def _spans(column: Column, given: AuditInput) -> tuple[Span, ...]:
    return tuple(lines_of(given).span(one.start, one.end) for one in (column.whole, *column.parts))


def _working(column: Column) -> str:
    return f"{' + '.join(f'{part.value:f}' for part in column.parts)} = {words.in_unit(column.made, NUMBER)}"


def _finding(column: Column, given: AuditInput) -> Finding:
    printed = f"{column.whole.value:f}"
    return Finding(
        CODE,
        Severity.WARNING,
        Category.ACCURACY,
        f"“{column.name}”印作{printed}，其下各行之和为{words.in_unit(column.made, NUMBER)}，其余各列都相等",
        "核对该列的总数和各项",
        _spans(column, given),
        expected=words.in_unit(column.made, NUMBER),
        stated=printed,
        difference=words.in_unit(abs(column.made - column.whole.value), NUMBER),
        working=(f"{_working(column)} ≠ {printed}",),
    )
