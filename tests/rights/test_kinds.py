"""Every kind of request is carried out, read back and proved; or refused on a ground that holds."""

import io
from datetime import timedelta

import msgspec
import pytest
from pypdf import PdfReader
from tests.gate.samples import INVESTIGATED, NAME, SERVICE, Clock, entries, published, stored
from tests.notices.texts import revised
from tests.rights.samples import (
    JUDGE,
    WHOLE,
    answer,
    asked,
    decided,
    reviewed,
    row,
    state,
)

from mamoru.gate.asking import OFFICER, Wish
from mamoru.gate.door import Door
from mamoru.gate.errors import HandlingRefusedError
from mamoru.gate.read import disclose, read
from mamoru.ledger.entries import Handled
from mamoru.rights.answer.proof import CertificateBrokenError, check
from mamoru.rights.requests.close import clear_answers
from mamoru.rights.requests.decide import Deciding, decide
from mamoru.rights.requests.errors import (
    GroundNotReservedError,
    GroundUnknownError,
    InvalidRequestError,
)
from mamoru.rights.requests.models import Paper
from mamoru.rights.requests.review import LeftOut, Reviewing
from mamoru.rights.requests.state import RequestState
from mamoru.rights.requests.work import work_due
from mamoru.vault.errors import UnknownPersonError

ASKED = Wish(act="disclose", grounds=INVESTIGATED)
REFUSED = Deciding(outcome="refused", ground="harm_to_rights", reasons="架空の理由")


