"""JH-A-113 表格未填签字栏，报告没有落款日期。"""

from __future__ import annotations

import re
from collections.abc import Iterable

from jiheng.core.auditing.audit_input import AuditInput
from jiheng.core.auditing.finding import Band, Category, Finding, Held, NotEvaluated, Outcome, Severity
from jiheng.core.auditing.shelf import check
from jiheng.core.auditing.structure import Flat, Hit, ReportKind, View, view_of
from jiheng.core.documents.block import Block
from jiheng.core.documents.span import Span

CODE = "JH-A-113"
_NAMES = r"填\s*表\s*人|填\s*报\s*人|填报日期|填表日期|填报时间|填表时间|联系电话|联系人|单位负责人(?:签字|签章|（签字）|（签章）)?|(?:主要|部门)?负责人(?:签字|签章|（签字）|（签章）)|审核人|报告日期|经办人"
_FIELD = re.compile(rf"(?P<name>{_NAMES})\s*(?:[（(]?(?:签字|签章|盖章|公章)[)）]?)?\s*[:：](?=[ \u3000\t_＿]*(?P<value>[^ \u3000\t\n_＿]*))")
_DATE = re.compile(
    r"(?:19|20|二[〇○Ｏ0零])[\d〇○零一二三四五六七八九]{2}\s*年\s*[\d一二三四五六七八九十]{1,3}\s*月(?:\s*[\d一二三四五六七八九十]{1,3}\s*日)?"
)
_LABEL = re.compile(r"^附\s*(?:件|表)\s*\d{0,2}\s*$")
_LAST = 15
_ABOVE = 4
_LEAST = 2


@check(
    code=CODE,
    title="表格签字栏空白，报告没有落款日期",
    severity=Severity.WARNING,
    category=Category.COMPLETENESS,
    sources=("seed-lusong-2023#附件2、附件3表尾", "gb-t-9704-2012#7.3.5 发文机关署名、成文日期"),
)
def unsigned(given: AuditInput) -> Iterable[Outcome]:
    """自评表要有填表人、填报日期、联系电话和负责人签字；报告要有署名和日期。

    Holds: 签字栏都填了；报告有日期。   Breaks: 签字栏空白；报告末尾没有日期（提示）。
    Unknown: 没有签字栏，或是节选。   Mend: 补填签字栏，报告补署名和日期。
    """
    view = view_of(given.document)
    blank: list[Span] = []
    names: list[str] = []
    filled: list[Span] = []
    for flat in (view.running, view.cells):
        for match in flat.matches(_FIELD):
            name = re.sub(r"\s", "", match.words("name"))
            if (match.words("value") or _beside(flat, match)) and not re.match(rf"(?:{_NAMES})", match.words("value")):
                filled.append(flat.span(match.start(), match.end()))
                continue
            span = flat.span(match.start(), match.end("name") + 1)
            blank.append(span)
            names += [name] if name not in names else []
    if len(blank) >= _LEAST:
        yield Finding(
            code=CODE, severity=Severity.WARNING, category=Category.COMPLETENESS, message=f"签字栏空白：{'、'.join(names)}（共{len(blank)}处）",
            mend="补填填表人、日期、电话，由单位负责人签字", evidence=_shown(view, blank), likely_cause="表格没有走完签审手续就附上", stated="空白", subject_key="签字栏",
        )  # fmt: skip
    elif filled:
        yield Held(CODE, Band.EXACT, tuple(filled[:4]), words="签字栏已填")
    if view.kind in (ReportKind.WHOLE, ReportKind.PROJECT) and view.is_whole:
        yield _dated(view)
    elif not blank and not filled:
        yield NotEvaluated(CODE, "没有签字栏，也不是完整的自评报告")


def _beside(flat: Flat, match: Hit) -> bool:
    """Whether the value stands in the next cell of the row."""
    at = flat.index(match.start())
    if at + 1 >= len(flat.blocks) or match.end() != flat.starts[at] + len(flat.blocks[at].text.rstrip()) or "." not in flat.blocks[at].id:
        return False
    own, following = flat.blocks[at], flat.blocks[at + 1]
    return own.id.rsplit(".", 1)[0] == following.id.rsplit(".", 1)[0] and not re.match(rf"(?:{_NAMES})", following.text.strip())


def _shown(view: View, blank: list[Span]) -> tuple[Span, ...]:
    """Each line of blank fields once, with the label “附件2” of its table."""
    blocks = view.running.blocks
    order = {block.id: at for at, block in enumerate(blocks)}
    lines: dict[str, Span] = {}
    for span in blank:
        lines.setdefault(span.block, span)
    labels = [label for id in lines if (label := _label(blocks, order.get(id)))]
    return (*lines.values(), *(view.span(label, 0, len(label.text)) for label in dict.fromkeys(labels)))


def _label(blocks: tuple[Block, ...], at: int | None) -> Block | None:
    if at is None:
        return None
    return next((block for block in reversed(blocks[max(0, at - _ABOVE) : at]) if _LABEL.match(block.text.strip())), None)


def _dated(view: View) -> Outcome:
    running = view.running.blocks
    # The date stands below the text, before what is attached to it.
    attached = next((at for at, block in enumerate(running) if at and _LABEL.match(block.text.strip())), len(running))
    blocks = (*running[max(0, attached - _LAST) : attached], *running[-_LAST:], *view.head)
    for block in blocks:
        found = _DATE.search(block.text) if len(block.text) <= 30 else None
        if found:
            return Held(CODE, Band.EXACT, (view.span(block, found.start(), found.end()),), words="报告有日期")
    last = view.running.blocks[-1]
    return Finding(
        code=CODE, severity=Severity.HINT, category=Category.COMPLETENESS, message="报告没有落款日期", mend="在正文后写明单位名称和成文日期（年月日标全）",
        evidence=(view.span(last, max(0, len(last.text) - 30), len(last.text)),), likely_cause="没有定稿，或公开时删去落款", subject_key="落款日期",
    )  # fmt: skip
