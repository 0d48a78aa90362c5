"""A chart in a Word file: the vector image, and what stands in where it cannot be shown.

Programs that know no SVG show a picture of dots; those who do not see it hear the sentence that says what it shows.
"""

from __future__ import annotations

from jiheng.core.reporting.charts.picture import CHART_HEIGHT, CHART_WIDTH, chart_png, chart_svg
from jiheng.core.reporting.draft import Chart
from jiheng.core.reporting.page_layout import Placed
from jiheng.core.reporting.word.package import WordPackage
from jiheng.core.reporting.word.paragraphs import break_before
from jiheng.core.reporting.word.xml import paragraph, run, text

_EMU = 12700  # English metric units in a point
_SVG = 'xmlns:asvg="http://schemas.microsoft.com/office/drawing/2016/SVG/main"'


def chart(part: Chart, placed: Placed, package: WordPackage, number: int) -> str:
    """The picture on a line of its own, the title below it."""
    svg = chart_svg(part)
    dots = package.add(f"media/chart{number}.png", chart_png(svg), "image")
    vector = package.add(f"media/chart{number}.svg", svg, "image")
    wide, high = CHART_WIDTH * _EMU, CHART_HEIGHT * _EMU
    extension = f'<a:extLst><a:ext uri="{{96DAC541-7B7A-43D3-8B79-37D633B846F1}}"><asvg:svgBlip {_SVG} r:embed="{vector}"/></a:ext></a:extLst>'
    picture = (
        f'<pic:pic><pic:nvPicPr><pic:cNvPr id="{number}" name="chart{number}.png" descr="{text(part.alternative)}"/><pic:cNvPicPr/></pic:nvPicPr>'
        f'<pic:blipFill><a:blip r:embed="{dots}">{extension}</a:blip><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{wide}" cy="{high}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic>'
    )
    inline = (
        f'<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{wide}" cy="{high}"/><wp:effectExtent l="0" t="0" r="0" b="0"/>'
        f'<wp:docPr id="{number}" name="{text(part.title)}" descr="{text(part.alternative)}"/><wp:cNvGraphicFramePr><a:graphicFrameLocks noChangeAspect="1"/>'
        '</wp:cNvGraphicFramePr><a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture">'
        f"{picture}</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )
    return paragraph("Picture", inline, before_style=break_before(placed)) + paragraph("Caption", run(part.title))
