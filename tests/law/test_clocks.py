from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mamoru.law.calendar import TOKYO, is_business_day, tokyo_day
from mamoru.law.clocks import Clock, ClockKind, deadline, end_of, last_day, target_day, warn_at
from mamoru.law.errors import FarTimeError, TableError, UnknownClockError, UnknownParameterError
from mamoru.law.figures import clock_named, due, law_clocks, parameter, parse_clocks
from mamoru.law.validity import Status

TODAY = date(2026, 11, 23)
CLOCKS = {clock.name: clock for clock in law_clocks().clocks}
STARTS = st.datetimes(
    datetime(2000, 1, 1),  # noqa: DTZ001 - hypothesis adds the zone
    datetime(2080, 12, 31),  # noqa: DTZ001
    timezones=st.just(TOKYO),
)


def noon(day: str) -> datetime:
    return datetime.fromisoformat(f"{day}T12:00:00+09:00")


@pytest.mark.parametrize(
    ("name", "event", "last"),
    [
        # the day of knowing is the first; neither holidays nor weekends move the preliminary report
        ("breach_preliminary", "2026-05-01", "2026-05-05"),
        # the final report is due on a working day
        ("breach_final", "2026-06-01", "2026-06-30"),
        ("breach_final", "2026-04-04", "2026-05-07"),
        ("breach_final", "2026-08-23", "2026-09-24"),
        ("breach_final", "2026-11-30", "2027-01-04"),
        ("breach_final_malicious", "2026-03-05", "2026-05-07"),
        # two weeks from arrival, whatever day that is
        ("disclosure_reply", "2026-12-18", "2027-01-01"),
        ("correction_inquiry", "2026-06-01", "2026-06-15"),
        ("stop_reply", "2026-06-01", "2026-07-01"),
        ("provision_record", "2026-06-06", "2026-06-06"),
        ("foreign_check", "2024-02-29", "2025-02-28"),
        ("access_review", "2026-11-30", "2027-02-28"),
        ("record_retention_3y", "2026-06-01", "2029-06-01"),
        ("record_retention_1y", "2023-02-28", "2024-02-29"),
        ("announcement_lead", "2026-12-31", "2026-12-16"),
        ("contractor_notice", "2026-11-24", "2026-11-26"),
        ("joint_use_purpose_change", "2026-12-31", "2026-12-30"),
    ],
)
def test_a_clock_runs_out_on_the_day_counted_by_hand(name: str, event: str, last: str) -> None:
    assert last_day(CLOCKS[name], noon(event)) == date.fromisoformat(last)


def test_the_deadline_is_the_end_of_the_last_day_in_japan() -> None:
    late = deadline(CLOCKS["disclosure_reply"], datetime(2026, 5, 31, 20, 0, tzinfo=UTC))

    assert late == datetime(2026, 6, 15, 15, 0, tzinfo=UTC)


def test_a_reminder_comes_at_the_beginning_of_its_day_and_never_before_the_event() -> None:
    knew = noon("2026-06-01")

    assert warn_at(CLOCKS["breach_preliminary"], knew) == datetime(2026, 6, 3, tzinfo=TOKYO)
    assert warn_at(CLOCKS["provision_record"], knew) == knew


def test_what_we_aim_at_may_be_earlier_than_what_the_rule_gives() -> None:
    decided = noon("2026-06-01")

    assert target_day(CLOCKS["stop_reply"], decided) == date(2026, 6, 15)
    assert last_day(CLOCKS["stop_reply"], decided) == date(2026, 7, 1)


@given(st.sampled_from([clock for clock in CLOCKS.values() if clock.rolls]), STARTS)
def test_a_clock_that_rolls_never_runs_out_on_a_closed_day(clock: Clock, start: datetime) -> None:
    assert is_business_day(last_day(clock, start))


@given(st.sampled_from(sorted(CLOCKS)), STARTS, STARTS)
def test_a_later_event_never_has_the_earlier_deadline(
    name: str, one: datetime, other: datetime
) -> None:
    early, late = sorted([one, other])

    assert deadline(CLOCKS[name], early) <= deadline(CLOCKS[name], late)


@given(st.sampled_from(sorted(CLOCKS)), STARTS)
def test_event_reminder_aim_and_deadline_follow_each_other(name: str, start: datetime) -> None:
    clock = CLOCKS[name]

    assert warn_at(clock, start) <= deadline(clock, start)
    assert target_day(clock, start) <= last_day(clock, start)
    if clock.kind is ClockKind.LEAD:
        assert deadline(clock, start) <= start
    else:
        assert start < deadline(clock, start)


@given(STARTS)
def test_a_contractor_never_has_longer_than_the_hours_of_its_contract(knew: datetime) -> None:
    clock = CLOCKS["contractor_notice"]

    assert deadline(clock, knew) - knew <= timedelta(hours=72)
    assert end_of(target_day(clock, knew)) - knew <= timedelta(hours=24)


