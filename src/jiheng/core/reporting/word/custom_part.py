"""The facts of a draft in a Word file: a custom XML part, which Word keeps when the file is saved again."""

from __future__ import annotations

from uuid import NAMESPACE_URL, uuid5

from jiheng.core.documents.carrier import NAMESPACE
from jiheng.core.reporting.word.package import WordPackage, relations
from jiheng.core.reporting.word.xml import DECLARATION, text

_PROPERTIES = "http://schemas.openxmlformats.org/officeDocument/2006/customXml"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/customXmlProps"
_MIME = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"


def carry(package: WordPackage, words: str) -> None:
    """Puts the words into the file; nothing for none."""
    if not words:
        return
    package.place("customXml/item1.xml", f'{DECLARATION}<facts xmlns="{NAMESPACE}">{text(words)}</facts>')
    id = str(uuid5(NAMESPACE_URL, NAMESPACE)).upper()
    properties = (
        f'{DECLARATION}<ds:datastoreItem ds:itemID="{{{id}}}" xmlns:ds="{_PROPERTIES}"><ds:schemaRefs><ds:schemaRef ds:uri="{NAMESPACE}"/></ds:schemaRefs>'
        "</ds:datastoreItem>"
    )
    package.place("customXml/itemProps1.xml", properties, _MIME)
    package.place("customXml/_rels/item1.xml.rels", relations([(_RELATION, "itemProps1.xml")]))
    package.relate("customXml", "../customXml/item1.xml")
