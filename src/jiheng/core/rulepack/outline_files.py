"""The `outline` and `layouts` of a pack out of its YAML, and out of the packs it extends where it has none of its own."""

from __future__ import annotations

from functools import lru_cache
from typing import Any, NoReturn, cast, get_args

from jiheng.core.errors import LawbookError
from jiheng.core.lawbook import load_yaml
from jiheng.core.rulepack.outline import CellPlan, Form, Layout, Outline, Repeat, RowPlan, SectionPlan

NATIONAL = "national/2020"  # the floor that every region stands on
_SECTION = {"id", "title", "use", "sections", "words"}
_LAYOUT = {"title", "sheet", "widths", "rows", "form", "head_rows", "unit", "notes", "sign_off", "landscape", "source", "verified"}
_KINDS = ("head", "text", "amount", "formula", "field", "row", "total", "blank")
_CELL = {*_KINDS, "columns", "rows", "limit", "align", "places", "group", "choices", "label", "over"}


@lru_cache(maxsize=64)
def load_outline(pack: str) -> Outline:
    """The outline of a pack, or of the nearest pack it stands on that has one.

    Raises: LawbookError JH-P-050.
    """
    for id in lineage(pack):
        data = load_yaml(f"packs/{id}.yaml")
        if data.get("outline"):
            return read_outline(data["outline"], f"packs/{id}.yaml")
    raise LawbookError("JH-P-050", f"规则包“{pack}”及其上级都没有报告提纲", where=f"packs/{pack}.yaml", mend="写上 outline，或用 extends 指明上级")


@lru_cache(maxsize=64)
def load_layouts(pack: str) -> tuple[Layout, ...]:
    """Every layout of a pack and of those it stands on; the nearest of one id wins.

    Raises: LawbookError JH-P-050.
    """
    found: dict[str, Layout] = {}
    for id in lineage(pack):
        for name, entry in (load_yaml(f"packs/{id}.yaml").get("layouts") or {}).items():
            if name not in found:
                found[name] = read_layout(name, _with_what_it_is_like(name, entry, id), f"packs/{id}.yaml")
    return tuple(found.values())


def _with_what_it_is_like(layout: str, entry: dict[str, Any], pack: str) -> dict[str, Any]:
    """A layout that says `like: another/pack` has all of that pack's layout of the same id but for what it states itself."""
    other = entry.get("like")
    if not other:
        return entry
    try:
        theirs = (load_yaml(f"packs/{other}.yaml").get("layouts") or {}).get(layout) or {}
    except FileNotFoundError:
        theirs = {}
    if not theirs or theirs.get("like"):
        _fail(f"lawbook/packs/{pack}.yaml layouts.{layout}", f"“{other}”没有自己的{layout}版式", "like 指向一个写全了该版式的规则包")
    return {**theirs, **{key: value for key, value in entry.items() if key != "like"}}


def lineage(pack: str) -> tuple[str, ...]:
    """A pack and all that it extends, itself first; the nation's own stands below every one.

    Raises: LawbookError JH-P-031 for a pack that is not there.
    """
    out: list[str] = []
    id = pack
    while id and id not in out:
        out.append(id)
        try:
            id = str(load_yaml(f"packs/{id}.yaml").get("extends") or "")
        except FileNotFoundError:
            raise LawbookError("JH-P-031", f"没有规则包“{id}”", where="lawbook/packs", mend="用 jiheng packs 列出全部") from None
    return tuple(out) if NATIONAL in out else (*out, NATIONAL)


def read_outline(data: Any, file: str) -> Outline:
    """An outline out of parsed YAML. Raises: LawbookError JH-P-050."""
    where = f"lawbook/{file} outline"
    if unknown := set(data) - {"title", "sections", "attachments"}:
        _fail(where, f"不认识的字段{'、'.join(sorted(unknown))}", "只用 title、sections、attachments")
    if not data.get("title") or not data.get("sections"):
        _fail(where, "缺少 title 或 sections", "补上报告标题和各节")
    sections = tuple(_section(one, where, 1) for one in data["sections"])
    outline = Outline(tuple(data["title"]), sections, tuple(data.get("attachments") or ()))
    ids = [one.id for one in outline.walk()]
    if twice := sorted({id for id in ids if ids.count(id) > 1}):
        _fail(where, f"节的编号重复：{'、'.join(twice)}", "每节用不同的编号")
    return outline


