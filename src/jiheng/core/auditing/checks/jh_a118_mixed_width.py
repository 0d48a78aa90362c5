"""JH-A-118 全角、半角标点混用。"""

from __future__ import annotations

import re
from collections.abc import Iterable

from jiheng.core.auditing.audit_input import AuditInput
from jiheng.core.auditing.finding import Band, Category, Finding, Held, NotEvaluated, Outcome, Severity
from jiheng.core.auditing.shelf import check
from jiheng.core.auditing.structure import view_of

CODE = "JH-A-118"
_HALF = re.compile(r"(?<=[\u4e00-\u9fff”》）])[,;:?!](?=\s?[\u4e00-\u9fff“《（\d])|(?<=[\u4e00-\u9fff])[,;:]$", re.MULTILINE)
_WIDE = re.compile(r"[０-９Ａ-Ｚａ-ｚ]+(?:．[０-９]+)?")
_FULL = re.compile(r"[，；：？！]")
_TIMES = 3  # full-width marks must be so much more common before half-width ones count as slips
_MOST = 8


@check(
    code=CODE,
    title="全角、半角标点和数字混用",
    severity=Severity.HINT,
    category=Category.WORDING,
    sources=("gb-t-9704-2012#文面", "seed-nansha-2022#三、四", "seed-changning-2020#三、（三）"),
)
def mixed_width(given: AuditInput) -> Iterable[Outcome]:
    """中文里的标点用全角，数字用半角，全文一致；只作提示。

    Holds: 写法一致。   Breaks: 中文之间夹有半角逗号、分号、冒号，或数字、字母用了全角。
    Unknown: 全文以半角标点为主（另一种写法），或没有标点。   Mend: 统一写法。
    """
    view = view_of(given.document)
    flat = view.running
    full = len(_FULL.findall(flat.text))
    half = list(_HALF.finditer(flat.text))
    wide = list(_WIDE.finditer(flat.text))
    if not full or len(half) * _TIMES > full:
        yield NotEvaluated(CODE, "没有全角标点，或全文以半角标点为主")
        return
    for what, matches, mend in (("半角标点", half, "改为全角标点"), ("全角数字或字母", wide, "改为半角")):
        if matches:
            spans = tuple(flat.span(max(flat.starts[flat.index(m.start())], m.start() - 4), m.end() + 4) for m in matches[:_MOST])
            yield Finding(
                code=CODE, severity=Severity.HINT, category=Category.WORDING, message=f"中文里有{len(matches)}处{what}", mend=mend, evidence=spans,
                likely_cause="输入法没有切换", stated="".join(dict.fromkeys(m[0] for m in matches))[:12], subject_key=what,
            )  # fmt: skip
    if not half and not wide:
        yield Held(CODE, Band.EXACT, (view.span(flat.blocks[0]),), words="标点写法一致")
