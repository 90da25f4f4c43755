"""A request for disclosure, from its arrival to the answer that opens."""

import io
import zipfile
from datetime import timedelta

import msgspec
import pytest
from pypdf import PdfReader
from tests.gate.samples import EMPLOYER, NAME, NOON, Clock, entries, stored
from tests.rights.samples import (
    DESK,
    DOCUMENT,
    JUDGE,
    WHOLE,
    answer,
    asked,
    decided,
    reviewed,
    row,
    state,
)

from mamoru.gate.door import Door
from mamoru.gate.models import Duty
from mamoru.ledger.entries import Handled, RequestChanged
from mamoru.rights.answer.offer import answer_files, choose_method, hand_over, offer, take
from mamoru.rights.requests.close import clear_answers, purge_requests
from mamoru.rights.requests.decide import Deciding, decide
from mamoru.rights.requests.errors import (
    AnswerLinkUnknownError,
    AnswerTakenError,
    GroundNotReservedError,
    InvalidRequestError,
    OwnDecisionError,
    RequestStateError,
)
from mamoru.rights.requests.identify import vouch
from mamoru.rights.requests.models import AnswerLink, Paper, Request
from mamoru.rights.requests.review import LeftOut, Reviewing, look_through
from mamoru.rights.requests.state import RequestState
from mamoru.rights.requests.work import work_due


def test_a_disclosure_goes_from_its_arrival_to_an_answer_that_opens(door: Door) -> None:
    ref = asked(door)
    decided(door, ref)

    files = answer(door, ref)

    told = msgspec.json.decode(files["answer.json"])
    assert {one["value"] for one in told["values"]} >= {NAME, EMPLOYER}
    assert told["purposes"]
    assert {one["id"] for one in told["categories"]} == {"registration"}
    assert {one["id"] for one in told["sources"]} == {"person"}
    assert {one["act"]["id"] for one in told["handlings"]} >= {"collect", "search"}
    assert NAME.encode() in files["answer.en.html"]
    assert EMPLOYER.encode() in files["values.csv"]
    for name, said in (("answer.ja.pdf", "利用目的"), ("answer.en.pdf", "Purposes of use")):
        pages = PdfReader(io.BytesIO(files[name])).pages
        text = "".join(page.extract_text() for page in pages)
        assert EMPLOYER in text
        assert said in text
    work_due(door)
    assert state(ref) is RequestState.CLOSED


def test_each_step_is_in_the_ledger_with_one_trace_and_nothing_of_the_person(door: Door) -> None:
    ref = asked(door, text="架空の文章ですよ", contact={"name": "Zenbu Contact"})
    decided(door, ref)
    answer(door, ref)
    work_due(door)
    door.settle()

    mine = [one for one in entries() if getattr(one, "request", None) == row(ref).trace]

    steps = [one.change for one in mine if isinstance(one, RequestChanged)]
    assert steps == [
        "received", "identified", "searched", "reviewed", "decided", "carried_out", "answer_made",
        "link_made", "answer_taken", "answered", "closed",
    ]  # fmt: skip
    handled = [(one.act, one.outcome) for one in mine if isinstance(one, Handled)]
    assert handled == [("search", "allow"), ("disclose", "allow")]
    raw = msgspec.json.encode([msgspec.to_builtins(one) for one in mine])
    for word in (NAME, EMPLOYER, "架空の文章", "Zenbu"):
        assert word.encode() not in raw


def test_what_was_written_is_sealed_in_the_database(door: Door) -> None:
    asked(door, text="架空の文章ですよ", contact={"name": "Zenbu Contact"})

    stored = b"".join(bytes(one.sealed) for one in Paper.objects.all())
    told = str(list(Request.objects.values()))

    assert stored
    assert "架空の文章".encode() not in stored
    assert "Zenbu" not in told


def test_the_clock_of_the_server_counts_and_not_what_the_caller_says(door: Door) -> None:
    ref = asked(door, said_on=(NOON - timedelta(days=10)).date())

    found = row(ref)

    assert found.arrived_at == NOON
    assert found.said_on == (NOON - timedelta(days=10)).date()
    # 14 days, the day of the arrival left out: to the end of 8 December in Tokyo
    assert found.due_at.isoformat() == "2026-12-08T15:00:00+00:00"
    assert found.warn_at < found.due_at


def test_the_duties_of_the_disclosure_are_done_once_it_is_answered(door: Door) -> None:
    ref = asked(door)
    decided(door, ref)
    deed = row(ref).deed
    assert deed is not None
    owed = Duty.objects.filter(ticket=deed)
    assert {(one.evidence, one.done_at) for one in owed} == {("answer_record", None)}

    answer(door, ref)

    assert all(one.done_at == NOON for one in owed.all())


def test_a_link_takes_an_answer_once_and_the_second_try_is_on_record(door: Door) -> None:
    ref = asked(door)
    decided(door, ref)
    token = offer(door, DESK, ref).token
    take(door, token)

    with pytest.raises(AnswerTakenError):
        take(door, token)

    last = entries()[-1]
    assert isinstance(last, RequestChanged)
    assert last.change == "link_used_again"


