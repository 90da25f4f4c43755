"""What an allowed handling owes, and until when."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from tests.gate.samples import (
    ASKED,
    COLLECT,
    INVESTIGATED,
    NOON,
    TRACE,
    Clock,
    counted,
    given,
    stored,
)
from tests.parties.samples import registered

from mamoru.consent.choices import Choice, Kind
from mamoru.gate.asking import OFFICER, Wish
from mamoru.gate.change import change, leave, suspend
from mamoru.gate.choose import give
from mamoru.gate.consider import consider
from mamoru.gate.create import Given, create
from mamoru.gate.door import Door
from mamoru.gate.erase import erase
from mamoru.gate.errors import HandlingRefusedError
from mamoru.gate.models import Duty
from mamoru.gate.read import disclose, read
from mamoru.law.figures import due
from mamoru.policy.handling import Handling
from mamoru.vault.person import Created

PARTNERS: dict[str, Any] = {"items": {"partner_contract": "架空プラン"}, "identifiers": {}}
RECEIVED = Wish(act="collect", source="partner", grounds={"source_confirmed": "receipt:5"})


def owed() -> dict[str, tuple[str | None, datetime | None, int | None, int]]:
    """Return each duty on record: clock, deadline, person and count."""
    return {
        duty.duty: (duty.within, duty.due_at, duty.person, duty.count)
        for duty in Duty.objects.all()
    }


def consents(door: Door, ref: str) -> None:
    """Put on record that the person agrees to be passed on to another."""
    choice = Choice(kind=Kind.CONSENT, recipient="other")
    give(door, OFFICER, COLLECT, ref, choice, data="supplied")


def agreeing(door: Door) -> Created:
    """Store somebody who consented to provision to a third party."""
    one = stored(door)
    consent = Choice(kind=Kind.CONSENT, recipient="other")
    give(door, OFFICER, COLLECT, one.ref, consent, data="supplied")
    return one


def test_a_duty_that_counts_from_the_arrival_of_a_request_has_no_day_until_that_is_known(
    door: Door,
) -> None:
    one = stored(door)
    _, ticket = change(
        door, OFFICER, Wish(act="correct", grounds=INVESTIGATED), one.ref,
        Given(whose="", items={"employer": "架空商会"}), expected_version=1,
    )  # fmt: skip

    duty = Duty.objects.get(duty="record_change")

    assert (duty.within, duty.since, duty.due_at) == (
        "correction_inquiry", "request_arrived", None,
    )  # fmt: skip
    assert (duty.ticket, duty.person, duty.clause) == (ticket, one.number, "7(2)[change]")
    assert duty.done_at is None


def test_each_act_owes_what_the_policy_and_the_law_say(door: Door) -> None:
    one = stored(door)
    assert owed() == {}

    disclose(door, OFFICER, TRACE, one.ref)
    suspend(door, OFFICER, Wish(act="suspend_use", grounds=ASKED), one.ref)
    leave(door, OFFICER, Wish(act="dispose"), one.ref)

    found = owed()
    for duty, within, due_at in (
        ("answer_request", "disclosure_reply", None),  # the request arrived earlier
        ("respond_under_law", "stop_reply", due("stop_reply", NOON)),  # this decides it
        ("record_disposal", None, due(None, NOON)),
        ("erase", "erase_after_need", None),  # the purpose ended earlier
    ):
        assert found[duty] == (within, due_at, one.number, 1)


def test_a_receipt_of_many_owes_one_record_for_all_of_them(door: Door) -> None:
    create(door, OFFICER, RECEIVED, [given(f"Hito{n}", **PARTNERS) for n in range(7)])

    assert owed()["record_of_receipt"] == ("receipt_record", due("receipt_record", NOON), None, 7)


def test_a_deadline_counts_from_the_moment_of_the_handling(door: Door, clock: Clock) -> None:
    clock.now = NOON + timedelta(days=33)
    create(door, OFFICER, RECEIVED, [given(**PARTNERS)])

    assert owed()["record_of_receipt"][1] == due("receipt_record", clock.now)
    assert due("receipt_record", clock.now) > due("receipt_record", NOON)


def test_what_is_refused_or_only_tried_owes_nothing(door: Door) -> None:
    one = agreeing(door)
    provide = Handling(act="provide", data="registration", recipient="other", place="JP")
    consents(door, one.ref)

    with pytest.raises(HandlingRefusedError):
        disclose(door, OFFICER, Wish(act="disclose"), one.ref)
    consider(door, OFFICER, [provide], is_dry=True)
    assert counted("gate_duty") == 0

    consider(door, OFFICER, [provide], ref=one.ref, parties=[registered(door).ref])
    assert owed()["record_provision"] == (
        "provision_record", due("provision_record", NOON), one.number, 1,
    )  # fmt: skip


def test_a_duty_stays_without_its_person_when_the_person_is_erased(door: Door) -> None:
    one = agreeing(door)
    consents(door, one.ref)
    read(
        door, OFFICER,
        Wish(act="provide", party=registered(door).ref),
        one.ref,
    )  # fmt: skip

    erase(door, OFFICER, Wish(act="erase", grounds=INVESTIGATED), one.ref)

    assert owed()["record_provision"][2] is None
    assert counted("vault_person") == 0


def test_a_collection_without_duties_leaves_no_row(door: Door) -> None:
    create(door, OFFICER, COLLECT, [given()])

    assert counted("gate_duty") == 0
