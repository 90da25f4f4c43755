"""Which of a person's information the law makes the company keep, and until when: pure values.

How long is never said here: a rule names a clock or a record of the law's table, which has the
period, the event it counts from, and the article.
"""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from mamoru.law.calendar import TOKYO, tokyo_day
from mamoru.law.clocks import deadline, end_of
from mamoru.law.figures import clock_named
from mamoru.law.periods import Period, last_day_after
from mamoru.law.records import record_named
from mamoru.policy.words import Word

BY_YEAR = frozenset(["filing_due", "books_closed"])
"""Events that follow from the business year in which something was collected."""
AT_LEAVING = frozenset(["transaction_ended", "purpose_ended", "employment_ended", "last_sent"])
"""Events that happened at the latest when somebody left, from which they are counted."""
RETURN_DUE = Period(months=2)
"""How long after the end of a business year its tax return is due, where no rule says."""
RECORD = "statutory_record"
"""Kind of the holds that say who somebody was in a record of provision or receipt."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Naming:
    """What says who somebody was: items, and kinds of identifiers."""

    items: tuple[str, ...] = ()
    identifiers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldRule:
    """One duty to keep."""

    kind: str
    word: Word
    clock: str
    """Clock or record (`R02`) of the law's table."""
    purpose: str
    data: frozenset[str] = frozenset()
    """Categories of which everything is kept."""
    items: frozenset[str] = frozenset()
    """Single items that are kept."""
    choices: bool = False
    """Whether it is what the person chose, with what proves it."""
    whose: frozenset[str] = frozenset()
    naming: Naming = Naming()

    def keeps(self, data: str | None, item: str) -> bool:
        """Tell whether a value is kept."""
        return data in self.data or item in self.items


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldRules:
    """Everything that is kept by law here; number 0 is where nothing has been published."""

    number: int = 0
    text_hash: str = ""
    rules: tuple[HoldRule, ...] = ()
    year_ends: tuple[int, int] | None = None
    """Month and day; where nobody said, the latest that it can be is meant."""
    return_due_after: Period = RETURN_DUE
    records: Naming = Naming(items=("name",), identifiers=("email",))
    records_purpose: str | None = None

    def article(self, clock: str, on: date) -> str:
        """Return where the law says so; raises `UnknownClockError`, `UnknownRecordError`."""
        return (record_named if clock.startswith("R") else clock_named)(clock, on).article

    def until(self, clock: str, collected_at: datetime, left_at: datetime) -> datetime:
        """Return the first instant at which something may go that `clock` keeps.

        Raises `UnknownClockError`, `UnknownRecordError`.
        """
        on = tokyo_day(left_at)
        event = event_of(clock, on)
        start = self.begun(event, collected_at) if event in BY_YEAR else left_at
        if not clock.startswith("R"):
            return deadline(clock_named(clock, on), start)
        return end_of(last_day_after(start, record_named(clock, on).keep or Period()))

    def begun(self, event: str, at: datetime) -> datetime:
        """Return from when a clock of `event` counts for what is of the moment `at`."""
        if event not in BY_YEAR:
            return at
        day = tokyo_day(at)
        closed = _a_year_later(day) if self.year_ends is None else _year_end(day, *self.year_ends)
        if event == "filing_due":
            closed = last_day_after(_noon(closed), self.return_due_after)
        return _noon(closed)


def event_of(clock: str, on: date) -> str:
    """Return the event that a clock or record of the law counts from."""
    if clock.startswith("R"):
        return record_named(clock, on).event or ""
    return clock_named(clock, on).event


def _year_end(day: date, month: int, last: int) -> date:
    """Return the last day of the business year in which `day` is."""
    found = date(day.year, month, min(last, monthrange(day.year, month)[1]))
    if found >= day:
        return found
    return date(day.year + 1, month, min(last, monthrange(day.year + 1, month)[1]))


def _a_year_later(day: date) -> date:
    """Return the end of the last month in which a business year with `day` in it can end."""
    last = last_day_after(_noon(day), Period(months=12)) - timedelta(days=1)
    return last.replace(day=monthrange(last.year, last.month)[1])


def _noon(day: date) -> datetime:
    """Return a moment of `day`, which is no beginning of a day: the first day is left out."""
    return datetime.combine(day, time(12), TOKYO)
