"""Consent is what the consent record says, not what the asker says."""

import msgspec
import pytest
from tests.gate.samples import COLLECT, last, stored
from tests.parties.samples import registered

from mamoru.consent.choices import Choice, Kind
from mamoru.gate.asking import OFFICER, Wish
from mamoru.gate.choose import give, withdraw
from mamoru.gate.consider import consider
from mamoru.gate.door import Door
from mamoru.gate.errors import EvidenceNeededError
from mamoru.gate.read import read
from mamoru.policy.handling import Handling, Outcome

PROVIDE = Wish(act="provide", grounds={"consent_prior": "consent:invented"})


def to_party(door: Door) -> Wish:
    return msgspec.structs.replace(PROVIDE, party=registered(door).ref)


def test_a_reference_that_nobody_gave_is_no_consent(door: Door) -> None:
    one = stored(door)

    with pytest.raises(EvidenceNeededError) as refused:
        read(door, OFFICER, to_party(door), one.ref)

    assert {need.evidence for need in refused.value.decision.needs} == {"consent_record"}
    assert last().outcome == "needs"


def test_consent_holds_from_when_it_is_recorded_until_it_is_taken_back(door: Door) -> None:
    one = stored(door)
    choice = Choice(kind=Kind.CONSENT, recipient="other")
    reference = give(door, OFFICER, COLLECT, one.ref, choice, data="supplied")

    answer, _ = read(door, OFFICER, to_party(door), one.ref)
    assert answer.decision.cites == ("4(1)",)

    withdraw(door, OFFICER, one.ref, reference)
    with pytest.raises(EvidenceNeededError):
        read(door, OFFICER, to_party(door), one.ref)


def test_a_question_about_somebody_asks_the_record_as_well(door: Door) -> None:
    one = stored(door)
    asked = Handling(
        act="provide", data="registration", recipient="other", place="JP", grounds=PROVIDE.grounds
    )

    (known,) = consider(door, OFFICER, [asked], ref=one.ref)
    (nobody,) = consider(door, OFFICER, [asked], is_dry=True)

    assert known.outcome is Outcome.NEEDS
    assert nobody.outcome is Outcome.ALLOW  # about no one: what would be, if the evidence holds
