"""JH-A-106 年份写错。"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal
from difflib import SequenceMatcher

from jiheng.core.auditing.audit_input import AuditInput
from jiheng.core.auditing.finding import Band, Category, Finding, Held, NotEvaluated, Outcome, Severity
from jiheng.core.auditing.shelf import check
from jiheng.core.auditing.structure import ReportKind, View, bare, view_of
from jiheng.core.documents.span import Span
from jiheng.core.facts.fact import Fact

CODE = "JH-A-106"
_YEAR = re.compile(r"(?<![\d〔\[（(])((?:19|20)\d\d)\s*年")
_OWN = re.compile(
    r"^\s*(?:（|\(|\d[、.]|[一二三四五六七八九十]{1,2}[、）)])?.{0,12}?(?P<year>(?:19|20)\d\d)\s*年(?:度)?[^，。；]{0,30}?(?:决算|支出|收入|经费)(?:[^，。；]{0,16}?)(?:为|共|合计|总计)?\s*[\d,.]+\s*(?:亿元|万元|元)"
)
_THIS_YEAR = re.compile(r"[比较与同](?:上年|上一年|去年)|完成(?:年初|全年|调整)?预算")
_OTHERS = re.compile(r"计划|打算|安排|思路|要点|下一?步|目标|上年|往年|以前|对比|比较|规划|三年|五年|历年|变化|结转|执行情况及|—|至|和|与|、")
_FORM = re.compile(r"(?P<year>(?:19|20)\d\d)\s*年?度?.{0,30}(?:自评表|评价表|评分表|基础数据表|目标表|申报表|决算表|总表|预算表)")
_SHORT = 60
_BEGINS = re.compile(
    r"^\s*(?:[一二三四五六七八九十\d]{1,2}[、.．](?:[^。\n]{0,12}。|[^。，；\n\d]{0,30}情况[：:]?))?\s*(?P<year>(?:19|20)\d\d)\s?年度?(?!末|底|初|以来|至|到|[-—－~～])",
    re.MULTILINE,
)
_BESIDE = re.compile(r"持平|(?:19|20)\d\d\s?年[^。]*(?:19|20)\d\d\s?年")
_STATED_EACH_YEAR = ("procurement.", "income.total", "income.current", "spend.total", "spend.current", "spend.basic", "three.total")
_FUNDS = ("spend.appropriation", "income.appropriation")
_TOTALS = ("both.total", "income.total", "income.current", "spend.total", "spend.current")
_WITH_ITSELF = re.compile(
    r"(?<![\d比较与])(?P<year>(?:19|20)\d\d)\s?年度?(?:(?!(?:19|20)\d\d\s?年)[^。；\n月末底]){1,60}?元\s?[，,]\s?"
    r"(?P<slip>(?:同比)?[比较](?P=year)\s?年度?(?:决算数?|执行数?|支出|收入|同期)?(?:相比|有所)?(?:增加|增长|减少|下降|上升|提高|降低)了?[\d,.]*)"
)
# In the accounts of a year what is told of it is as much as, or more than, it was the year before.
_AS_OWN = re.compile(
    r"[，,]\s?(?:同比)?(?P<slip>[比较与同]\s?(?P<year>(?:19|20)\d\d)\s?年度?(?:决算|执行|支出|收入)数?(?:相比)?(?:基本)?(?:持平|相同|一致|有所|增加|增长|减少|下降)[^，,。；\n]{0,12})"
)
_USUAL = 3  # comparisons with the year before for each with the year itself
_TOP, _ALIKE = 4, 0.9  # lines in which a title is told twice, and how like itself it must be
_DIGITS = 4  # figures of fewer digits are alike by chance


@check(
    code=CODE,
    title="标题或正文的年份与报告年度不符",
    severity=Severity.WARNING,
    category=Category.ACCURACY,
    sources=("govbudgetchecker-rules#年份一致", "seed-changning-2020#五"),
)
def year_slip(given: AuditInput) -> Iterable[Outcome]:
    """标题、表名和叙述本年决算的句子，年份应是报告年度。

    Holds: 标题、表名的年份都是报告年度。   Breaks: 标题、表名是别的年份，或以别的年份称呼本年数（与“上年”相比，或与文中本年的数一样），或一年的数与同一年相比。
    Unknown: 报告年度不明，或标题没有年份。   Mend: 改正年份；确是上年表格的，换成本年的表。
    """
    view = view_of(given.document)
    yield from _with_itself(given)
    year = given.statements.period.year
    titled = year is not None and view.title is not None and view.names_year(year)
    if year is None or not (titled or _prevails(view, year)):
        yield NotEvaluated(CODE, "标题没有写明报告年度")
        return
    yield from _with_own_year(view, year)
    slips = [*(_headings(view, year) if titled else ()), *(_captions(view, year) if titled else ()), *_sentences(view, year)]
    told = [span for span, _, _ in slips]
    more = [*(_titles(view, year) if titled else ()), *_misdated(view, year, given)]
    slips += [slip for slip in more if not any(slip[0].start < span.end and span.start < slip[0].end for span in told)]
    for span, stated, what in slips:
        yield Finding(
            code=CODE, severity=Severity.WARNING, category=Category.ACCURACY, message=f"{what}写的是{stated}年，报告年度是{year}年", mend=f"核对后改为{year}年；若是{stated}年的内容，换成{year}年的",
            evidence=(span, *((view.span(view.title),) if view.title else ())), likely_cause="沿用上年文本，年份没有改" if stated < year else "年份笔误", expected=f"{year}年", stated=f"{stated}年",
            subject_key=f"{what}|{stated}|{span.text}",
        )  # fmt: skip
    if not slips:
        yield Held(CODE, Band.EXACT, (view.span(view.title or view.running.blocks[0]),), words=f"标题与表名的年份都是{year}年")


def _with_itself(given: AuditInput) -> Iterable[Finding]:
    """A year's figure that is told to be more or less than the same year's."""
    view = view_of(given.document)
    for match in _WITH_ITSELF.finditer(view.running.text):
        span, year = view.running.span(*match.span("slip")), match["year"]
        yield Finding(
            code=CODE, severity=Severity.WARNING, category=Category.ACCURACY, message=f"{year}年的数与{year}年自己相比，两个年份有一个写错", mend="核对后改正写错的年份",
            evidence=(span, view.running.span(*match.span("year"))), likely_cause="沿用上年文本，只改了一处年份", stated=f"{year}年", subject_key=f"自比|{span.text}|{span.start}",
        )  # fmt: skip


def _with_own_year(view: View, year: int) -> Iterable[Finding]:
    """What is compared with the report year itself, where nearly all else is compared with the year before."""
    text = view.running.text
    compared = [match for match in _AS_OWN.finditer(text) if not _WITH_ITSELF.match(text, text.rfind("\n", 0, match.start()) + 1)]
    slips = [match for match in compared if int(match["year"]) == year]
    if view.kind is not ReportKind.ACCOUNTS or len(slips) * _USUAL > sum(int(match["year"]) == year - 1 for match in compared):
        return
    for match in slips:
        span = view.running.span(*match.span("slip"))
        yield Finding(
            code=CODE, severity=Severity.WARNING, category=Category.ACCURACY, message=f"本年的数与{year}年自己相比，其余各处都与{year - 1}年相比", mend=f"核对后改为{year - 1}年",
            evidence=(span,), likely_cause="年份笔误", expected=f"{year - 1}年", stated=f"{year}年", subject_key=f"自比|{span.text}|{span.start}",
        )  # fmt: skip


def _prevails(view: View, year: int) -> bool:
    """Whether an extract without a title speaks of that year more often than of the one before."""
    text = view.running.text
    return text.count(f"{year}年") > max(1, len(re.findall(f"(?<![比较与同]){year - 1}年", text)))


def _headings(view: View, year: int) -> Iterable[tuple[Span, int, str]]:
    for section in view.sections:
        heading = section.heading
        if heading is None or heading is view.title or len(heading.text) > _SHORT or any(_OTHERS.search(bare(title)) for title in section.path):
            continue
        years = {int(found[1]) for found in _YEAR.finditer(heading.text)}
        if len(years) == 1 and year not in years:
            found = _YEAR.search(heading.text)
            if found:
                yield view.span(heading, found.start(), len(heading.text)), years.pop(), "标题"


def _captions(view: View, year: int) -> Iterable[tuple[Span, int, str]]:
    for block in view.running.blocks:
        if len(block.text) <= _SHORT and block is not view.title and "。" not in block.text:
            found = _FORM.search(block.text)
            if found and int(found["year"]) != year and str(year) not in block.text and not _OTHERS.search(bare(block.text)):
                yield view.span(block, found.start(), found.end()), int(found["year"]), "表名"


def _titles(view: View, year: int) -> Iterable[tuple[Span, int, str]]:
    """The title once more right below itself, of another year."""
    title = view.title
    if title is None:
        return
    for block in view.running.blocks[:_TOP]:
        years = _YEAR.findall(block.text) if block is not title and len(block.text) <= _SHORT else []
        if len(set(years)) == 1 and int(years[0]) != year:
            one, other = (_YEAR.sub("", line.text) for line in (title, block))
            if SequenceMatcher(None, one, other).ratio() >= _ALIKE:
                yield view.span(block), int(years[0]), "标题"


def _sentences(view: View, year: int) -> Iterable[tuple[Span, int, str]]:
    if view.kind not in (ReportKind.ACCOUNTS, ReportKind.WHOLE, ReportKind.OTHER):
        return
    text = view.running.text
    for match in _YEAR.finditer(text):
        if int(match[1]) != year - 1 or (match.start() and text[match.start() - 1] not in "\n。；"):
            continue
        stop = min((at for mark in "。；\n" if (at := text.find(mark, match.end())) >= 0), default=len(text))
        sentence = text[match.start() : stop]
        if str(year) not in sentence and _OWN.match(sentence) and _THIS_YEAR.search(sentence):
            yield view.running.span(match.start(), stop), year - 1, "叙述本年决算的句子"


def _misdated(view: View, year: int, given: AuditInput) -> Iterable[tuple[Span, int, str]]:
    """Sentences that begin with another year and state the report year's own figures, or the only ones there are of their kind."""
    facts = [fact for fact in given.statements.facts if fact.figure.unit.is_money and fact.concept and not fact.of and fact.figure.value]
    own: dict[tuple[str, str], list[Fact]] = defaultdict(list)
    dated: dict[tuple[str, str, int | None], set[Decimal]] = defaultdict(set)
    for fact in facts:
        dated[*_name(fact), fact.context.period.year].add(fact.figure.value)
        if fact.context.period.year == year:
            own[_name(fact)].append(fact)
    text = view.running.text
    for match in _BEGINS.finditer(text):
        other = int(match["year"])
        stop = text.find("\n", match.end())
        paragraph = text[match.start() : stop if stop >= 0 else len(text)]
        if other >= year or str(year) in paragraph or _BESIDE.search(paragraph):
            continue
        span = view.running.span(match.start("year"), match.start() + len(paragraph))
        here = [fact for fact in facts if span.start <= fact.origin.start < span.end and fact.context.period.year == other]
        same = [fact for fact in here if _is_long(fact) and any(fact.figure.agrees(one.figure) for one in own.get(_name(fact), ()))]
        apart = any(len(dated[*_name(fact), other]) > 1 for fact in here)
        only = bool(here) and not any(_name(fact) in own for fact in here)
        accounts = view.kind is ReportKind.ACCOUNTS or (view.kind is ReportKind.OTHER and "决算" in paragraph)
        # 2018年支出预算874.01万元。…2017年度一般公共预算拨款支出874.01万元: of this year alike
        total = (
            only and here[0].concept.startswith(_FUNDS) and _is_long(here[0]) and any(here[0].figure.agrees(one.figure) for one in own["total", ""])
        )
        each = only and accounts and here[0].concept.startswith(_STATED_EACH_YEAR)
        if (len(same) * 2 >= len(here) and same and not apart) or each or total:
            yield span, other, "叙述本年收支的句子"


def _name(fact: Fact) -> tuple[str, str]:
    """What a figure is of; the totals of both sides are one."""
    return "total" if fact.concept in _TOTALS else fact.concept, fact.context.item


def _is_long(fact: Fact) -> bool:
    return len(fact.figure.number.normalize().as_tuple().digits) >= _DIGITS
