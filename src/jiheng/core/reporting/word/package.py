"""Parts into one .docx: names, types, relations; the same parts give the same bytes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from jiheng.core.reporting.word.xml import DECLARATION, text

_TYPES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_EPOCH = (1980, 1, 1, 0, 0, 0)  # a zip without a date of its own
_MIME = {"png": "image/png", "svg": "image/svg+xml", "rels": "application/vnd.openxmlformats-package.relationships+xml", "xml": "application/xml"}


@dataclass(slots=True)
class WordPackage:
    """The parts of a Word file that the document refers to, by path inside the file."""

    parts: dict[str, bytes] = field(default_factory=dict)
    _types: dict[str, str] = field(default_factory=dict)
    _relations: list[tuple[str, str]] = field(default_factory=list)

    def add(self, path: str, content: bytes | str, kind: str, *, part_type: str = "") -> str:
        """One part below word/, and the id by which the document calls it."""
        self.parts[f"word/{path}"] = content.encode() if isinstance(content, str) else content
        if part_type:
            self._types[f"/word/{path}"] = f"{_WORD}.{part_type}+xml"
        self._relations.append((f"{_TYPES}/{kind}", path))
        return f"rId{len(self._relations)}"

    def relate(self, kind: str, target: str) -> None:
        """A relation of the document to a part outside word/."""
        self._relations.append((f"{_TYPES}/{kind}", target))

    def place(self, path: str, content: str, mime: str = "") -> None:
        """A part anywhere in the file, with its own media type or plain XML's."""
        self.parts[path] = content.encode()
        if mime:
            self._types[f"/{path}"] = mime

    def write(self, document: str, properties: Mapping[str, str]) -> bytes:
        """The whole file. `properties` are tags and texts of docProps/core.xml."""
        core = "".join(f"<{tag}>{text(words)}</{tag}>" for tag, words in properties.items() if words)
        core_namespaces = (
            'xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"'
            ' xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
        )
        root = [(f"{_TYPES}/officeDocument", "word/document.xml")]
        package = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
        root.append((package, "docProps/core.xml"))
        self._types["/word/document.xml"] = f"{_WORD}.document.main+xml"
        self._types["/docProps/core.xml"] = "application/vnd.openxmlformats-package.core-properties+xml"
        files = {
            "[Content_Types].xml": self._content_types().encode(),
            "_rels/.rels": relations(root).encode(),
            "docProps/core.xml": f"{DECLARATION}<cp:coreProperties {core_namespaces}>{core}</cp:coreProperties>".encode(),
            "word/document.xml": document.encode(),
            "word/_rels/document.xml.rels": relations(self._relations).encode(),
            **self.parts,
        }
        return zipped(files)

    def _content_types(self) -> str:
        used = {path.rpartition(".")[2] for path in self.parts} | {"rels", "xml"}
        defaults = "".join(f'<Default Extension="{one}" ContentType="{_MIME[one]}"/>' for one in sorted(used))
        overrides = "".join(f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in sorted(self._types.items()))
        return f'{DECLARATION}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">{defaults}{overrides}</Types>'


def relations(listed: list[tuple[str, str]]) -> str:
    """A .rels part; ids count from 1 in the order given."""
    entries = "".join(f'<Relationship Id="rId{number}" Type="{kind}" Target="{text(target)}"/>' for number, (kind, target) in enumerate(listed, 1))
    return f'{DECLARATION}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{entries}</Relationships>'


def zipped(files: Mapping[str, bytes]) -> bytes:
    """Files in their order as a zip without dates of its own."""
    stream = BytesIO()
    with ZipFile(stream, "w", ZIP_DEFLATED) as archive:
        for name, content in files.items():
            entry = ZipInfo(name, _EPOCH)
            entry.compress_type = ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            archive.writestr(entry, content)
    return stream.getvalue()
