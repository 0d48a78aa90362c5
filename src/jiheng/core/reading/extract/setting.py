"""What holds for a whole document: its subject, its year, and the basis of its money when nothing else is said."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from jiheng.core.documents.document import Document
from jiheng.core.facts.context import Basis
from jiheng.core.facts.taxonomy import Taxonomy
from jiheng.core.period import Period
from jiheng.core.reading.extract.cues import BEFORE_COMPARED, YEAR, with_years
from jiheng.core.record import record

_TITLE_WORDS = re.compile(r"自评|评价报告|决算|预算|绩效|报告|公开|说明|情况|自评表")
_SUBJECT = re.compile(
    r"^(?:附件\d*[:：]?)?(?:关于)?(?:(?:19|20)\d\d\s?年度?)?(?P<name>[\u4e00-\u9fff（）()]{2,40}?"
    r"(?:委员会办公室|委员会|办公室|局|厅|院|中心|政府|街道办事处|办事处|联合会|总工会|协会|学校|中学|小学|大学|学院|医院|委|办|部|站|所|馆|社|团|队|会|镇|乡|处))"
    r"(?:机关|本级|（本级）|部门|单位|整体)*(?:(?:19|20)\d\d|部门|单位|整体|绩效|预算|决算|支出|关于|项目|的|\s|$)"
)
_REPORT_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)\s?年?(?:度)?\s?(?:部门|单位|整体|区级|县级|市级|本级|项目|财政|预算|决算|绩效|自评|支出)")
_WHOLE = re.compile("整体支出|部门整体|单位整体|整体绩效|整体自评")
_LABELLED = re.compile(
    r"(?:填报单位|填报部门|编制单位|(?:[省市县区]级|本级)?(?:预算)?(?:部门|单位)(?:（单位）)?名称)(?:（[^）]{0,6}）)?[:：]?(?P<name>.*)"
)
_NAME = re.compile(r"[\u4e00-\u9fff（）]{3,40}")
_TITLE_CELLS = 3
_LABEL_CELLS = 16
_TITLE_LENGTH = 50
_COUNTED_CELLS = 60
_SIGNED = re.compile(r"日期\s?[:：]")
_DATE_ALONE = re.compile(r"(?:19|20)\d\d\s?年\s?\d{1,2}\s?月(?:\s?\d{1,2}\s?日)?")
_WHOLE_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)\s?年度")  # counts twice: a report speaks of its year so
_DATED = re.compile(r"(?:日期|时间)[:：]")
_PLANNED = re.compile("(?<!公共)(?<!基金)(?<!经营)(?<!年初)预算")  # not the name of a fund, nor what an outturn is compared with
_MANY = 3
_PLACE = re.compile(r"(?:^|[。；\n，,：:])\s*(?P<name>(?!全|本|我|各|该)[\u4e00-\u9fff]{1,5}(?:市|县|区|旗|镇|乡))(?=(?:19|20)\d\d\s?年)")
_PLACE_BLOCKS = 40
_ABOUT = re.compile(
    r"(?P<name>[\u4e00-\u9fff（）]{4,40}(?:委员会办公室|委员会|办公室|局|法院|检察院|厅|中心|政府|办事处))(?:的|是|为|内设|设|承担|主要)"
)
_BUDGET_TITLE = re.compile(r"(?:(?!决算|绩效|自评|评价|[。，；：])[^\n]){0,30}?(?:部门|单位)?预算(?:公开|编制)?(?:情况)?说明")


@record
class Setting:
    """What every statement of a document inherits."""

    document: Document
    taxonomy: Taxonomy
    subject: str
    period: Period
    money_basis: Basis
    of_all: bool = False  # the report is of a whole department's money
    of_project: bool = False  # the report is of one project's money
    within: str = ""  # what the paragraph divides by economic class, where that is not the basic expenditure (项目支出)


def settle(document: Document, taxonomy: Taxonomy, year: int | None = None) -> Setting:
    """Read subject, year and money basis off the title and the first lines; `year` overrides."""
    head = [with_years(re.sub(r"\s+", "", text)) for text in _first_lines(document)][:8]
    title = "".join(head[:4])
    found_year = year or _year_of(head, document)
    return Setting(
        document,
        taxonomy,
        _subject_of(head) or _labelled_subject(document) or _place_of(document),
        Period(found_year),
        _money_basis(title, document.text),
        bool(_WHOLE.search(title)),
        _is_of_project(title),
    )


def _first_lines(document: Document) -> Iterator[str]:
    """The first lines of a document; a sheet's title stands in the first rows of its table."""
    for block in document.blocks[:12]:
        if block.text:
            yield block.text
        yield from (cell.text for cell in block.cells[:_TITLE_CELLS] if cell.text.strip())


