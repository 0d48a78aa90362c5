"""What is wrong in a case file: one line for each trouble, all of them at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from jiheng.core.errors import JihengError


@dataclass(frozen=True, slots=True)
class Trouble:
    """One thing to mend in a case file: code, file, line, path of the field, what is wrong, how to mend."""

    code: str
    file: str
    line: int
    path: str
    what: str
    mend: str

    def words(self) -> str:
        """One line of Chinese."""
        field = f"，{self.path}" if self.path else ""
        return f"[{self.code}] {self.file}第{self.line}行{field}：{self.what}（{self.mend}）"


class CaseError(JihengError):
    """A case file that cannot be used (`JH-C-…`), with every trouble that was found."""

    def __init__(self, troubles: Sequence[Trouble]) -> None:
        """Keep the troubles in the file's order; the first gives the code and place."""
        self.troubles = tuple(sorted(troubles, key=lambda one: one.line))
        first = self.troubles[0]
        super().__init__(first.code, first.what, where=f"{first.file}第{first.line}行" + (f"，{first.path}" if first.path else ""), mend=first.mend)

    def line(self) -> str:
        """All troubles, one a line."""
        return "\n".join(one.words() for one in self.troubles)