def read_layout(id: str, data: Any, file: str) -> Layout:
    """A layout out of parsed YAML; every row must fill the line. Raises: LawbookError JH-P-050."""
    where = f"lawbook/{file} layouts.{id}"
    if unknown := set(data) - _LAYOUT:
        _fail(where, f"不认识的字段{'、'.join(sorted(unknown))}", "只用" + "、".join(sorted(_LAYOUT)))
    for field in ("title", "sheet", "widths", "rows"):
        if not data.get(field):
            _fail(where, f"缺少{field}", "补上该项")
    form = str(data.get("form", "department"))
    if form not in get_args(Form):
        _fail(where, f"form 写作“{form}”", "只用 department、project")
    layout = Layout(
        id=id,
        title=str(data["title"]),
        sheet=str(data["sheet"]),
        widths=tuple(int(width) for width in data["widths"]),
        rows=tuple(_row(row, f"{where}.rows[{place}]") for place, row in enumerate(data["rows"])),
        form=cast("Form", form),
        head_rows=int(data.get("head_rows", 0)),
        unit=str(data.get("unit", "")),
        notes=tuple(data.get("notes") or ()),
        sign_off=tuple(data.get("sign_off") or ()),
        landscape=bool(data.get("landscape")),
        source=str(data.get("source", "")),
        verified=bool(data.get("verified")),
    )
    _fits(layout, where)
    return layout


def _section(data: Any, where: str, level: int) -> SectionPlan:
    if unknown := set(data) - _SECTION:
        _fail(where, f"不认识的字段{'、'.join(sorted(unknown))}", "只用" + "、".join(sorted(_SECTION)))
    if not data.get("id") or not data.get("title"):
        _fail(where, "有一节没有 id 或 title", "补上")
    if level > 4:
        _fail(where, f"“{data['title']}”在第{level}层", "标题最多四层")
    inner = tuple(_section(one, where, level + 1) for one in data.get("sections") or ())
    return SectionPlan(str(data["id"]), str(data["title"]), tuple(data.get("use") or ()), inner, str(data.get("words", "")))


def _row(data: Any, where: str) -> RowPlan:
    repeat = ""
    if isinstance(data, dict):
        repeat = _repeat(data.get("repeat", ""), where)
        if unknown := set(data) - {"repeat", "cells"}:
            _fail(where, f"不认识的字段{'、'.join(sorted(unknown))}", "只用 repeat、cells")
        data = data["cells"]
    return RowPlan(tuple(_cell(one, where) for one in data), cast("Repeat", repeat))


def _repeat(word: Any, where: str) -> str:
    if str(word) not in get_args(Repeat):
        _fail(where, f"不认识的行“{word}”", "只用" + "、".join(one for one in get_args(Repeat) if one))
    return str(word)


def _cell(data: Any, where: str) -> CellPlan:
    if data is None:
        return CellPlan("blank")
    if not isinstance(data, dict):
        return CellPlan("head", str(data))
    if unknown := set(data) - _CELL:
        _fail(where, f"格里有不认识的字段{'、'.join(sorted(unknown))}", "只用" + "、".join(sorted(_CELL)))
    kinds = [kind for kind in _KINDS if kind in data]
    if len(kinds) > 1:
        _fail(where, f"一格里同时写了{'、'.join(kinds)}", "一格只写一种")
    kind = kinds[0] if kinds else "blank"
    return CellPlan(
        kind=kind,
        of="" if data.get(kind) in (None, True) else str(data[kind]),
        columns=int(data.get("columns", 1)),
        rows=2 if data.get("over") else int(data.get("rows", 1)),
        limit=int(data.get("limit", 0)),
        align=str(data.get("align", "")),
        places=int(data.get("places", 2)),
        group=int(data.get("group", 0)),
        choices=tuple(data.get("choices") or ()),
        label=str(data.get("label", "")),
        over=cast("Repeat", _repeat(data.get("over", ""), where)),
    )


def _fits(layout: Layout, where: str) -> None:
    """Every row fills all columns, counting what hangs down from rows above."""
    width = len(layout.widths)
    hanging = [0] * width
    for place, row in enumerate(layout.rows):
        used = sum(1 for rest in hanging if rest) + sum(cell.columns for cell in row.cells)
        if used != width:
            _fail(f"{where}.rows[{place}]", f"这一行占{used}列，而 widths 有{width}列", "核对 columns 与上面各行的 rows")
        free = [column for column, rest in enumerate(hanging) if not rest]
        hanging = [max(0, rest - 1) for rest in hanging]
        at = 0
        for cell in row.cells:
            for column in free[at : at + cell.columns]:
                hanging[column] = cell.rows - 1
            at += cell.columns
    if any(hanging):
        _fail(where, "最后一行之下还有没合完的格", "核对 rows")


def _fail(where: str, what: str, mend: str) -> NoReturn:
    raise LawbookError("JH-P-050", what, where=where, mend=mend)
