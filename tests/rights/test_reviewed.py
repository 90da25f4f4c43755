"""What a second look at the desk found: parts, grounds, and work that fails unforeseen."""

from datetime import timedelta

import msgspec
import pytest
from tests.gate.samples import NOON, Clock, stored
from tests.rights.samples import (
    DESK,
    DOCUMENT,
    JUDGE,
    WHOLE,
    asked,
    decided,
    reviewed,
    row,
    state,
)

from mamoru.gate.asking import RIGHTS
from mamoru.gate.door import Door
from mamoru.gate.holdings import holdings
from mamoru.gate.read import Disclosed
from mamoru.gate.transaction import Record
from mamoru.paths import reference_policy
from mamoru.policy.handling import Decision, Outcome
from mamoru.policy.load import load
from mamoru.rights.answer.material import of_disclosure
from mamoru.rights.requests import work
from mamoru.rights.requests.decide import Deciding, decide
from mamoru.rights.requests.due import waiting
from mamoru.rights.requests.errors import GroundUnknownError, InvalidRequestError
from mamoru.rights.requests.identify import DocumentSent, erase_checked, keep_document, vouch
from mamoru.rights.requests.models import Request
from mamoru.rights.requests.review import LeftOut, Reviewing
from mamoru.rights.requests.scope import agree
from mamoru.rights.requests.state import RequestState
from mamoru.rights.requests.work import UNFORESEEN, work_due
from mamoru.screening.proofs import Document
from mamoru.vault.files import FileKept


def held_items(door: Door, ref: str) -> set[str]:
    held = holdings(door, RIGHTS, row(ref).person)
    return {one.item for one in held.items} if held else set()


@pytest.mark.parametrize("outcome", ["part", "whole", "nothing_held"])
def test_a_ground_that_is_none_is_taken_for_no_outcome(door: Door, outcome: str) -> None:
    ref = asked(door)
    reviewed(door, ref)
    said = msgspec.convert({"outcome": outcome, "ground": "bogus", "reasons": "x"}, Deciding)

    with pytest.raises(GroundUnknownError, match="harm_to_rights"):
        decide(door, JUDGE, ref, said)

    assert state(ref) is RequestState.DECISION


def test_a_file_of_an_item_that_is_left_out_is_not_told_of() -> None:
    """Its label is what the person called it, which may be what was to be left out."""
    one = FileKept(
        file="f_1", data="supplied", item="upload", label="架空", media="image/png", size=1,
        source=None, collected_at=NOON,
    )  # fmt: skip
    done = Disclosed(
        ref="p_1", version=1, values=(), decision=Decision(outcome=Outcome.ALLOW), files=(one,),
        tickets=(),
    )  # fmt: skip
    policy = load(reference_policy())
    record = Record.__new__(Record)  # nothing is asked of the ledger for nobody's tickets

    def told(fields: list[str] | None, *left_out: str) -> int:
        material = of_disclosure(record, Request(fields=fields), policy, done, left_out)
        return len(material.files)

    assert (told(None), told(["upload"]), told(["supplied"])) == (1, 1, 1)
    assert (told(None, "upload"), told(["name"])) == (0, 0)


def test_an_erasure_of_single_items_is_not_taken_for_one_of_everything(door: Door) -> None:
    person = stored(door).ref
    with pytest.raises(InvalidRequestError, match="items"):
        asked(door, "erase", claim="breach", items=("employer",), person=person)
    ref = asked(door, "erase", claim="breach", is_everything=False, person=person)
    vouch(door, DESK, ref, DOCUMENT)

    with pytest.raises(InvalidRequestError, match="items"):
        agree(door, DESK, ref, ["employer"])

    assert agree(door, DESK, ref, None) == RequestState.SEARCH


def test_a_deletion_of_a_category_deletes_each_item_of_it_but_what_is_left_out(door: Door) -> None:
    ref = asked(door, "delete", items=("registration",))
    assert held_items(door, ref) > {"employer"}
    left = Reviewing(left_out=(LeftOut(item="employer", ground="content_true"),))

    decided(door, ref, Deciding(outcome="part", reasons="架空の理由"), left)

    assert state(ref) is RequestState.READY
    assert held_items(door, ref) == {"employer"}


def test_work_that_fails_unforeseen_stops_no_other_and_becomes_a_dead_letter(
    door: Door, clock: Clock, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    bad, good = asked(door), asked(door, "explain_purpose", person=stored(door, "B").ref)
    for ref in (bad, good):
        reviewed(door, ref)
    for ref in (bad, good):
        decide(door, JUDGE, ref, WHOLE)
    once = work._STEPS[RequestState.CARRYING_OUT]

    def broken(door: Door, one: Request) -> str:
        if one.ref == bad:
            raise KeyError("somebody@example.com")
        return once(door, one)

    monkeypatch.setitem(work._STEPS, RequestState.CARRYING_OUT, broken)
    for _ in range(5):
        work_due(door)
        clock.now += timedelta(minutes=10)

    assert state(good) is RequestState.READY
    dead = waiting(clock.now)[0]
    assert (dead.request, dead.is_dead, dead.problem) == (bad, True, UNFORESEEN)
    assert "KeyError" in caplog.text
    assert "somebody" not in caplog.text


def test_documents_that_wait_hide_none_whose_check_is_over(
    door: Door, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("mamoru.rights.requests.identify.AT_ONCE", 1)
    waits, over = asked(door), asked(door, "explain_purpose", person=stored(door, "B").ref)
    for ref in (waits, over):
        sent = DocumentSent(document=Document.LICENCE, image=b"\xff\xd8image")
        assert keep_document(door, DESK, ref, sent).erase_by > NOON
    vouch(door, DESK, over, DOCUMENT)

    assert erase_checked(door) == 1
    assert erase_checked(door) == 0


def test_more_requests_than_are_listed_hide_no_dead_letter_and_nobodys_turn(
    door: Door, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("mamoru.rights.requests.due.LIMIT", 1)
    asked(door)
    clock.now += timedelta(days=1)
    ref = asked(door, "explain_purpose", person=stored(door, "B").ref)
    reviewed(door, ref)

    assert [one.request for one in waiting(clock.now, who="decider")] == [ref]

    Request.objects.filter(ref=ref).update(state=RequestState.SEARCH, next_try_at=None)
    assert [one.request for one in waiting(clock.now)] == [ref]
    assert [one.request for one in waiting(clock.now, who="officer")] == [ref]
    assert waiting(clock.now, who="worker") == []
