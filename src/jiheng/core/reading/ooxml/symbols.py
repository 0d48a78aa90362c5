"""Characters of the symbol fonts Word uses for ticks, boxes and mathematical signs, as Unicode."""

from __future__ import annotations

_SYMBOL = {
    0xA3: "≤", 0xB3: "≥", 0xB1: "±", 0xB4: "×", 0xB8: "÷", 0xB9: "≠", 0xBB: "≈", 0xA5: "∞", 0xB0: "°", 0xB7: "•", 0xD7: "⋅",
    0xAE: "→", 0xAC: "←", 0xAD: "↑", 0xAF: "↓", 0xE5: "∑", 0xD6: "√", 0x6D: "μ", 0x44: "Δ", 0xA2: "′", 0xB2: "″", 0xBC: "…",
}  # fmt: skip
_WINGDINGS = {
    0xFE: "☑", 0xA8: "☐", 0x6F: "☐", 0xFD: "☒", 0xFC: "✔", 0xFB: "✘", 0x78: "☒", 0x6C: "●", 0x6E: "■", 0xA7: "▪", 0xD8: "➢",
    0xE0: "→", 0xDF: "←", 0xE1: "↑", 0xE2: "↓", 0x75: "◆", 0x76: "❖", 0x9F: "•", 0xAB: "★", 0xB6: "☆", 0xA1: "○", 0x71: "❑", 0x72: "❒",
    **{0x81 + number: chr(0x2460 + number) for number in range(10)}, **{0x8C + number: chr(0x2776 + number) for number in range(10)},
}  # fmt: skip
_WINGDINGS_2 = {
    0x52: "☑", 0xA3: "☐", 0x50: "✓", 0x4F: "✗", 0x51: "☒", 0x53: "☒", 0x54: "☒", 0x2A: "☐", 0x98: "●",
    **{0x6A + number: chr(0x2460 + number) for number in range(10)},
}  # fmt: skip
_FONTS = {"symbol": _SYMBOL, "wingdings": _WINGDINGS, "wingdings 2": _WINGDINGS_2}


def symbol(font: str, code: int) -> str:
    """The character a symbol font prints for a code; empty when it is not known."""
    low = code - 0xF000 if 0xF000 <= code <= 0xF0FF else code
    table = _FONTS.get(font.lower())
    if table is None:
        return chr(code) if 0x20 <= code < 0xD800 or 0xF900 <= code <= 0xFFFD else ""
    if low in table:
        return table[low]
    return chr(low) if table is _SYMBOL and 0x20 <= low < 0x40 else ""
