"""The one place where text becomes WordprocessingML, and the small pieces that every part is made of."""

from __future__ import annotations

from xml.sax.saxutils import escape

from jiheng.core.reporting.safe_text import visible

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    ' xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    ' xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
)
DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def text(words: str) -> str:
    """Any text as XML text or as the value of a quoted attribute."""
    return escape(visible(words), {'"': "&quot;", "\n": "&#10;", "\t": "&#9;"})


def run(words: str, properties: str = "") -> str:
    """One run; line ends become breaks and tabs tabs."""
    if not words:
        return ""
    pieces = []
    for number, line in enumerate(words.split("\n")):
        if number:
            pieces.append("<w:br/>")
        for at, piece in enumerate(line.split("\t")):
            if at:
                pieces.append("<w:tab/>")
            if piece:
                pieces.append(f'<w:t xml:space="preserve">{text(piece)}</w:t>')
    return f"<w:r>{f'<w:rPr>{properties}</w:rPr>' if properties else ''}{''.join(pieces)}</w:r>"


def paragraph(style: str, runs: str, properties: str = "", before_style: str = "", section: str = "") -> str:
    """One paragraph. `before_style` is what the schema wants between the style and the spacing (keepNext, pageBreakBefore)."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{before_style}{properties}{section}</w:pPr>{runs}</w:p>'
