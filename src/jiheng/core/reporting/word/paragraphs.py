"""Titles, headings, paragraphs and attachments as WordprocessingML."""

from __future__ import annotations

from jiheng.core.reporting.draft import Attachment, Heading, Mark, Paragraph, Run, Runs, Style, Title
from jiheng.core.reporting.page_layout import Placed, title_lines
from jiheng.core.reporting.word.styles import CHARACTER, LINE
from jiheng.core.reporting.word.xml import paragraph, run

_STYLES = {Style.BODY: "BodyText", Style.NOTE: "TableNote", Style.SUBTITLE: "Subtitle"}
# Shown to colleagues only: a draft for publication has no marks.
_MARKS = {
    Mark.NONE: "",
    Mark.BOUND: "",
    Mark.CONTRADICTS: '<w:u w:val="wave" w:color="C00000"/><w:shd w:val="clear" w:color="auto" w:fill="F8D7DA"/>',
    Mark.UNBOUND: '<w:u w:val="dotted" w:color="7F6000"/>',
}


def runs(line: Runs) -> str:
    """The runs of a line with their marks."""
    return "".join(_run(one) for one in line)


def _run(one: Run) -> str:
    bold = "<w:b/><w:bCs/>" if one.bold else ""
    return run(one.text, bold + _MARKS[one.mark])


def title(part: Title, placed: Placed) -> str:
    """The title in one paragraph, its lines broken where the draft breaks them."""
    return paragraph("Title", run("\n".join(one for line in part.lines for one in title_lines(line))), gap(placed), break_before(placed))


def heading(part: Heading, placed: Placed) -> str:
    """A heading in the style of its level, which gives it its place in the outline."""
    return paragraph(f"Heading{min(max(part.level, 1), 4)}", run(part.text), gap(placed), break_before(placed))


def text_paragraph(part: Paragraph, placed: Placed) -> str:
    """A paragraph at its indents."""
    style = _STYLES.get(part.style, "Normal")
    return paragraph(style, runs(part.runs), gap(placed) + _indent(part, placed) + _alignment(part.style), break_before(placed))


def attachment(part: Attachment, placed: Placed) -> str:
    """The label flush on the first line of a page, the title centred on the third."""
    label = f"附件{part.number}" if part.number else "附件"
    head = paragraph("AttachmentLabel", run(label), gap(placed), break_before(placed))
    return head + (paragraph("AttachmentTitle", run("\n".join(title_lines(part.title))), _lines_above(1)) if part.title else "")


def break_before(placed: Placed) -> str:
    """What makes a paragraph begin a page, or stay on the page of what follows."""
    return ("<w:keepNext/>" if placed.keep else "") + ("<w:pageBreakBefore/>" if placed.new_page else "")


def gap(placed: Placed) -> str:
    """The empty lines above."""
    return _lines_above(placed.above) if placed.above else ""


def _lines_above(lines: int) -> str:
    return f'<w:spacing w:before="{lines * LINE}"/>'


def _indent(part: Paragraph, placed: Placed) -> str:
    if part.style is Style.BODY:  # the style says it
        return ""
    left, right, first = (half * CHARACTER // 2 for half in (placed.left, placed.right, placed.first))
    if not (left or right or first):
        return ""
    line = f' w:firstLine="{first}"' if first > 0 else f' w:hanging="{-first}"' if first else ""
    return f'<w:ind w:left="{left}" w:right="{right}"{line}/>'


def _alignment(style: Style) -> str:
    match style:
        case Style.CENTERED | Style.SUBTITLE:
            return '<w:jc w:val="center"/>'
        case Style.SIGNATURE | Style.DATE:
            return '<w:jc w:val="right"/>'
        case Style.FLUSH | Style.ENCLOSURE:
            return '<w:jc w:val="left"/>'
    return ""
