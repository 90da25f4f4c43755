"""Times without a zone or out of reach are refused, and blanks are no evidence."""

from datetime import UTC, datetime

import msgspec
import pytest
from tests.policy.agreement import NOON
from tests.policy.test_decide_person import CHILD, DAY, KUSAVEE, NEEDS, TO_OTHER, consent, of

from mamoru.policy.columns import Columns
from mamoru.policy.decide import decide
from mamoru.policy.errors import FarTimeError, NaiveTimeError
from mamoru.policy.handling import Need, Standing

NAIVE = datetime(2026, 11, 23, 3)  # noqa: DTZ001 - what is wrong with it is what is tested


@pytest.mark.parametrize(
    ("standing", "at"),
    [
        (Standing(), NAIVE),
        (Standing(birth_date=CHILD), NAIVE),
        (Standing(consents=(consent(given_at=NAIVE),)), NOON),
        (Standing(consents=(consent(withdrawn_at=NAIVE, given_at=NOON + DAY),)), NOON),
        (Standing(consents=(consent(expires_at=NAIVE, recipient=None),)), NOON),
    ],
    ids=["moment", "moment and age", "given", "withdrawn", "expires"],
)
def test_a_time_without_its_zone_is_refused_in_both_languages(
    standing: Standing, at: datetime
) -> None:
    with pytest.raises(NaiveTimeError) as caught:
        of(standing, TO_OTHER, at=at)

    assert caught.value.message("en") == "A time needs its time zone."
    assert caught.value.message("ja") == "時刻には時間帯が必要です。"


@pytest.mark.parametrize("year", [1, 999, 9000, 9999])
def test_a_year_that_nothing_can_be_counted_from_is_refused(year: int) -> None:
    at = datetime(year, 12, 31, 23, tzinfo=UTC)

    with pytest.raises(FarTimeError) as caught:
        of(Standing(birth_date=CHILD), TO_OTHER, at=at)

    assert caught.value.facts == {"first": 1000, "last": 8999}


@pytest.mark.parametrize("blank", ["", " ", "\t\n", "\u3000"])
def test_a_reference_of_blanks_is_no_evidence(blank: str) -> None:
    decision = decide(KUSAVEE, msgspec.structs.replace(TO_OTHER, grounds={"consent_prior": blank}))

    assert decision.outcome is NEEDS
    assert Need("4(1)", "consent_record", "consent_prior") in decision.needs
    assert Columns(KUSAVEE).fact_set({"consent_prior": blank}).held == 0
