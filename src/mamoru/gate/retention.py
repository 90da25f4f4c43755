"""Whether what is held of a person has been kept as long as the policy says (APPI 22).

The vault knows when something was collected and when an account was deleted. The last contact is
the last time anything was collected from the person. When a purpose ended the asker can tell, by a
reference to its record; at the latest it was when the person left.
"""

from datetime import date, datetime, time

from mamoru.gate.about import About
from mamoru.law.calendar import TOKYO, tokyo_day
from mamoru.law.clocks import end_of
from mamoru.law.periods import Period, last_day_after
from mamoru.policy.model import Retention
from mamoru.vault.aging import latest_file

OVER = "retention_over"
WHEN_LEFT = ("account_deleted", "purpose_ended")
"""Events that happened when somebody left, or before."""


def periods_of(about: About, data: str) -> list[tuple[Retention, date | None]]:
    """Return how long the policy keeps `data` of this person, and each last day as far as known."""
    whose = about.held.whose
    found: list[tuple[Retention, date | None]] = []
    for one in about.book.policy.retention:
        if data in one.data and (one.whose is None or whose in one.whose):
            known = one.since != "purpose_ended"
            began = _beginning(about, data, one) if known else None
            found.append((one, last_day_after(began, Period.parse(one.keep)) if began else None))
    return found


def is_over(about: About, data: str | None, grounds: dict[str, str | None]) -> bool:
    """Return whether every period for which the policy keeps `data` of this person has ended.

    False where the policy names none, or its beginning is not known.
    """
    whose = about.held.whose
    periods = [
        one
        for one in about.book.policy.retention
        if data in one.data and (one.whose is None or whose in one.whose)
    ]
    return bool(periods) and all(_has_ended(about, data, one, grounds) for one in periods)


def _has_ended(
    about: About, data: str | None, period: Retention, grounds: dict[str, str | None]
) -> bool:
    if period.since == "purpose_ended" and grounds.get(OVER):
        return True
    began = _beginning(about, data, period)
    return began is not None and last_day_after(began, Period.parse(period.keep)) < tokyo_day(
        about.at
    )


def _beginning(about: About, data: str | None, period: Retention) -> datetime | None:
    """Return when the event was from which `period` counts, as far as the vault knows."""
    if period.since in WHEN_LEFT:
        return about.held.left_at
    found = [
        field.collected_at
        for field in about.held.fields
        if period.since == "last_contact" or field.data == data
    ]
    file = latest_file(about.held.number, data)
    return max([*found, *([] if file is None else [file])], default=None)


def began_before(keep: Period, at: datetime) -> datetime:
    """Return the moment before which a period that is over at `at` began: the end of a day.

    Whatever began on that day or earlier has its last day before the day of `at`.
    """
    today = tokyo_day(at)
    early, late = date(1900, 1, 1), today
    while (late - early).days > 1:
        middle = early + (late - early) // 2
        is_over = last_day_after(_noon(middle), keep) < today
        early, late = (middle, late) if is_over else (early, middle)
    return end_of(early)


def _noon(day: date) -> datetime:
    return datetime.combine(day, time(12), TOKYO)
