from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from threading import Barrier
from typing import Any

import pytest
from django.db import connection, transaction

from mamoru.consent.choices import Choice, Choices, Kind
from mamoru.consent.errors import ChoiceWithdrawnError, InvalidChoiceError, UnknownChoiceError
from mamoru.consent.give import agree, give
from mamoru.consent.standing import standing
from mamoru.consent.withdraw import forget, opt_out, withdraw
from mamoru.policy.handling import Consent

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
SOMEBODY, OTHER = 7, 8
TO_AD_FIRM = Choice(
    kind=Kind.CONSENT, purpose="2(1)c", recipient="ad_firm", foreign=True, notice_version="n1"
)
MAIL = Choice(kind=Kind.OPT_IN, purpose="2(1)c")

pytestmark = pytest.mark.usefixtures("store")


def test_who_chose_nothing_has_agreed_to_nothing() -> None:
    assert standing(SOMEBODY, now=NOON) == Choices()


def test_a_consent_stands_with_its_whole_scope() -> None:
    reference = give(SOMEBODY, TO_AD_FIRM, now=NOON)

    assert standing(SOMEBODY, now=NOON).consents == (
        Consent(
            given_at=NOON, purpose="2(1)c", recipient="ad_firm", foreign=True, reference=reference
        ),
    )
    assert standing(OTHER, now=NOON) == Choices()


def test_many_who_agreed_at_once_are_stored_by_few_statements() -> None:
    sent: list[str] = []

    def note(execute: Any, sql: str, *rest: Any) -> Any:
        sent.append(sql)
        return execute(sql, *rest)

    with connection.execute_wrapper(note):
        agree(range(1, 1001), "2022-02-04", now=NOON)

    assert len(sent) <= 1000 / 50
    assert standing(1, now=NOON).agreed_versions == standing(1000, now=NOON).agreed_versions != ()


def test_a_withdrawal_ends_a_consent_and_leaves_its_past() -> None:
    reference = give(SOMEBODY, TO_AD_FIRM, now=NOON)
    withdraw(SOMEBODY, reference, now=NOON + HOUR)

    (before,) = standing(SOMEBODY, now=NOON).consents
    (after,) = standing(SOMEBODY, now=NOON + HOUR).consents

    assert (before.withdrawn_at, after.withdrawn_at) == (None, NOON + HOUR)
    assert (before.given_at, after.given_at) == (NOON, NOON)


def test_a_choice_is_withdrawn_once() -> None:
    reference = give(SOMEBODY, TO_AD_FIRM, now=NOON)
    withdraw(SOMEBODY, reference, now=NOON)

    with pytest.raises(ChoiceWithdrawnError):
        withdraw(SOMEBODY, reference, now=NOON + HOUR)


def test_nobody_withdraws_the_choice_of_another() -> None:
    reference = give(SOMEBODY, TO_AD_FIRM, now=NOON)

    with pytest.raises(UnknownChoiceError):
        withdraw(OTHER, reference, now=NOON)


def test_a_withdrawal_cannot_be_withdrawn() -> None:
    taken_back = withdraw(SOMEBODY, give(SOMEBODY, TO_AD_FIRM, now=NOON), now=NOON)

    with pytest.raises(UnknownChoiceError):
        withdraw(SOMEBODY, taken_back.reference, now=NOON)


def test_opting_out_ends_every_opt_in_to_the_purpose() -> None:
    give(SOMEBODY, MAIL, now=NOON)
    give(SOMEBODY, MAIL, now=NOON)
    give(SOMEBODY, Choice(kind=Kind.OPT_IN, purpose="2(1)g"), now=NOON)

    assert len(opt_out(SOMEBODY, "2(1)c", now=NOON + HOUR)) == 2
    assert standing(SOMEBODY, now=NOON).opted_in == {"2(1)c", "2(1)g"}
    assert standing(SOMEBODY, now=NOON + HOUR).opted_in == {"2(1)g"}
    assert opt_out(SOMEBODY, "2(1)c", now=NOON + HOUR) == []


def test_an_opt_in_ends_at_the_moment_it_expires() -> None:
    brief = Choice(kind=Kind.OPT_IN, purpose="2(1)c", expires_at=NOON + HOUR)
    give(SOMEBODY, brief, now=NOON)

    assert standing(SOMEBODY, now=NOON + HOUR - timedelta(microseconds=1)).opted_in == {"2(1)c"}
    assert standing(SOMEBODY, now=NOON + HOUR).opted_in == frozenset()


def test_an_agreement_stands_until_it_is_withdrawn() -> None:
    agreement = Choice(kind=Kind.AGREEMENT, notice_version="2022-02-04")
    reference = give(SOMEBODY, agreement, now=NOON)
    agreed = standing(SOMEBODY, now=NOON)
    withdraw(SOMEBODY, reference, now=NOON + HOUR)

    assert (agreed.agreed, agreed.agreed_versions) == (True, ("2022-02-04",))
    assert not standing(SOMEBODY, now=NOON + HOUR).agreed


@pytest.mark.parametrize(
    ("choice", "reason"),
    [
        (Choice(kind=Kind.OPT_IN), "an opt-in names its purpose"),
        (Choice(kind=Kind.CONSENT, expires_at=NOON), "it is over already"),
        (Choice(kind=Kind.WITHDRAWAL), "a withdrawal names what it takes back"),
    ],
)
def test_a_choice_that_cannot_stand_is_refused(choice: Choice, reason: str) -> None:
    with pytest.raises(InvalidChoiceError) as caught:
        give(SOMEBODY, choice, now=NOON)

    assert caught.value.facts["reason_en"] == reason


def test_forgetting_a_person_leaves_the_others() -> None:
    withdraw(SOMEBODY, give(SOMEBODY, TO_AD_FIRM, now=NOON), now=NOON)
    give(OTHER, TO_AD_FIRM, now=NOON)

    assert forget(SOMEBODY) == 2
    assert standing(SOMEBODY, now=NOON) == Choices()
    assert len(standing(OTHER, now=NOON).consents) == 1


def test_of_two_withdrawals_at_the_same_time_one_is_recorded() -> None:
    reference = give(SOMEBODY, TO_AD_FIRM, now=NOON)
    started = Barrier(2)

    def try_it() -> str:
        started.wait()
        try:
            with transaction.atomic():
                withdraw(SOMEBODY, reference, now=NOON)
        except ChoiceWithdrawnError:
            return "refused"
        finally:
            connection.close()
        return "recorded"

    with ThreadPoolExecutor(2) as pool:
        answers = [task.result() for task in [pool.submit(try_it), pool.submit(try_it)]]

    assert sorted(answers) == ["recorded", "refused"]
    assert forget(SOMEBODY) == 2