def values(door: Door, ref: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for one in disclose(door, OFFICER, ASKED, ref)[0].values:
        found.setdefault(one.item, []).append(one.value)
    return found


def certificate(door: Door, ref: str) -> bytes:
    return answer(door, ref)["certificate.json"]


def test_a_correction_is_made_read_back_and_proved(door: Door) -> None:
    ref = asked(door, "correct", values={"employer": "架空商事モモモ"})
    decided(door, ref)

    assert state(ref) is RequestState.READY
    assert "架空商事モモモ" in values(door, row(ref).person)["employer"]
    said = check(certificate(door, ref), door.sequencer.vkey).statement
    assert (said.kind, said.items) == ("correct", ("employer",))


def text_of_pdf(raw: bytes) -> str:
    return "".join(one.extract_text() for one in PdfReader(io.BytesIO(raw)).pages)


def test_the_answer_to_a_correction_states_the_new_content_to_whoever_asked(door: Door) -> None:
    ref = asked(door, "correct", values={"employer": "架空商事モモモ", "name": "架空 訂正"})
    found = Reviewing(left_out=(LeftOut(item="name", ground="content_true"),))
    decided(door, ref, Deciding(outcome="part", ground="content_true", reasons="架空の理由"), found)

    files = answer(door, ref)

    told = msgspec.json.decode(files["answer.json"])
    changes = [(one["item"]["id"], one["done"], one["value"]) for one in told["changes"]]
    assert changes == [("employer", "correct", "架空商事モモモ")]
    assert [one["id"] for one in told["left_out"]] == ["name"]
    assert "registration,employer,correct,架空商事モモモ" in files["changes.csv"].decode()
    for language, said in (("ja", "訂正しました"), ("en", "corrected")):
        html = files[f"answer.{language}.html"].decode()
        paper = text_of_pdf(files[f"answer.{language}.pdf"])
        assert all(said in one and "架空商事モモモ" in one for one in (html, paper))
        assert "架空 訂正" not in html
    assert "架空商事モモモ" not in files["certificate.json"].decode()


def test_the_content_of_a_correction_goes_with_its_answer(door: Door, clock: Clock) -> None:
    ref = asked(door, "correct", values={"employer": "架空商事モモモ"})
    decided(door, ref)
    answer(door, ref)
    work_due(door)
    assert Paper.objects.filter(request__ref=ref, name="changes").exists()

    clock.now += timedelta(days=15)
    clear_answers(door)

    assert not Paper.objects.filter(request__ref=ref, name="changes").exists()


def test_the_answer_to_a_deletion_states_what_was_deleted(door: Door) -> None:
    ref = asked(door, "delete", items=("employer",))
    decided(door, ref)

    files = answer(door, ref)

    told = msgspec.json.decode(files["answer.json"])
    changes = [(one["item"]["id"], one["done"], one["value"]) for one in told["changes"]]
    assert changes == [("employer", "delete", None)]
    assert "deleted" in files["answer.en.html"].decode()


def test_a_deletion_leaves_no_former_value_either(door: Door) -> None:
    ref = asked(door, "delete", items=("employer",))
    decided(door, ref)

    assert state(ref) is RequestState.READY
    assert "employer" not in values(door, row(ref).person)


@pytest.mark.parametrize("kind", ["suspend_use", "suspend_provision"])
def test_a_suspension_holds_from_then_on(door: Door, kind: str) -> None:
    ref = asked(door, kind, claim="not_needed")
    decided(door, ref)

    assert state(ref) is RequestState.READY
    if kind == "suspend_use":
        with pytest.raises(HandlingRefusedError, match=r"7\[stopped\]"):
            read(door, OFFICER, Wish(act="use", purpose=SERVICE), row(ref).person)


def test_an_erasure_leaves_nobody_and_its_certificate_names_the_pseudonym(door: Door) -> None:
    ref = asked(door, "erase", claim="breach")
    decided(door, ref)

    with pytest.raises(UnknownPersonError):
        values(door, row(ref).person)
    raw = certificate(door, ref)
    said = check(raw, door.sequencer.vkey).statement
    erased = [one for one in entries() if isinstance(one, Handled) and one.act == "erase"]
    assert said.pseudonym == erased[-1].subject
    assert said.counts["values"] == 3
    work_due(door)
    assert state(ref) is RequestState.CLOSED
    with pytest.raises(CertificateBrokenError, match="statement"):
        check(raw.replace(said.salt.encode(), b"0" * 32), door.sequencer.vkey)


def test_the_purposes_are_told_without_a_value_of_the_person(door: Door) -> None:
    ref = asked(door, "explain_purpose")
    decided(door, ref)

    told = msgspec.json.decode(answer(door, ref)["answer.json"])

    assert {one["id"] for one in told["purposes"]} >= {SERVICE}
    assert told["values"] == []


def test_the_records_of_provision_are_told(door: Door) -> None:
    ref = asked(door, "disclose_records")
    decided(door, ref)

    told = msgspec.json.decode(answer(door, ref)["answer.json"])

    assert told["records"]["handed"] == []
    assert told["values"] == []


def test_a_refusal_is_decided_by_policy_and_law_and_its_notice_says_why(door: Door) -> None:
    ref = asked(door)
    decided(door, ref, REFUSED)

    files = answer(door, ref)

    assert set(files) == {
        "answer.ja.html", "answer.ja.pdf", "answer.en.html", "answer.en.pdf", "manifest.json",
    }  # fmt: skip
    text = files["answer.ja.html"].decode()
    assert "法33(2)(i)" in text
    assert "架空の理由" in text
    assert NAME not in text
    english = [files["answer.en.html"].decode(), text_of_pdf(files["answer.en.pdf"])]
    assert all("(APPI 33(2)(i))" in one and "APPI 33(1)–(4), Rules 30" in one for one in english)
    assert not any("法" in one for one in english)
    refused = [one for one in entries() if isinstance(one, Handled) and one.outcome == "refuse"]
    assert [(one.act, one.cites) for one in refused] == [("disclose", ("7(1)a",))]
    work_due(door)
    assert state(ref) is RequestState.REFUSED


def test_a_ground_that_the_law_does_not_know_for_the_kind_refuses_nothing(door: Door) -> None:
    ref = asked(door, "explain_purpose")
    reviewed(door, ref)
    said = Deciding(outcome="refused", ground="business_hindrance", reasons="x")

    with pytest.raises(GroundUnknownError, match="purpose_clear"):
        decide(door, JUDGE, ref, said)

    assert state(ref) is RequestState.DECISION


def test_a_ground_that_the_policy_does_not_reserve_refuses_nothing(door: Door) -> None:
    ref = asked(door, "explain_purpose")
    reviewed(door, ref)
    said = Deciding(outcome="refused", ground="purpose_clear", reasons="x")

    with pytest.raises(GroundNotReservedError):
        decide(door, JUDGE, ref, said)

    assert state(ref) is RequestState.DECISION


def test_a_refusal_says_why(door: Door) -> None:
    ref = asked(door)
    reviewed(door, ref)

    with pytest.raises(InvalidRequestError, match="reasons"):
        decide(door, JUDGE, ref, Deciding(outcome="refused", ground="harm_to_rights"))


def test_whoever_cannot_be_verified_is_refused_from_there(door: Door) -> None:
    ref = asked(door)
    said = Deciding(outcome="refused", ground="identity_unverifiable", reasons="x")

    decide(door, JUDGE, ref, said)
    work_due(door)

    assert state(ref) is RequestState.READY
    assert row(ref).articles == "法37(1), 令12(iii)"


def test_content_that_is_true_is_not_corrected(door: Door) -> None:
    ref = asked(door, "correct", values={"employer": "架空商事モモモ"})
    decided(door, ref, Deciding(outcome="refused", ground="content_true", reasons="x"))

    assert values(door, row(ref).person)["employer"] != ["架空商事モモモ"]
    assert row(ref).ground == "content_true"


def test_stopping_can_be_replaced_by_a_measure_that_protects_and_disclosing_cannot(
    door: Door,
) -> None:
    stop, tell = asked(door, "suspend_use", claim="harm"), asked(door, person=stored(door, "B").ref)
    said = Deciding(outcome="substitute", reasons="x")
    decided(door, stop, said)
    assert state(stop) is RequestState.READY

    reviewed(door, tell)

    with pytest.raises(InvalidRequestError, match="outcome"):
        decide(door, JUDGE, tell, said)


def test_nothing_held_is_an_answer_of_its_own(door: Door) -> None:
    ref = asked(door, identifiers={"email": "nobody@example.jp"})
    decided(door, ref, Deciding(outcome="nothing_held"))

    text = answer(door, ref)["answer.en.html"].decode()

    assert "We hold nothing about you" in text
    work_due(door)
    assert state(ref) is RequestState.NOTHING_HELD


def test_nothing_is_said_to_be_held_of_somebody_of_whom_something_is(door: Door) -> None:
    ref = asked(door)
    reviewed(door, ref)

    with pytest.raises(InvalidRequestError, match="outcome"):
        decide(door, JUDGE, ref, Deciding(outcome="nothing_held"))


def test_a_claim_that_the_law_does_not_know_is_not_taken(door: Door) -> None:
    with pytest.raises(InvalidRequestError, match="unlawful_provision"):
        asked(door, "suspend_provision", claim="improper_use")
    with pytest.raises(InvalidRequestError, match="claim"):
        asked(door, "disclose", claim="harm", person="p_x")


def test_what_was_decided_under_another_version_is_decided_anew(door: Door, clock: Clock) -> None:
    ref = asked(door)
    reviewed(door, ref)
    decide(door, JUDGE, ref, WHOLE)
    under = row(ref).policy_version
    published(door, revised("2026-11-24"), at=clock.now)
    door.look_again()

    work_due(door)

    assert (state(ref), row(ref).problem) == (RequestState.DECISION, "plan-outdated")
    decide(door, JUDGE, ref, WHOLE)
    work_due(door)
    assert state(ref) is RequestState.READY
    assert row(ref).policy_version != under
