"""A draft as a Word file: its pages in sections, with footers, styles and pictures.

Word and WPS were not at hand: the file was opened in LibreOffice 7.4 only.
"""

from __future__ import annotations

from collections.abc import Mapping

from jiheng.core.reporting.draft import Attachment, Chart, Draft, Heading, PageBreak, Paragraph, Table, Title
from jiheng.core.reporting.page_layout import Placed, Sheets, lay_out
from jiheng.core.reporting.word.drawing import chart
from jiheng.core.reporting.word.package import WordPackage
from jiheng.core.reporting.word.paragraphs import attachment, heading, text_paragraph, title
from jiheng.core.reporting.word.styles import LINE, font_table_xml, settings_xml, styles_xml
from jiheng.core.reporting.word.tables import table
from jiheng.core.reporting.word.xml import DECLARATION, NAMESPACES, paragraph, run

# Twips. Across, the type area is the upright one turned: its top is the binding side.
_UPRIGHT = (11906, 16838, 2098, 1474, 1984, 1588)  # width, height, top, right, bottom, left
_ACROSS = (16838, 11906, 1588, 2098, 1474, 1984)
_FOOTER = 1450  # the line stands 7 mm below the type area
_FOOTER_ACROSS = 851
_NUMBER_INDENT = 280  # one character of 14 points
_SEVEN_MILLIMETRES = 397
_FOOT = '<w:sz w:val="18"/><w:szCs w:val="18"/>'  # 小五, below the number's 四号
_NUMBER_HIGH, _NUMBER_LONG = 340, 1400  # room of a turned number, across and along its line


def word_file(draft: Draft, package: WordPackage, properties: Mapping[str, str], *, anonymous: bool) -> bytes:
    """The whole file; `package` may already hold parts that the document does not show."""
    package.add("styles.xml", styles_xml(), "styles", part_type="styles")
    package.add("fontTable.xml", font_table_xml(), "fontTable", part_type="fontTable")
    package.add("settings.xml", settings_xml(anonymous=anonymous), "settings", part_type="settings")
    odd = package.add("footer1.xml", _footer("right", draft.foot), "footer", part_type="footer")
    even = package.add("footer2.xml", _footer("left", draft.foot), "footer", part_type="footer")
    sheets = lay_out(draft) or (Sheets(landscape=False, parts=()),)
    feet = {False: (odd, even)}
    if any(sheet.landscape for sheet in sheets):
        feet[True] = (
            package.add("footer3.xml", _turned_footer("right", draft.foot), "footer", part_type="footer"),
            package.add("footer4.xml", _turned_footer("left", draft.foot), "footer", part_type="footer"),
        )
    pictures = [0]
    body = []
    for number, sheet in enumerate(sheets, 1):
        body += [_part(placed, sheet, package, pictures) for placed in sheet.parts]
        section = _section(sheet, *feet[sheet.landscape])
        body.append(section if number == len(sheets) else paragraph("Gap", "", section=section))
    return package.write(f"{DECLARATION}<w:document {NAMESPACES}><w:body>{''.join(body)}</w:body></w:document>", properties)


def _part(placed: Placed, sheet: Sheets, package: WordPackage, pictures: list[int]) -> str:
    match placed.part:
        case Title() as part:
            return title(part, placed)
        case Heading() as part:
            return heading(part, placed)
        case Paragraph() as part:
            return text_paragraph(part, placed)
        case Attachment() as part:
            return attachment(part, placed)
        case Table() as part:
            return table(part, placed, line_width(sheet))
        case Chart() as part:
            pictures[0] += 1
            return chart(part, placed, package, pictures[0])
        case PageBreak():
            return ""


def line_width(sheet: Sheets) -> int:
    """The width of a line on these pages. Units: twips."""
    wide, _, _, right, _, left = _ACROSS if sheet.landscape else _UPRIGHT
    return wide - right - left


def _section(sheet: Sheets, odd: str, even: str) -> str:
    wide, high, top, right, bottom, left = _ACROSS if sheet.landscape else _UPRIGHT
    turned = ' w:orient="landscape"' if sheet.landscape else ""
    return (
        f'<w:sectPr><w:footerReference w:type="default" r:id="{odd}"/><w:footerReference w:type="even" r:id="{even}"/><w:type w:val="nextPage"/>'
        f'<w:pgSz w:w="{wide}" w:h="{high}"{turned}/><w:pgMar w:top="{top}" w:right="{right}" w:bottom="{bottom}" w:left="{left}"'
        f' w:header="851" w:footer="{_FOOTER_ACROSS if sheet.landscape else _FOOTER}" w:gutter="0"/><w:cols w:space="425"/><w:docGrid w:type="lines" w:linePitch="{LINE}"/></w:sectPr>'
    )


def _footer(side: str, foot: str) -> str:
    """The page number between dashes, one character from the outer edge; `foot` at the inner one."""
    if not foot:
        number = _number(f'<w:ind w:{side}="{_NUMBER_INDENT}"/><w:jc w:val="{side}"/>')
        return f"{DECLARATION}<w:ftr {NAMESPACES}>{number}</w:ftr>"
    wide, _, _, right, _, left = _UPRIGHT
    edges = f'<w:tabs><w:tab w:val="right" w:pos="{wide - left - right - _NUMBER_INDENT}"/></w:tabs>'
    edges += f'<w:ind w:left="{_NUMBER_INDENT}" w:right="{_NUMBER_INDENT}"/><w:jc w:val="left"/>'
    before, after = (run(f"{foot}\t", _FOOT), "") if side == "right" else ("", run(f"\t{foot}", _FOOT))
    return f"{DECLARATION}<w:ftr {NAMESPACES}>{_number(edges, before, after)}</w:ftr>"


def _turned_footer(side: str, foot: str) -> str:
    """The page number of a page across, at the place and in the direction that it has when the paper is held upright; `foot` lies across.

    `side` is that of the upright page, whose foot is the left edge of the one across and whose right edge is its lower one.
    """
    _, high, top, _, bottom, left = _ACROSS
    x = left - _SEVEN_MILLIMETRES - _NUMBER_HIGH
    y = high - bottom - _NUMBER_INDENT - _NUMBER_LONG if side == "right" else top + _NUMBER_INDENT
    number = _number(f'<w:jc w:val="{side}"/>')
    table = (
        f'<w:tbl><w:tblPr><w:tblpPr w:leftFromText="0" w:rightFromText="0" w:vertAnchor="page" w:horzAnchor="page" w:tblpX="{x}" w:tblpY="{y}"/>'
        f'<w:tblW w:w="{_NUMBER_HIGH}" w:type="dxa"/><w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/>'
        f'</w:tblCellMar></w:tblPr><w:tblGrid><w:gridCol w:w="{_NUMBER_HIGH}"/></w:tblGrid><w:tr><w:trPr><w:trHeight w:val="{_NUMBER_LONG}" w:hRule="exact"/>'
        f'</w:trPr><w:tc><w:tcPr><w:tcW w:w="{_NUMBER_HIGH}" w:type="dxa"/><w:textDirection w:val="tbRl"/></w:tcPr>{number}</w:tc></w:tr></w:tbl>'
    )
    return f"{DECLARATION}<w:ftr {NAMESPACES}>{table}{paragraph('Footer', run(foot, _FOOT))}</w:ftr>"


def _number(properties: str, before: str = "", after: str = "") -> str:
    number = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>'
    number += '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
    dash = '<w:r><w:t xml:space="preserve">{}</w:t></w:r>'
    return paragraph("Footer", before + dash.format("— ") + number + dash.format(" —") + after, properties)