def _labelled_subject(document: Document) -> str:
    """Whose form it is, where a cell says so: 填报单位：X, or 部门名称 with X beside it."""
    for block in document.blocks[:12]:
        texts = [re.sub(r"\s+", "", cell.text) for cell in block.cells[:_LABEL_CELLS]] or [re.sub(r"\s+", "", block.text)]
        for at, text in enumerate(texts):
            found = _LABELLED.fullmatch(text)
            name = found["name"] or next((one for one in texts[at + 1 : at + 3] if one), "") if found else ""
            if _NAME.fullmatch(name) and not _LABELLED.fullmatch(name):
                return name
    return ""


def _year_of(head: list[str], document: Document) -> int | None:
    for line in head:
        if _DATED.search(line):
            continue
        own = _own_year(_REPORT_YEAR, line)
        first = _own_year(YEAR, line) if _TITLE_WORDS.search(line) else None
        # In a title the year may stand anywhere; in a sentence the first year that is not compared with is the report's.
        found = (own or first) if own is None or first is None or len(line) <= _TITLE_LENGTH else first
        if found:
            return found
    counted: Counter[int] = Counter()
    for text in _counted_texts(document):
        counted.update(int(year) for year in YEAR.findall(text))
        counted.update(int(year) for year in _WHOLE_YEAR.findall(text))
    if not counted:
        return None
    most = max(counted.values())
    return max(y for y, n in counted.items() if n * 2 >= most)


def _counted_texts(document: Document) -> Iterator[str]:
    """The texts whose years tell the report's year: not a date alone on its line, with which a report is signed."""
    for block in document.blocks[:200]:
        for text in (block.text, *(cell.text for cell in block.cells[:_COUNTED_CELLS])):
            if text and not _DATE_ALONE.fullmatch(text.strip()) and not _SIGNED.search(text):
                yield with_years(text)


def _own_year(pattern: re.Pattern[str], line: str) -> int | None:
    """The first year of a line that nothing is compared with: 与2020年预算持平 tells of another year."""
    for match in pattern.finditer(line):
        if not BEFORE_COMPARED.search(line[max(0, match.start() - 3) : match.start()]):
            return int(match[1])
    return None


def _subject_of(head: list[str]) -> str:
    for count in (1, 2, 3):
        for first in range(min(4, len(head))):
            joined = "".join(head[first : first + count])
            match = _SUBJECT.match(joined)
            if match and not re.fullmatch(r"(?:部门|单位).*|.*(?:名称|填报单位).*", match["name"]):
                return match["name"]
    for line in head:
        match = _ABOUT.search(line)
        if match:
            return match["name"]
    return ""


def _place_of(document: Document) -> str:
    """The one place of whose year a report without a reporting body speaks: 青禾县2022年…."""
    found = {match["name"] for block in document.blocks[:_PLACE_BLOCKS] for match in _PLACE.finditer(block.text)}
    return found.pop() if len(found) == 1 else ""


def _is_of_project(title: str) -> bool:
    return bool(re.search(r"项目(?:支出)?(?:资金)?绩效|财政支出项目|项目.{0,8}(?:自评|评价)", title)) and not _WHOLE.search(title)


def _money_basis(title: str, text: str) -> Basis:
    """A budget speaks of what is planned; every other report of what was spent."""
    spent = re.search(r"决算|绩效|自评|评价|预算执行情况", title)
    if _BUDGET_TITLE.match(title):
        return Basis.OPENING  # however its first section speaks of last year's accounts
    if re.search(r"预算(?:公开|说明|编制|信息|$)|部门预算|单位预算", title) and not spent:
        return Basis.OPENING
    if not spent and re.search("经费安排|安排情况|预算安排", title) and not re.search(r"决算|实际支出|执行数", text):
        return Basis.OPENING
    if not spent and len(_PLANNED.findall(text)) >= _MANY and not re.search(r"决算|实际支出|执行数|支出完成", text):
        return Basis.OPENING
    return Basis.OUTTURN
