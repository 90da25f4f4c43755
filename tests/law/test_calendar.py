from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mamoru.law.calendar import (
    is_business_day,
    next_business_day,
    previous_business_day,
    tokyo_day,
)
from mamoru.law.errors import NaiveTimeError, UnknownYearError

DAYS = st.dates(date(1990, 1, 1), date(2090, 12, 31))


@pytest.mark.parametrize(
    "closed",
    [
        "2026-05-03",  # Constitution Day, a Sunday
        "2026-05-06",  # its substitute, after Greenery Day and Children's Day
        "2026-09-21",  # Respect for the Aged Day
        "2026-09-22",  # a day between two holidays is one itself
        "2026-09-23",  # Autumnal Equinox Day
        "2024-02-12",  # substitute for Foundation Day on a Sunday
        "2019-04-30",  # between Showa Day and the accession, by special act
        "2019-05-01",
        "2020-07-24",  # Sports Day, moved for the Olympic Games
        "2021-08-09",  # substitute for Mountain Day, moved to a Sunday
        "2026-12-29",  # the offices close
        "2027-01-03",
        "2026-11-21",  # a Saturday
        "2026-11-22",  # a Sunday
    ],
)
def test_the_authorities_are_closed_on(closed: str) -> None:
    assert not is_business_day(date.fromisoformat(closed))


@pytest.mark.parametrize(
    "open_day",
    [
        "2026-05-07",
        "2026-09-24",
        "2020-10-12",  # Sports Day was elsewhere in 2020
        "2019-12-23",  # no longer the Emperor's Birthday
        "2026-12-28",
        "2027-01-04",
    ],
)
def test_the_authorities_are_open_on(open_day: str) -> None:
    assert is_business_day(date.fromisoformat(open_day))


@pytest.mark.parametrize(
    ("day", "following", "preceding"),
    [
        ("2026-05-03", "2026-05-07", "2026-05-01"),
        ("2026-09-19", "2026-09-24", "2026-09-18"),
        ("2025-12-27", "2026-01-05", "2025-12-26"),
        ("2026-06-01", "2026-06-01", "2026-06-01"),
    ],
)
def test_a_closed_day_moves_to_the_nearest_working_day(
    day: str, following: str, preceding: str
) -> None:
    assert next_business_day(date.fromisoformat(day)) == date.fromisoformat(following)
    assert previous_business_day(date.fromisoformat(day)) == date.fromisoformat(preceding)


@given(DAYS)
def test_a_working_day_is_found_within_a_fortnight_and_none_is_passed_over(day: date) -> None:
    found = next_business_day(day)

    assert is_business_day(found)
    assert day <= found <= day + timedelta(days=14)
    assert previous_business_day(found) == found
    between = [day + timedelta(days=n) for n in range((found - day).days)]
    assert not any(map(is_business_day, between))


def test_a_day_in_japan_begins_nine_hours_before_that_of_utc() -> None:
    assert tokyo_day(datetime(2026, 3, 31, 14, 59, 59, tzinfo=UTC)) == date(2026, 3, 31)
    assert tokyo_day(datetime(2026, 3, 31, 15, 0, tzinfo=UTC)) == date(2026, 4, 1)


def test_a_time_without_its_zone_has_no_day() -> None:
    with pytest.raises(NaiveTimeError):
        tokyo_day(datetime(2026, 3, 31))  # noqa: DTZ001


def test_a_year_whose_holidays_are_unknown_is_said_and_not_taken_for_one_without() -> None:
    with pytest.raises(UnknownYearError) as raised:
        is_business_day(date(2150, 6, 1))

    assert raised.value.facts == {"year": 2150}
