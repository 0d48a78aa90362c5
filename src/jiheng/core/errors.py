"""The one kind of trouble that is raised: the program, a pack or a file is wrong.

What a report says wrongly is a Finding; what a file would not give up is a ReadingNote. Neither is raised.
"""

from __future__ import annotations


class JihengError(Exception):
    """Something a person must mend: a code, what is wrong, where, and how to mend it.

    Codes: `JH-C-` case files, `JH-F-` files, `JH-P-` packs and lawbook, `JH-S-` settings, `JH-U-` usage.
    """

    def __init__(self, code: str, what: str, *, where: str = "", mend: str = "") -> None:
        """Keep the four parts; the message is one line of Chinese made of them."""
        self.code = code
        self.what = what
        self.where = where
        self.mend = mend
        super().__init__(self.line())

    def line(self) -> str:
        """One line: code, place, what, how to mend."""
        place = f"{self.where}：" if self.where else ""
        mend = f"（{self.mend}）" if self.mend else ""
        return f"[{self.code}] {place}{self.what}{mend}"


class UnreadableFile(JihengError):
    """A file that no reader can give a document for (`JH-F-…`)."""


class LawbookError(JihengError):
    """Data of the lawbook that cannot be used (`JH-P-…`)."""
