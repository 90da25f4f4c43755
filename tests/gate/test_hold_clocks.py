"""From when the law's clocks count what a hold keeps, and rows that a map says are kept."""

from datetime import date, datetime

import pytest
from tests.gate.samples import NOON

from mamoru.gate.holding.rules import HoldRules
from mamoru.gate.systems.whom import kept_until
from mamoru.law.calendar import TOKYO
from mamoru.law.periods import Period

ON = date(2026, 11, 29)
MARCH = HoldRules(year_ends=(3, 31))
UNSAID = HoldRules()


def at(day: str) -> datetime:
    return datetime.fromisoformat(f"{day}T12:00").replace(tzinfo=TOKYO)


@pytest.mark.parametrize(
    ("rules", "clock", "day", "last"),
    [
        # an invoice of the year that ends in March 2027, whose return is due in May
        (MARCH, "hold_tax", "2026-05-10", "2034-05-31"),
        (MARCH, "hold_tax", "2026-04-01", "2034-05-31"),
        (MARCH, "hold_tax", "2026-03-31", "2033-05-31"),
        (MARCH, "hold_tax_loss", "2026-05-10", "2037-05-31"),
        (MARCH, "hold_accounts", "2026-05-10", "2037-03-31"),
        # a leap day ends the year where February does
        (HoldRules(year_ends=(2, 29)), "hold_accounts", "2027-03-01", "2038-02-28"),
        # the return may be due later
        (HoldRules(year_ends=(3, 31), return_due_after=Period(months=3)), "hold_tax",
         "2026-05-10", "2034-06-30"),
        # nobody said when the year ends: it is as late as can be
        (UNSAID, "hold_accounts", "2026-05-10", "2037-05-31"),
        (UNSAID, "hold_tax", "2026-05-10", "2034-07-31"),
    ],
)  # fmt: skip
def test_a_row_is_kept_from_the_end_of_its_business_year_and_never_from_its_own_day(
    rules: HoldRules, clock: str, day: str, last: str
) -> None:
    assert kept_until(rules, clock, at(day), ON) == date.fromisoformat(last)


@pytest.mark.parametrize(
    ("rules", "clock", "day", "last"),
    [
        (MARCH, "hold_tax", "2027-05-31", "2034-05-31"),
        (UNSAID, "hold_tax", "2027-05-31", "2034-05-31"),
        (MARCH, "hold_accounts", "2027-03-31", "2037-03-31"),
    ],
)
def test_a_row_whose_day_is_the_event_itself_is_kept_no_year_longer(
    rules: HoldRules, clock: str, day: str, last: str
) -> None:
    assert kept_until(rules, clock, at(day), ON, is_event=True) == date.fromisoformat(last)
    assert kept_until(rules, clock, at(day), ON) >= date.fromisoformat(last)


def test_where_the_year_s_end_is_unsaid_nothing_goes_before_it_would_with_any_end() -> None:
    ends = [HoldRules(year_ends=(month, 28)) for month in range(1, 13)]

    for day in ("2026-01-01", "2026-02-28", "2026-03-01", "2026-12-31", "2028-02-29"):
        safe = kept_until(UNSAID, "hold_tax", at(day), ON)
        assert safe >= max(kept_until(one, "hold_tax", at(day), ON) for one in ends)


def test_other_clocks_count_from_the_day_itself() -> None:
    assert UNSAID.begun("transaction_ended", NOON) == NOON
