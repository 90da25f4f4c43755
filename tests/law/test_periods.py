from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mamoru.law.calendar import TOKYO, tokyo_day
from mamoru.law.errors import PeriodError
from mamoru.law.periods import Period, last_day_after, last_day_before

STARTS = st.datetimes(
    datetime(1990, 1, 1),  # noqa: DTZ001 - hypothesis adds the zone
    datetime(2090, 12, 31),  # noqa: DTZ001
    timezones=st.just(TOKYO),
)
PERIODS = st.builds(
    Period, months=st.integers(min_value=0, max_value=120), days=st.integers(0, 400)
)


def noon(day: str) -> datetime:
    return datetime.fromisoformat(f"{day}T12:00:00+09:00")


@pytest.mark.parametrize(
    ("event", "period", "last"),
    [
        # the day of the event is left out
        ("2026-06-01", "P14D", "2026-06-15"),
        ("2026-12-25", "P14D", "2027-01-08"),
        ("2026-06-01", "P2W", "2026-06-15"),
        ("2026-06-01", "P0D", "2026-06-01"),
        # months end on the day before the corresponding one
        ("2026-04-09", "P1M", "2026-05-09"),
        ("2026-01-27", "P1M", "2026-02-27"),
        # … or with the month that has no such day
        ("2026-01-28", "P1M", "2026-02-28"),
        ("2026-01-30", "P1M", "2026-02-28"),
        ("2024-01-29", "P1M", "2024-02-29"),
        # … or with the month that was counted from its beginning
        ("2026-01-31", "P1M", "2026-02-28"),
        ("2026-02-28", "P1M", "2026-03-31"),
        ("2026-11-30", "P3M", "2027-02-28"),
        # years, and leap days
        ("2022-04-01", "P3Y", "2025-04-01"),
        ("2024-02-28", "P1Y", "2025-02-28"),
        ("2024-02-29", "P1Y", "2025-02-28"),
        ("2023-02-28", "P1Y", "2024-02-29"),
        ("2020-02-28", "P4Y", "2024-02-28"),
        ("2026-01-01", "P1Y6M10D", "2027-07-11"),
    ],
)
def test_a_period_ends_as_the_civil_code_counts(event: str, period: str, last: str) -> None:
    assert last_day_after(noon(event), Period.parse(period)) == date.fromisoformat(last)


def test_the_first_day_counts_where_a_rule_says_so() -> None:
    known = noon("2026-06-01")

    assert last_day_after(known, Period(days=5), first_day_counts=True) == date(2026, 6, 5)
    assert last_day_after(known, Period(months=1), first_day_counts=True) == date(2026, 6, 30)


def test_the_first_day_counts_where_the_period_begins_at_midnight() -> None:
    midnight = datetime(2026, 5, 31, 15, 0, tzinfo=UTC)

    assert last_day_after(midnight, Period(days=14)) == date(2026, 6, 14)
    assert last_day_after(midnight + timedelta(seconds=1), Period(days=14)) == date(2026, 6, 15)


@pytest.mark.parametrize(
    ("event", "period", "last"),
    [
        ("2026-12-31", "P14D", "2026-12-16"),
        ("2026-12-31", "P0D", "2026-12-30"),
        ("2026-03-01", "P1M", "2026-01-31"),
        ("2026-03-31", "P1M", "2026-02-27"),
    ],
)
def test_a_lead_leaves_the_whole_period_before_the_event(
    event: str, period: str, last: str
) -> None:
    assert last_day_before(noon(event), Period.parse(period)) == date.fromisoformat(last)


@given(STARTS, STARTS, PERIODS, st.booleans())
def test_a_later_event_never_ends_earlier(
    one: datetime, other: datetime, period: Period, counts: bool
) -> None:
    early, late = sorted([one, other])

    assert last_day_after(early, period, first_day_counts=counts) <= last_day_after(
        late, period, first_day_counts=counts
    )
    assert last_day_before(early, period, first_day_counts=counts) <= last_day_before(
        late, period, first_day_counts=counts
    )


@given(STARTS, st.integers(0, 400))
def test_days_are_counted_one_by_one(start: datetime, days: int) -> None:
    after = last_day_after(start, Period(days=days))
    before = last_day_before(start, Period(days=days))

    at_midnight = start.time() == datetime.min.time()
    assert after - tokyo_day(start) == timedelta(days=max(days - at_midnight, 0))
    assert tokyo_day(start) - before == timedelta(days=days + 1)


@given(STARTS, PERIODS)
def test_the_whole_period_fits_between_the_lead_and_the_event(
    event: datetime, period: Period
) -> None:
    announced = last_day_before(event, period)
    evening = datetime.combine(announced, datetime.max.time(), TOKYO)

    assert last_day_after(evening, period) < tokyo_day(event)


@pytest.mark.parametrize(
    "text", ["", "P", "30D", "P1.5D", "PT24H", "P-1D", "P1D2M", "P9999999999D"]
)
def test_what_is_no_period_of_whole_days_is_refused(text: str) -> None:
    with pytest.raises(PeriodError):
        Period.parse(text)
