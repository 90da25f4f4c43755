"""Four eyes: who prepared a decision does not take it, by officer where one is named."""

from typing import Any

import pytest
from django.conf import settings
from tests.gate.samples import entries
from tests.rights.samples import DESK, DOCUMENT, JUDGE, asked, reviewed, row, state

from mamoru.gate.asking import Asker
from mamoru.gate.door import Door
from mamoru.ledger.entries import RequestChanged
from mamoru.rights.requests.decide import Deciding, decide
from mamoru.rights.requests.errors import OwnDecisionError
from mamoru.rights.requests.eyes import FourEyesError
from mamoru.rights.requests.identify import Vouched, vouch
from mamoru.rights.requests.models import Step
from mamoru.rights.requests.review import Reviewing, review
from mamoru.rights.requests.state import RequestState
from mamoru.rights.requests.work import work_due

REFUSED = Deciding(outcome="refused", ground="harm_to_rights", reasons="架空の理由")
WHOLE = Deciding(outcome="whole")
CONSOLE = Asker(system="console-one", purposes=frozenset())


def reviewed_by(door: Door, by: Asker, kind: str = "disclose", **changes: Any) -> str:
    ref = asked(door, kind, **changes)
    vouch(door, DESK, ref, DOCUMENT)
    work_due(door)
    review(door, by, ref, Reviewing())
    return ref


def test_a_refusal_is_not_decided_by_whoever_reviewed_it_and_the_try_is_on_record(
    door: Door,
) -> None:
    ref = asked(door)
    reviewed(door, ref)

    with pytest.raises(OwnDecisionError):
        decide(door, DESK, ref, REFUSED)

    last = entries()[-1]
    assert isinstance(last, RequestChanged)
    assert (state(ref), last.change) == (RequestState.DECISION, "own_decision_refused")
    assert decide(door, JUDGE, ref, REFUSED) == "answering"


def test_a_refusal_for_want_of_identity_is_not_decided_by_whoever_checked_it(door: Door) -> None:
    ref = asked(door)
    failed = Vouched(
        way="document", document=DOCUMENT.document, reference="note:1", is_passed=False
    )
    vouch(door, DESK, ref, failed)
    said = Deciding(outcome="refused", ground="identity_unverifiable", reasons="x")

    with pytest.raises(OwnDecisionError):
        decide(door, DESK, ref, said)

    assert decide(door, JUDGE, ref, said) == "answering"


def test_meeting_a_request_needs_one_pair_of_eyes_unless_the_settings_ask_for_more(
    door: Door, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = reviewed_by(door, DESK)
    assert decide(door, DESK, told, WHOLE) == "carrying_out"
    work_due(door)
    monkeypatch.setattr(settings, "FOUR_EYES", "refused, suspend_use,erase")
    stopped = reviewed_by(door, DESK, "suspend_use", claim="harm", person=row(told).person)

    with pytest.raises(OwnDecisionError):
        decide(door, DESK, stopped, WHOLE)

    assert decide(door, JUDGE, stopped, WHOLE) == "carrying_out"


def test_two_officers_of_one_system_are_two_pairs_of_eyes(door: Door) -> None:
    ref = reviewed_by(door, CONSOLE.acting("officer-1"))

    with pytest.raises(OwnDecisionError):
        decide(door, CONSOLE.acting("officer-1"), ref, REFUSED)

    assert decide(door, CONSOLE.acting("officer-2"), ref, REFUSED) == "answering"
    named = Step.objects.filter(change="decided").values_list("by", "officer")
    assert list(named) == [("console-one", "officer-2")]


def test_one_officer_at_two_systems_is_one_pair_of_eyes(door: Door) -> None:
    ref = reviewed_by(door, CONSOLE.acting("officer-1"))

    with pytest.raises(OwnDecisionError):
        decide(door, JUDGE.acting("officer-1"), ref, REFUSED)


def test_who_names_no_officer_is_told_apart_by_the_system_alone(door: Door) -> None:
    ref = reviewed_by(door, CONSOLE.acting("officer-1"))

    with pytest.raises(OwnDecisionError):
        decide(door, CONSOLE, ref, REFUSED)

    said = Deciding(outcome="refused", ground="harm_to_rights", reasons="x", officer="officer-2")
    assert decide(door, CONSOLE, ref, said) == "answering"


def test_an_officer_who_is_signed_in_is_not_replaced_by_one_who_is_named(door: Door) -> None:
    ref = reviewed_by(door, CONSOLE.acting("officer-1"))
    said = Deciding(outcome="refused", ground="harm_to_rights", reasons="x", officer="officer-2")

    with pytest.raises(OwnDecisionError):
        decide(door, CONSOLE.acting("officer-1"), ref, said)


def test_settings_that_name_no_decision_stop_it(
    door: Door, monkeypatch: pytest.MonkeyPatch
) -> None:
    ref = reviewed_by(door, DESK)
    monkeypatch.setattr(settings, "FOUR_EYES", "refusal")

    with pytest.raises(FourEyesError, match="refused"):
        decide(door, JUDGE, ref, REFUSED)
