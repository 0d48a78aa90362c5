"""Workbooks (.xlsx, .xlsm): every sheet a table as Excel prints it; comments and text boxes beside it."""

from __future__ import annotations

from jiheng.core.documents.block import BlockKind
from jiheng.core.documents.composer import Composer
from jiheng.core.documents.document import Document
from jiheng.core.documents.locator import SheetPlace
from jiheng.core.reading.carried_part import is_carrier
from jiheng.core.reading.ooxml.package import Package, directory
from jiheng.core.reading.ooxml.sheet import Remarks, S, Workbook, read_sheet, rich
from jiheng.core.reading.sheet_layout import lay_out, unwatched
from jiheng.core.reading.shelf import reader

_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_MOST_PLACES = 8


def is_workbook(data: bytes) -> bool:
    """Whether bytes are a zip that names an Excel workbook in XML."""
    return b"xl/workbook.xml" in directory(data)


@reader(
    format="xlsx",
    sniff=is_workbook,
    extensions=(".xlsx", ".xlsm", ".xltx"),
    mime=("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "application/vnd.ms-excel.sheet.macroEnabled.12"),
)
def read_xlsx(data: bytes, name: str) -> Document:
    """Workbook → Document: one table per sheet, hidden ones too (noted); formulas by the value last calculated.

    Raises: UnreadableFile JH-F-006 to JH-F-012 (see Package).
    """
    with unwatched():
        return _read(Package(data, name), Composer(data, name, "xlsx"))


def _read(package: Package, composer: Composer) -> Document:
    book = Workbook(package, package.main("xl/workbook.xml"))
    for node in book.root.iter(S + "sheet"):
        title = node.get("name", "")
        if is_carrier(title, node.get("state", "visible")):
            continue
        relation = book.relations.get(node.get(_R + "id", ""))
        if relation is None or relation.kind != "worksheet" or relation.outside or package.find(relation.target) is None:
            composer.note("JH-F-051", f"“{title}”不是数据工作表，或内容缺失，未读取")
            continue
        if node.get("state", "visible") != "visible":
            composer.note("JH-F-052", f"工作表“{title}”是隐藏的，已照常读取")
        sheet, remarks = read_sheet(package, relation.target, title, book)
        lay_out(composer, sheet)
        _remark(composer, title, remarks)
        _beside(package, relation.target, title, composer)
    if any(part.lower().endswith("vbaproject.bin") for part in package.names()):
        composer.note("JH-F-031", "文件含宏，宏未执行也未读取")
    if not composer.blocks:
        composer.note("JH-F-039", "文件中没有可读取的文字")
    return composer.document()


def _remark(composer: Composer, title: str, remarks: Remarks) -> None:
    where = f"工作表“{title}”"
    if remarks.hidden_rows:
        composer.note("JH-F-053", f"{where}有隐藏行{remarks.hidden_rows}行，已照常读取")
    if remarks.hidden_columns:
        composer.note("JH-F-053", f"{where}有隐藏列，已照常读取")
    if remarks.uncalculated:
        composer.note("JH-F-054", f"{where}{_listed(remarks.uncalculated)}的公式没有保存计算结果，按空白读取；请用Excel打开并保存后再试")
    if remarks.errors:
        composer.note("JH-F-055", f"{where}{_listed(remarks.errors)}是错误值，请先修正公式")


def _listed(addresses: list[str]) -> str:
    more = f"等{len(addresses)}处" if len(addresses) > _MOST_PLACES else ""
    return "、".join(addresses[:_MOST_PLACES]) + more


def _beside(package: Package, part: str, title: str, composer: Composer) -> None:
    """Comments, text boxes and pictures of a sheet."""
    for relation in package.relations(part).values():
        if relation.outside or relation.kind not in ("comments", "drawing"):
            continue
        root = package.spare(relation.target)
        if root is None:
            composer.note("JH-F-038", f"部件{relation.target}缺失或损坏，未能读取")
        elif relation.kind == "comments":
            for node in root.iter(S + "comment"):
                text = rich(node).strip()
                if text:
                    composer.paragraph(text, SheetPlace(title, node.get("ref", "A1")), kind=BlockKind.COMMENT)
        else:
            for body in root.iter("{*}txBody"):
                lines = ("".join(run.text or "" for run in line.iter(_A + "t")) for line in body.iter(_A + "p"))
                text = "\n".join(lines).strip()
                if text:
                    composer.paragraph(text, SheetPlace(title, "A1"), kind=BlockKind.TEXTBOX)
            pictures = sum(1 for _ in root.iter("{*}pic", "{*}graphicFrame"))
            if pictures:
                composer.note("JH-F-032", f"工作表“{title}”有图片或图表{pictures}处，其中内容未读取")
