"""Whether what is held of a person has been kept as long as the policy says (APPI 22).

The vault knows when something was collected and when an account was deleted. The last contact is
the last time anything was collected from the person. When a purpose ended nobody but the asker can
tell, by a reference to its record.
"""

from datetime import datetime

from mamoru.gate.about import About
from mamoru.law.calendar import tokyo_day
from mamoru.law.periods import Period, last_day_after
from mamoru.policy.model import Retention

OVER = "retention_over"


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
    if period.since == "purpose_ended":
        return bool(grounds.get(OVER))
    began = _beginning(about, data, period)
    return began is not None and last_day_after(began, Period.parse(period.keep)) < tokyo_day(
        about.at
    )


def _beginning(about: About, data: str | None, period: Retention) -> datetime | None:
    """Return when the event was from which `period` counts, as far as the vault knows."""
    if period.since == "account_deleted":
        return about.held.left_at
    return max(
        (
            field.collected_at
            for field in about.held.fields
            if period.since == "last_contact" or field.data == data
        ),
        default=None,
    )
