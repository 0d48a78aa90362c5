"""The text of a Word paragraph as printed with all tracked changes accepted, and what in it is no text."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from jiheng.core.documents.locator import WordPlace
from jiheng.core.reading.ooxml.numbering import W
from jiheng.core.reading.ooxml.symbols import symbol
from jiheng.core.reading.ooxml.word_styles import is_on

_VAL = W + "val"
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_RUN, _TEXT, _TAB, _PPR, _RPR = W + "r", W + "t", W + "tab", W + "pPr", W + "rPr"
ALTERNATE = _MC + "AlternateContent"
_BREAKS = {W + "br", W + "cr"}
_CHILDREN = {W + name for name in ("ins", "moveTo", "hyperlink", "smartTag", "customXml", "fldSimple", "dir", "bdo", "sdtContent")}
GONE = {W + "del", W + "moveFrom"}
_PICTURES = {W + "drawing", W + "pict", W + "object"}
_BOX = W + "txbxContent"
_KINDS = {  # local name of an element inside a drawing → what it is called in a note
    "blip": "图片",
    "imagedata": "图片",
    "chart": "图表",
    "relIds": "SmartArt图形",
    "OLEObject": "嵌入对象",
}


def choice(node: Any) -> Any | None:
    """The branch of mc:AlternateContent to read: the first choice, else the fallback."""
    branch = node.find(_MC + "Choice")
    return branch if branch is not None else node.find(_MC + "Fallback")


@dataclass(slots=True)
class TextWalk:
    """Reads paragraphs one after another; text boxes found on the way wait in `boxes`, the rest in `seen` by kind."""

    looks_for_hidden: bool = False
    boxes: list[Any] = field(default_factory=list)
    seen: dict[str, list[WordPlace]] = field(default_factory=dict)
    hidden: list[str] = field(default_factory=list)
    _out: list[str] = field(default_factory=list)
    _fields: list[bool] = field(default_factory=list)  # open fields: True while in the code, False in the result
    _coded: bool = False
    _place: WordPlace = field(default_factory=lambda: WordPlace("body", 0))

    def text(self, paragraph: Any, place: WordPlace) -> str:
        """The paragraph's characters; tabs and line breaks kept."""
        self._out.clear()
        self._fields.clear()
        self._coded = False
        self._place = place
        for child in paragraph:
            if child.tag == _RUN:
                self._run(child)
            elif child.tag != _PPR:
                self._inline(child)
        return self._out[0] if len(self._out) == 1 else "".join(self._out)

    def see(self, kind: str, place: WordPlace | None = None) -> None:
        """Remember something that is not text, at the present place or another."""
        self.seen.setdefault(kind, []).append(place or self._place)

    def _add(self, text: str) -> None:
        if not self._coded:
            self._out.append(text)

    def _inline(self, node: Any) -> None:
        tag = node.tag
        if tag in _CHILDREN:
            for child in node:
                if child.tag == _RUN:
                    self._run(child)
                else:
                    self._inline(child)
        elif tag == W + "sdt":
            self._control(node)
        elif tag in (_M + "oMath", _M + "oMathPara"):
            self.see("公式")
            self._add(_formula(node))
        elif tag == ALTERNATE:
            branch = choice(node)
            for child in branch if branch is not None else ():
                self._run(child) if child.tag == _RUN else self._inline(child)
        elif tag in _PICTURES:  # not where the standard has it, but WPS and converters put it there
            self._picture(node)
        elif tag == W + "ruby":
            self._ruby(node)

    def _control(self, node: Any) -> None:
        box = node.find(f"{W}sdtPr/{_W14}checkbox")
        if box is not None:
            ticked = box.find(_W14 + "checked")
            self._add("☑" if ticked is not None and ticked.get(_W14 + "val", "1") not in ("0", "false") else "☐")
            return
        content = node.find(W + "sdtContent")
        if content is not None:
            self._inline(content)

    def _ruby(self, node: Any) -> None:
        base = node.find(W + "rubyBase")
        for run in base if base is not None else ():
            if run.tag == _RUN:
                self._run(run)

    def _run(self, run: Any) -> None:
        for child in run:
            tag = child.tag
            if tag == _TEXT:
                if child.text and not self._coded:
                    self._out.append(child.text)
            elif tag == _RPR:
                if self.looks_for_hidden and is_on(child.find(W + "vanish")):
                    words = "".join(node.text or "" for node in run.iter(_TEXT))
                    if words.strip():
                        self.hidden.append(words)
                        self.see("隐藏文字")
                    return
            elif tag == _TAB or tag == W + "ptab":
                self._add("\t")
            elif tag in _BREAKS:
                self._add("\n")
            elif tag == W + "fldChar":
                self._field(child)
            elif tag == W + "sym":
                self._symbol(child)
            elif tag == W + "noBreakHyphen":
                self._add("-")
            elif tag in _PICTURES:
                self._picture(child)
            elif tag == ALTERNATE:
                branch = choice(child)
                if branch is not None:
                    self._run(branch)
            elif tag == W + "ruby":
                self._ruby(child)

    def _field(self, node: Any) -> None:
        kind = node.get(W + "fldCharType")
        if kind == "begin":
            box = node.find(f"{W}ffData/{W}checkBox")
            if box is not None:
                ticked = box.find(W + "checked")
                self._add("☑" if is_on(ticked if ticked is not None else box.find(W + "default")) else "☐")
            self._fields.append(True)
        elif kind == "separate" and self._fields:
            self._fields[-1] = False
        elif kind == "end" and self._fields:
            self._fields.pop()
        self._coded = any(self._fields)

    def _symbol(self, node: Any) -> None:
        try:
            code = int(node.get(W + "char", ""), 16)
        except ValueError:
            code = 0
        char = symbol(node.get(W + "font", ""), code) if code else ""
        if not char:
            self.see("特殊符号")
        self._add(char or "\ufffd")

    def _picture(self, node: Any) -> None:
        kinds: set[str] = set()
        waiting = [node]
        while waiting:
            here = waiting.pop()
            if not isinstance(here.tag, str):
                continue
            if here.tag == _BOX:
                self.boxes.append(here)
                continue
            if here.tag == ALTERNATE:
                here = choice(here)
                if here is None:
                    continue
            name = here.tag.rpartition("}")[2]
            if name in _KINDS:
                kinds.add(_KINDS[name])
            waiting.extend(reversed(here))
        if "嵌入对象" in kinds:
            kinds.discard("图片")  # the picture of the object is not another one
        for kind in sorted(kinds):
            self.see(kind)


def _formula(node: Any) -> str:
    """A formula on one line: fractions as a/b, powers as a^b, everything else in order."""
    tag = node.tag
    if tag == _M + "t":
        return node.text or ""
    if tag == _M + "f":
        top, bottom = node.find(_M + "num"), node.find(_M + "den")
        return "/".join(_closed(_formula(part)) for part in (top, bottom) if part is not None)
    if tag == _M + "sSup":
        base, power = node.find(_M + "e"), node.find(_M + "sup")
        return "^".join(_closed(_formula(part)) for part in (base, power) if part is not None)
    return "".join(_formula(child) for child in node if isinstance(child.tag, str))


def _closed(text: str) -> str:
    return text if len(text) < 2 or text.isalnum() else f"({text})"