def test_a_newer_link_ends_the_one_before_and_each_ends_with_its_days(
    door: Door, clock: Clock
) -> None:
    ref = asked(door)
    decided(door, ref)
    first, second = (offer(door, DESK, ref).token for _ in range(2))
    with pytest.raises(AnswerLinkUnknownError):
        take(door, first)

    clock.now += timedelta(days=14)

    with pytest.raises(AnswerLinkUnknownError):
        take(door, second)
    assert clear_answers(door) == 1
    assert AnswerLink.objects.get().content is None


def test_an_answer_goes_when_nobody_can_take_it_and_the_request_when_its_years_are_over(
    door: Door, clock: Clock
) -> None:
    ref = asked(door)
    decided(door, ref)
    answer(door, ref)
    work_due(door)
    clock.now += timedelta(days=15)
    assert clear_answers(door) == 2
    assert set(Paper.objects.values_list("name", flat=True)) == {"asked", "note", "reasons"}
    assert purge_requests(door) == 0

    clock.now += timedelta(days=3 * 365 + 2)

    kek = row(ref).kek_id
    assert purge_requests(door) == 1
    assert kek not in set(door.keys.provider.keys())
    assert (Request.objects.count(), Paper.objects.count()) == (0, 0)


def test_only_what_is_asked_for_is_told(door: Door) -> None:
    ref = asked(door, items=("name",))
    decided(door, ref)

    told = msgspec.json.decode(answer(door, ref)["answer.json"])

    assert {one["item"]["id"] for one in told["values"]} == {"name"}
    assert told["identities"] == []


def test_what_is_left_out_is_in_no_file_and_is_said_to_be_left_out(door: Door) -> None:
    ref = asked(door)
    left = Reviewing(left_out=(LeftOut(item="employer", ground="harm_to_rights"),))
    decided(door, ref, Deciding(outcome="part", reasons="架空の理由"), left)

    files = answer(door, ref)

    assert not [name for name, content in files.items() if EMPLOYER.encode() in content]
    assert msgspec.json.decode(files["answer.json"])["left_out"][0]["id"] == "employer"
    assert "架空の理由".encode() in files["answer.ja.html"]


def test_whoever_leaves_something_out_cannot_decide_and_the_try_is_on_record(door: Door) -> None:
    ref = asked(door)
    left = Reviewing(left_out=(LeftOut(item="employer", ground="harm_to_rights"),))
    reviewed(door, ref, left)

    with pytest.raises(OwnDecisionError):
        decide(door, DESK, ref, Deciding(outcome="part", reasons="x"))

    assert state(ref) is RequestState.DECISION
    last = entries()[-1]
    assert isinstance(last, RequestChanged)
    assert last.change == "own_decision_refused"


def test_values_are_shown_to_a_reviewer_only_while_it_is_reviewed_and_on_record(
    door: Door,
) -> None:
    ref = asked(door)
    with pytest.raises(RequestStateError):
        look_through(door, DESK, ref)

    vouch(door, DESK, ref, DOCUMENT)
    work_due(door)
    assert NAME in {one.value for one in look_through(door, DESK, ref)}
    last = entries()[-1]
    assert isinstance(last, Handled)
    assert (last.act, last.caller) == ("search", "desk-one")


def test_a_step_out_of_turn_is_refused(door: Door) -> None:
    ref = asked(door)

    with pytest.raises(RequestStateError, match="identity"):
        decide(door, JUDGE, ref, WHOLE)


def test_what_the_policy_does_not_let_be_withheld_cannot_be_left_out(door: Door) -> None:
    ref = asked(door, "disclose_records")
    reviewed(door, ref, Reviewing(left_out=(LeftOut(item="party_x", ground="fosters_crime"),)))

    with pytest.raises(GroundNotReservedError):  # the law would let it be
        decide(door, JUDGE, ref, Deciding(outcome="part", reasons="x"))

    assert state(ref) is RequestState.DECISION


def test_nothing_can_be_left_out_of_what_has_no_parts(door: Door) -> None:
    ref = asked(door, "explain_purpose")
    left = Reviewing(left_out=(LeftOut(item="name", ground="harm_to_rights"),))

    with pytest.raises(InvalidRequestError, match="left_out"):
        reviewed(door, ref, left)


def test_an_answer_in_another_form_says_that_the_chosen_one_is_difficult(door: Door) -> None:
    ref = asked(door, method="other")
    decided(door, ref)
    with pytest.raises(InvalidRequestError, match="method"):
        hand_over(door, DESK, ref, "post:1", "paper")

    choose_method(door, DESK, ref, "paper")
    work_due(door)

    said = zipfile.ZipFile(io.BytesIO(answer_files(door, DESK, ref))).read("answer.en.html")
    assert b"The form that you chose is difficult, so the answer is given on paper" in said
    hand_over(door, DESK, ref, "post:1", "paper")
    work_due(door)
    assert (state(ref), row(ref).answered_how) == (RequestState.CLOSED, "post:1")


def test_a_cell_of_csv_is_no_formula_and_a_page_has_no_markup_of_the_person(door: Door) -> None:
    person = stored(door, items={"name": "=cmd|x", "employer": "<script>x</script>"}).ref
    ref = asked(door, person=person)
    decided(door, ref)

    files = answer(door, ref)

    assert b",'=cmd|x," in files["values.csv"]
    assert b"<script>" not in files["answer.ja.html"]
    assert b"&lt;script&gt;" in files["answer.ja.html"]
