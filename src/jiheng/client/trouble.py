"""What the API refuses, as an exception with everything that it said."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Trouble:
    """One thing that is wrong: what, where, what was expected, how to mend it."""

    code: str
    what: str
    where: str = ""
    expected: str = ""
    mend: str = ""


@dataclass(frozen=True, slots=True)
class BothTexts:
    """A column that somebody else changed meanwhile."""

    name: str
    now: str
    yours: str


class ApiError(Exception):
    """A refusal; `status` 0 when the server could not be reached."""

    def __init__(self, status: int, errors: tuple[Trouble, ...], both: tuple[BothTexts, ...] = (), version: int | None = None) -> None:
        """Keep all that was said."""
        self.status, self.errors, self.both, self.version = status, errors, both, version
        super().__init__("；".join(f"{one.where}：{one.what}" if one.where else one.what for one in errors) or f"HTTP {status}")

    @property
    def was_edited_meanwhile(self) -> bool:
        """Whether somebody else saved first: look at `both`, and send again with `version`."""
        return self.status == 409
