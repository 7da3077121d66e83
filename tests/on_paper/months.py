"""Comparisons of months on paper (ports.months.Comparisons)."""

from datetime import date

from pleoqb_desktop.ports.months import MonthComparison


class MonthsOnPaper:
    """Of one company."""

    def __init__(self) -> None:
        self._kept: dict[date, MonthComparison] = {}

    def keep(self, comparison: MonthComparison) -> None:
        """In its place."""
        self._kept[comparison.month] = comparison

    def of(self, month: date) -> MonthComparison | None:
        """That of a month."""
        return self._kept.get(month)

    def newest(self) -> MonthComparison | None:
        """By when it was made."""
        return max(self._kept.values(), key=lambda one: one.compared_at, default=None)
