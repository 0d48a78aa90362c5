"""A draft as one self-contained page: no network, no file beside it; with facts, every number leads to its origin."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable
from functools import lru_cache
from importlib.resources import files

from jiheng.core.documents.carrier import ELEMENT
from jiheng.core.facts.fact import Fact
from jiheng.core.reporting.audit_html.escape import text, when
from jiheng.core.reporting.audit_words import fact_name, figure_range
from jiheng.core.reporting.charts.picture import chart_svg
from jiheng.core.reporting.draft import Attachment, Chart, Draft, Heading, Mark, PageBreak, Paragraph, Run, Runs, Style, Table, Title
from jiheng.core.reporting.page_layout import Placed, Sheets, lay_out
from jiheng.core.reporting.safe_text import visible
from jiheng.core.reporting.webpage.tables import table_html, table_name

_POLICY = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"
_MARKS = {Mark.CONTRADICTS: "与已有数据不一致", Mark.UNBOUND: "没有数据可核对"}
_DARK_ON = {"auto": "screen and (prefers-color-scheme: dark)", "dark": "screen", "light": "not all"}  # paper is white
_SHOWN_INDENTS = (Style.ENCLOSURE, Style.SIGNATURE, Style.DATE)


class DraftPage:
    """Writes one page; it numbers the facts that numbers on it state."""

    def __init__(self, draft: Draft, *, own: bool, ways: Callable[[Fact], str] | None = None, theme: str = "auto") -> None:
        """The draft to write; `own`: for colleagues, who see marks and origins.

        `ways` gives the address where a fact comes from, if it has one; `theme` is light, dark, or auto: as the reader's system has it.
        """
        self._ways = ways
        self._draft = draft
        self._facts: dict[Fact, int] = {}
        self._titled = False
        self._names: Counter[str] = Counter()
        self._own = own
        self._dark_on = _DARK_ON[theme]

    def html(self, carried: str = "") -> str:
        """The whole page; `carried` goes along in it, shown nowhere."""
        body = "".join(self._sheet(sheet) for sheet in lay_out(self._draft))
        foot = f'<aside class="version">{text(self._draft.foot)}</aside>' if self._draft.foot else ""
        own = f'<script type="application/json" id="{ELEMENT}">{in_script(carried)}</script>' if carried else ""
        told = json.dumps([_told(fact) for fact in self._facts], ensure_ascii=False, separators=(",", ":"))
        clicks = (
            '<aside id="origin" hidden tabindex="-1" aria-label="数字的出处" aria-live="polite"></aside>'
            f'<script type="application/json" id="origins">{in_script(told)}</script><script>{_asset("page.js")}</script>'
        )
        return (
            f'<!DOCTYPE html>\n<html lang="zh-CN"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
            f'<meta name="viewport" content="width=device-width, initial-scale=1"><title>{text(self._draft.title) or "绩效自评"}</title>'
            f'<style>{_asset("page.css")}{when(self._own, _asset("origins.css"))}</style><style media="{self._dark_on}">{_asset("dark.css")}</style></head>'
            f"<body><main>{body}</main>{foot}{when(self._facts, clicks)}{own}</body></html>\n"
        )

    def _sheet(self, sheet: Sheets) -> str:
        parts = "".join(self._part(placed) for placed in sheet.parts)
        return f'<div class="across">{parts}</div>' if sheet.landscape else parts

    def _part(self, placed: Placed) -> str:
        match placed.part:
            case Title() as part:
                tag, style = ("p", ' class="title"') if self._titled else ("h1", "")
                self._titled = True
                return f"<{tag}{style}>{'<br>'.join(text(line) for line in part.lines)}</{tag}>"
            case Heading() as part:
                level = min(max(part.level, 1), 4)
                anchor = f' id="{text(part.id)}"' if part.id else ""
                return f'<h{level + 1} class="l{level}{when(placed.new_page, " new")}"{anchor}>{text(part.text)}</h{level + 1}>'
            case Paragraph() as part:
                return self._paragraph(part, placed)
            case Attachment() as part:
                return f'<div class="att"><p class="lab">附件{part.number or ""}</p>{when(part.title, f"<h2>{text(part.title)}</h2>")}</div>'
            case Table() as part:
                table = table_html(part, self._runs, titled=placed.titled, name=self._name(part))
                return f'<div class="new">{table}</div>' if placed.new_page else table
            case Chart() as part:
                return f"<figure>{chart_svg(part)}<figcaption>{text(part.title)}</figcaption></figure>"
            case PageBreak():
                return ""

    def _name(self, part: Table) -> str:
        """Projects have a form of the same title each: the second is told as such."""
        name = table_name(part)
        self._names[name] += 1
        return name if self._names[name] == 1 else f"{name}（{self._names[name]}）"

    def _paragraph(self, part: Paragraph, placed: Placed) -> str:
        style = ""
        if part.style in _SHOWN_INDENTS:
            sides = {"margin-left": placed.left, "margin-right": placed.right, "text-indent": placed.first}
            style = ' style="' + ";".join(f"{side}:{half / 2:g}em" for side, half in sides.items() if half) + '"'
        classes = part.style.value + when(placed.above, " gap") + when(placed.new_page, " new")
        return f'<p class="{classes}"{style}>{self._runs(part.runs)}</p>'

    def _runs(self, line: Runs) -> str:
        return "".join(self._run(run) for run in line)

    def _run(self, run: Run) -> str:
        words = text(run.text).replace("\n", "<br>")
        way = next((found for fact in run.facts if (found := self._ways(fact))), "") if self._ways else ""
        if way:
            words = f'<a class="n" href="{text(way)}" target="_parent" title="查看来源">{words}</a>'
        elif run.facts:
            numbers = " ".join(str(self._facts.setdefault(fact, len(self._facts))) for fact in run.facts)
            words = f'<a class="n" href="#origin" data-f="{numbers}">{words}</a>'
        if run.mark in _MARKS:
            words = f'<span class="{run.mark.value}" title="{_MARKS[run.mark]}">{words}</span>'
        return f"<strong>{words}</strong>" if run.bold else words


def in_script(words: str) -> str:
    """Text inside a script element: it can neither close it nor open another."""
    return visible(words).replace("<", "\\u003c")


def _told(fact: Fact) -> list[object]:
    """What a click on a number tells."""
    context = fact.context
    rows: Iterable[tuple[str, str]] = (
        ("单位", context.subject),
        ("年度", context.period.words() if context.period.year is not None else ""),
        ("口径", context.basis.value if context.basis else ""),
        ("资金范围", context.scope),
        ("数据", fact.figure.text),
        ("可能的范围", figure_range(fact.figure)),
        ("出处", fact.origin.locator.words()),
        ("原文", fact.origin.quote),
    )
    return [fact_name(fact), *([term, words] for term, words in rows if words)]


def page_script() -> str:
    """The script of a page with facts, for who must allow exactly this one to run."""
    return _asset("page.js")


@lru_cache(maxsize=4)
def _asset(name: str) -> str:
    return (files("jiheng.core.reporting.webpage") / name).read_text("utf-8")