def test_a_duty_is_due_by_a_clock_by_a_period_or_the_same_day() -> None:
    done = noon("2026-06-05")

    assert due("vendor_review", done) == datetime(2027, 6, 6, tzinfo=TOKYO)
    assert due("P3D", done) == datetime(2026, 6, 9, tzinfo=TOKYO)
    assert due(None, done) == datetime(2026, 6, 6, tzinfo=TOKYO)


def test_a_duty_due_by_an_unknown_clock_is_refused_by_name() -> None:
    with pytest.raises(UnknownClockError) as raised:
        due("someday", noon("2026-06-05"))

    assert raised.value.facts == {"name": "someday", "on": "2026-06-05"}


def test_a_clock_is_not_known_before_its_rule_was_in_force() -> None:
    assert clock_named("breach_final", date(2022, 4, 1)).name == "breach_final"
    with pytest.raises(UnknownClockError):
        clock_named("breach_final", date(2022, 3, 31))


def test_figures_are_read_from_the_table() -> None:
    assert parameter("guardian_age", TODAY) == 16
    assert parameter("large_breach", TODAY) == 1000
    with pytest.raises(UnknownParameterError):
        parameter("shoe_size", TODAY)


@pytest.mark.parametrize(
    "name",
    [
        "breach_preliminary",
        "breach_final",
        "breach_final_malicious",
        "subject_notice",
        "disclosure_reply",
        "correction_inquiry",
        "stop_reply",
        "provision_record",
        "receipt_record",
        "joint_use_change",
        "foreign_check",
        "vendor_review",
        "training",
        "access_review",
        "audit",
        "erase_after_need",
        "anonymised_publication",
        "record_retention_1y",
        "record_retention_3y",
        "announcement_lead",
    ],
)
def test_a_clock_the_product_counts_on_is_there(name: str) -> None:
    assert CLOCKS[name].validity.holds(TODAY)


def test_no_clock_or_parameter_is_a_bill() -> None:
    held = [row.validity for row in law_clocks().clocks]
    held += [row.validity for row in law_clocks().parameters]

    assert all(one.status is not Status.BILL for one in held)


CLOCK = """
events: {it: {ja: 事, en: event}}
parameters: {age: {ja: 歳, en: age, value: "16", unit: years, article: 法1,
  effective_from: "2022-04-01", status: policy, verified: false}}
clocks:
  one: {ja: 一, en: one, kind: limit, target: P5D, warn: P3D, from: it, first_day_counts: false,
    rolls: false, binding: soft, article: 法1, effective_from: "2022-04-01", status: in_force,
    verified: true}
"""


def test_a_new_version_takes_over_on_its_first_day() -> None:
    old = CLOCK.replace("status: in_force", 'effective_to: "2027-03-31", status: in_force')
    new = CLOCK.partition("clocks:\n")[2].replace("one:", '"one #2":', 1)
    new = new.replace("P5D", "P9D").replace("2022-04-01", "2027-04-01")

    clocks = parse_clocks((old + new).encode()).clocks

    assert [clock.name for clock in clocks] == ["one", "one"]
    assert [clock.period.days for clock in clocks if clock.validity.holds(date(2027, 3, 31))] == [5]
    assert [clock.period.days for clock in clocks if clock.validity.holds(date(2027, 4, 1))] == [9]


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("target: P5D, ", "", "one: target or hard is needed."),
        ("from: it", "from: them", "one: no such event."),
        ("binding: soft", "binding: hard", "one: a hard clock needs its hard period."),
        ('effective_from: "2022-04-01", status: in_force', "status: in_force", "no effective_from"),
        ("P5D", "5 days", "A period is written like P30D or P5Y."),
        ("en: one, ", "", "The text 'en' is missing"),
        ("rolls: false", "rolls: perhaps", "true or false belongs here."),
    ],
)
def test_a_faulty_clock_is_refused_with_the_reason(old: str, new: str, reason: str) -> None:
    assert old in CLOCK
    with pytest.raises(TableError) as raised:
        parse_clocks(CLOCK.replace(old, new).encode())

    assert reason in raised.value.message("en")


def test_two_versions_that_apply_at_once_are_refused() -> None:
    again = CLOCK.partition("clocks:\n")[2].replace("one:", '"one #2":', 1)

    with pytest.raises(TableError) as raised:
        parse_clocks((CLOCK + again).encode())

    assert "one: two versions apply at once." in raised.value.message("en")


def test_days_are_those_of_japan() -> None:
    assert tokyo_day(due(None, datetime(2026, 6, 5, 16, 0, tzinfo=UTC))) == date(2026, 6, 7)


@pytest.mark.parametrize("year", [1, 9999])
def test_a_moment_at_the_end_of_the_calendar_is_refused_and_not_counted_from(year: int) -> None:
    with pytest.raises(FarTimeError):
        due("P5Y", datetime(year, 12, 31, 23, tzinfo=UTC))


def test_the_longest_period_ends_within_the_calendar() -> None:
    last = datetime(8999, 12, 30, tzinfo=UTC)

    assert due("P200Y2400M9999W9999D", last).year > 9500
