"""Scored tables on a screen: one line per indicator, its working below it, then groups, total and what has to be said."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from jiheng.cli.screen import Style, table, wrap
from jiheng.core.casefile.scoring_steps import Scored
from jiheng.core.law import Citation, load_sources
from jiheng.core.scoring.goal_review import ReviewSheet
from jiheng.core.scoring.score import Outcome, Redistribution, Score, ScoreSheet
from jiheng.core.scoring.shelf import plain


def score_text(scored: Scored, style: Style) -> str:
    """All tables of one file."""
    head = f"规则包 {scored.pack}（{scored.why}）"
    lines = [head, *(line for sheet in scored.sheets for line in _sheet(sheet, style))]
    return "\n".join([*lines, *(_review(scored.review, style) if scored.review is not None else ())])


def _sheet(sheet: ScoreSheet, style: Style) -> Iterator[str]:
    name = f"项目：{sheet.project}" if sheet.project else {"department": "部门整体", "project": "项目"}.get(sheet.form, sheet.form)
    yield ""
    yield style.paint(f"━━ {name}（{sheet.pack}）", "bold")
    if sheet.redistribution is not None:
        yield from _redistribution(sheet.redistribution, style)
    for one in sheet.scores:
        yield from _score(one, style)
    yield ""
    rows = [["组", "原分值", "分值", "得分"]]
    rows += [[one.title, plain(one.before), plain(one.after), _points(one.points)] for one in sheet.groups]
    head, *body = table(rows, right=(1, 2, 3))
    yield style.paint(head, "dim")
    yield from body
    if sheet.total is None:
        yield style.paint(f"总分：不能得出（已计 {plain(sheet.given)} 分，共 {plain(sheet.of)} 分；未计的见上）", "yellow")
    else:
        yield style.paint(f"总分：{plain(sheet.total)} 分" + (f"，等级：{sheet.grade}" if sheet.grade else ""), "bold")
    if sheet.outcome is not None:
        yield from _outcome(sheet.outcome, style)
    if sheet.stated_total is not None:
        yield f"自评总分：{plain(sheet.stated_total)} 分"
    for remark in sheet.remarks:
        yield from _wrapped(f"提示：{remark.words}", style, "")


def _outcome(one: Outcome, style: Style) -> Iterator[str]:
    by = f"（{cited(one.sources[0])}）" if one.sources else ""
    yield from _wrapped(f"{one.words}{by}" + ("" if one.verified else "（未核实）"), style, "  ")
    for each in (one for one in one.consequences if one.grade):  # those of every grade say themselves when they hold; score.json has them
        mark = "" if each.ground.verified else "（未核实）"
        by = f"（{cited(each.ground.sources[0])}）" if each.ground.sources else ""
        yield from _wrapped(f"结果应用：{each.what}{by}{mark}", style, "  ")


def _review(sheet: ReviewSheet, style: Style) -> Iterator[str]:
    """The review of targets: only what somebody graded or the program saw."""
    lines = [line for line in sheet.lines if line.points is not None or line.seen]
    if not lines:
        return
    yield ""
    yield style.paint("━━ 绩效目标审核", "bold") + ("" if sheet.verified else style.paint("（分值未核实）", "dim"))
    for line in lines:
        yield f"{line.item.heading}/{line.item.title}  {_points(line.points)}/{plain(line.item.weight)} 分"
        for words in (*line.seen, *((f"审核意见：{line.note}",) if line.note else ())):
            yield from _wrapped(words, style, "    ")
    if sheet.total is not None:
        yield style.paint(f"审核得分：{plain(sheet.total)} 分，{sheet.grade}：{sheet.leads_to}", "bold")
    elif any(line.points is not None for line in sheet.lines):
        lacking = "、".join(line.item.title for line in sheet.lines if line.points is None)
        yield style.paint(f"审核得分：尚缺{lacking}的得分（goal_review 下填写）", "yellow")


def _redistribution(done: Redistribution, style: Style) -> Iterator[str]:
    what = f"所缺：{'、'.join(done.missing)}；" if done.missing else ""
    if done.policy:
        mark = "" if done.verified else "（依据未核实）"
        yield from _wrapped(f"{what}处理办法 {done.policy}：{done.title}{mark}", style, "")
    for words in done.working:
        yield from _wrapped(words, style, "  ")
    for source in done.sources:
        yield from _wrapped(f"依据：{cited(source)}", style, "  ")


def _score(one: Score, style: Style) -> Iterator[str]:
    name = "/".join(level for level in one.level if level)
    stated = f"，自评 {plain(one.stated)}" if one.stated is not None else ""
    mark = "" if one.verified else "（未核实）"
    yield ""
    line = f"{name}  {_points(one.points)}/{plain(one.of)} 分{stated}"
    yield style.paint(line, "bold") + (style.paint(mark, "dim") if one.points is not None and one.of else "")
    if one.target or one.actual:
        yield from _wrapped(f"目标 {one.target or '（空）'}，实际 {one.actual or '（空）'}", style, "    ")
    for step in one.working:
        yield from _wrapped(step.words, style, "    ")
    if one.of_before != one.of:
        yield f"    分值由 {plain(one.of_before)} 调整为 {plain(one.of)}"
    if one.restores:
        yield from _wrapped(f"补回：{one.restores}", style, "    ")
    for way in one.other_ways:
        yield from _wrapped(f"{'合' if way.fits else '不合'}  {way.title}：{way.working}", style, "    ")
    for remark in one.remarks:
        yield from _wrapped(f"提示：{remark.words}", style, "    ")
    if one.sources and one.of:
        yield style.paint(f"    依据：{cited(one.sources[0])}", "dim")


def cited(source: Citation) -> str:
    """A source as people name it."""
    known = load_sources().get(source.doc)
    title = f"《{known.title}》" if known is not None else source.doc
    return f"{title}{source.article}"


def _points(points: Decimal | None) -> str:
    return "—" if points is None else plain(points)


def _wrapped(text: str, style: Style, indent: str) -> list[str]:
    return [indent + line for line in wrap(text, style.columns - len(indent))]
