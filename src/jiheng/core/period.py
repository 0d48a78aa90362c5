"""Which time a statement is about: a fiscal year, a part of it, or a run of years."""

from __future__ import annotations

from typing import NamedTuple


class Period(NamedTuple):
    """A fiscal year, or months [first, last] of it, or years [year - years + 1, year] when `years` is above 1.

    Example:
        >>> Period(2023).words(), Period(2023, months=(1, 6)).words(), Period(2020, years=5).words()
        ('2023年', '2023年1—6月', '2016—2020年')
    """

    year: int | None
    months: tuple[int, int] | None = None
    years: int = 1

    def words(self) -> str:
        """The period in Chinese."""
        if self.year is None:
            return "年度不明"
        if self.years > 1:
            return f"{self.year - self.years + 1}—{self.year}年"
        if self.months:
            return f"{self.year}年{self.months[0]}—{self.months[1]}月"
        return f"{self.year}年"

    def shifted(self, years: int) -> Period:
        """The same part of another year."""
        return Period(None if self.year is None else self.year + years, self.months, self.years)
