"""The typefaces of official documents by name, what may stand in for each, and which of them a machine has."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from functools import lru_cache

import typst

_SERIF = ("Noto Serif CJK SC", "Source Han Serif SC", "Noto Serif SC", "SimSun", "宋体")
_SANS = ("Noto Sans CJK SC", "Source Han Sans SC", "Noto Sans SC", "Microsoft YaHei")


class Face(Enum):
    """What a line is set in."""

    BODY = "仿宋"
    TITLE = "小标宋"
    HEI = "黑体"
    KAI = "楷体"
    SONG = "宋体"


@dataclass(frozen=True, slots=True)
class Typeface:
    """A face: its name in Word, the name Word falls back to, and every name it may be installed under, best first.

    The names after `own` are of other faces: they keep the text readable, but the page no longer looks as the standard says.
    """

    word: str
    word_else: str
    own: tuple[str, ...]
    others: tuple[str, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """Every name in the order in which a renderer should try them."""
        return self.own + self.others


TYPEFACES: dict[Face, Typeface] = {
    Face.BODY: Typeface(
        "仿宋_GB2312", "仿宋", ("FangSong_GB2312", "仿宋_GB2312", "FangSong", "仿宋", "STFangsong", "FandolFang R", "FandolFang"), _SERIF
    ),
    Face.TITLE: Typeface("方正小标宋简体", "宋体", ("FZXiaoBiaoSong-B05S", "方正小标宋简体", "方正小标宋_GBK"), ("FandolSong", *_SERIF)),
    Face.HEI: Typeface("黑体", "SimHei", ("SimHei", "黑体", "STHeiti", "FandolHei"), _SANS),
    Face.KAI: Typeface("楷体_GB2312", "楷体", ("KaiTi_GB2312", "楷体_GB2312", "KaiTi", "楷体", "STKaiti", "FandolKai", "LXGW WenKai"), _SERIF),
    Face.SONG: Typeface("宋体", "SimSun", ("SimSun", "宋体", "STSong", "FandolSong", *_SERIF[:3]), _SANS),
}


@lru_cache(maxsize=1)
def installed() -> typst.Fonts:
    """The fonts of this machine, looked for once."""
    return typst.Fonts(include_system_fonts=True, include_embedded_fonts=False)


@lru_cache(maxsize=1)
def _families() -> frozenset[str]:
    return frozenset(name.lower() for name in installed().families())


def present(face: Face) -> tuple[str, ...]:
    """The names of a face's fonts that this machine has, best first; a font without a character is followed by the next."""
    return tuple(name for name in TYPEFACES[face].names if name.lower() in _families())


def has_own(face: Face) -> bool:
    """Whether this machine has the face itself and not only a stand-in."""
    return any(name.lower() in _families() for name in TYPEFACES[face].own)


def missing_typefaces() -> tuple[str, ...]:
    """One sentence for each face that this machine cannot set a PDF in; Word files name their fonts and lose nothing."""
    said = []
    for face, typeface in TYPEFACES.items():
        if has_own(face):
            continue
        instead = present(face)
        words = f"以{instead[0]}代替" if instead else "没有可代替的中文字体，PDF将缺字"
        said.append(f"本机没有{face.value}字体（{typeface.word}），PDF中{words}；装上该字体再生成即可")
    return tuple(said)
