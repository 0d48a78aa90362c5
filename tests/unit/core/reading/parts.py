"""Small Office files made of raw XML, for what no library writes."""

from __future__ import annotations

import zipfile
from io import BytesIO

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
MORE = (
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" xmlns:o="urn:schemas-microsoft-com:office:office"'
)
_KINDS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


def zipped(parts: dict[str, str | bytes]) -> bytes:
    """A zip of parts."""
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return stream.getvalue()


def relations(*pairs: tuple[str, str]) -> str:
    """A .rels part of (kind, target)."""
    rows = "".join(f'<Relationship Id="r{at}" Type="{_KINDS}{kind}" Target="{target}"/>' for at, (kind, target) in enumerate(pairs))
    return f'<Relationships xmlns="{_PACKAGE}">{rows}</Relationships>'


def word(body: str, **others: str) -> bytes:
    """A .docx with a body and other parts by kind (styles, numbering, footnotes, comments, header, footer)."""
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        "_rels/.rels": relations(("officeDocument", "word/document.xml")),
        "word/document.xml": f"<w:document {W} {MORE}><w:body>{body}</w:body></w:document>",
        "word/_rels/document.xml.rels": relations(*((kind, f"{kind}.xml") for kind in others)),
    }
    return zipped(parts | {f"word/{kind}.xml": content for kind, content in others.items()})


def p(*runs: str, props: str = "") -> str:
    """A paragraph of runs or plain texts."""
    inner = "".join(run if run.startswith("<") else f'<w:r><w:t xml:space="preserve">{run}</w:t></w:r>' for run in runs)
    return f"<w:p>{f'<w:pPr>{props}</w:pPr>' if props else ''}{inner}</w:p>"


def tc(text: str, props: str = "") -> str:
    """A table cell with one paragraph."""
    return f"<w:tc><w:tcPr>{props}</w:tcPr>{p(text) if text else '<w:p/>'}</w:tc>"


def tr(*cells: str, props: str = "") -> str:
    """A table row."""
    return f"<w:tr>{f'<w:trPr>{props}</w:trPr>' if props else ''}{''.join(cells)}</w:tr>"


def book(sheet: str, *, styles: str = "", more: dict[str, str] | None = None, sheets: str = "") -> bytes:
    """An .xlsx with one sheet's inner XML."""
    space = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    r = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    listed = sheets or '<sheet name="自评表" sheetId="1" r:id="r0"/>'
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        "_rels/.rels": relations(("officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": f"<workbook {space} {r}><sheets>{listed}</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": relations(("worksheet", "worksheets/sheet1.xml"), ("styles", "styles.xml")),
        "xl/styles.xml": f"<styleSheet {space}>{styles}</styleSheet>",
        "xl/worksheets/sheet1.xml": f"<worksheet {space}>{sheet}</worksheet>",
    }
    return zipped(parts | dict(more or {}))
