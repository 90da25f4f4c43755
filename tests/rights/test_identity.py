"""Showing who somebody is, for whom, and at what price."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.conf import settings
from tests.gate.samples import NOON, Clock, entries, stored
from tests.outbox.mailserver import MailServer
from tests.rights.samples import DESK, DOCUMENT, JUDGE, asked, row, state

from mamoru.gate.door import Door
from mamoru.gate.mail import send_due
from mamoru.ledger.entries import Handled, RequestChanged
from mamoru.outbox.models import Delivery, Letter
from mamoru.rights.requests.codes import send_code, try_code
from mamoru.rights.requests.decide import Deciding, decide
from mamoru.rights.requests.errors import (
    CodeLockedError,
    CodeWrongError,
    FeeForbiddenError,
    IdentityWeakError,
    MandateWeakError,
)
from mamoru.rights.requests.fee import ask_fee, settle_fee
from mamoru.rights.requests.identify import (
    DocumentSent,
    Vouched,
    erase_checked,
    erase_documents,
    keep_document,
    vouch,
)
from mamoru.rights.requests.mandate import NewMandate, show_mandate
from mamoru.rights.requests.models import IdentityCheck, Paper
from mamoru.rights.requests.papers import raw
from mamoru.rights.requests.review import Reviewing, review
from mamoru.rights.requests.scope import agree, help_to_specify
from mamoru.rights.requests.state import RequestState
from mamoru.rights.requests.work import work_due
from mamoru.screening.proofs import Document

SESSION = Vouched(way="session", reference="session:1")


def posted(door: Door, ref: str) -> str:
    code = send_code(door, DESK, ref, by_post=True).code
    assert code is not None
    return code


def test_a_number_by_post_shows_who_it_is_and_is_nowhere_in_the_database(door: Door) -> None:
    ref = asked(door)
    code = posted(door, ref)
    assert code not in str(list(IdentityCheck.objects.values()))

    assert try_code(door, DESK, ref, code) == "search"

    check = IdentityCheck.objects.get()
    assert (check.result, bytes(check.code_hash or b""), row(ref).identity) == ("passed", b"", 3)


def test_a_number_is_tried_a_few_times_and_then_no_more(door: Door) -> None:
    ref = asked(door)
    code = posted(door, ref)
    wrong = "0" * 8 if code != "0" * 8 else "1" * 8
    for left in (4, 3, 2, 1):
        with pytest.raises(CodeWrongError, match=f"{left} more"):
            try_code(door, DESK, ref, wrong)
    with pytest.raises(CodeLockedError):
        try_code(door, DESK, ref, wrong)

    with pytest.raises(CodeLockedError):
        try_code(door, DESK, ref, code)

    assert state(ref) is RequestState.IDENTITY
    failed = [one for one in entries() if isinstance(one, RequestChanged)]
    assert [one.change for one in failed].count("code_failed") == 5


def test_a_number_ends_with_its_time_and_with_the_next_one(door: Door, clock: Clock) -> None:
    ref = asked(door)
    first = posted(door, ref)
    second = posted(door, ref)
    with pytest.raises((CodeWrongError, CodeLockedError)):
        try_code(door, DESK, ref, first)
    clock.now += timedelta(days=14)

    with pytest.raises(CodeLockedError):
        try_code(door, DESK, ref, second)


def test_no_more_numbers_are_made_than_a_request_may_have(door: Door) -> None:
    ref = asked(door)
    for _ in range(5):
        posted(door, ref)

    with pytest.raises(CodeLockedError):
        posted(door, ref)


def test_a_number_by_mail_goes_to_the_address_on_file_and_is_sealed_until_then(
    door: Door, server: MailServer
) -> None:
    ref = asked(door)
    send_code(door, DESK, ref)
    kept = Delivery.objects.get()
    assert kept.enclosed is not None
    assert "{enclosed}" in Letter.objects.get().body_ja

    send_due(door, server.mailer())

    [mail] = server.mails
    assert mail.to == "zenbu@example.jp"
    assert Delivery.objects.get().enclosed is None
    text = mail.message.get_content()
    code = next(word for word in text.split() if word.isdigit() and len(word) == 8)
    assert try_code(door, DESK, ref, code) == "search"


def test_a_way_that_is_too_weak_shows_nothing(door: Door) -> None:
    ref = asked(door, "erase", claim="not_needed")

    with pytest.raises(IdentityWeakError, match="document, post"):
        vouch(door, DESK, ref, SESSION)
    with pytest.raises(IdentityWeakError):
        send_code(door, DESK, ref)

    assert state(ref) is RequestState.IDENTITY


def test_a_failed_check_is_kept_and_the_request_still_waits(door: Door) -> None:
    ref = asked(door)
    failed = Vouched(
        way="document", document=Document.PASSPORT, reference="note:1", is_passed=False
    )

    vouch(door, DESK, ref, failed)

    assert IdentityCheck.objects.get().result == "failed"
    assert (state(ref), row(ref).identity) == (RequestState.IDENTITY, 0)


def test_a_document_is_kept_masked_and_erased_once_the_check_is_over(door: Door) -> None:
    ref = asked(door)
    text = "氏名 架空 太郎\n個人番号 1234 5678 9018\n有効期限 2031年"
    kept = keep_document(door, DESK, ref, DocumentSent(document=Document.MY_NUMBER_CARD, text=text))
    assert "9018" not in kept.masked
    assert raw(door, row(ref), kept.paper) == kept.masked.encode()
    assert erase_checked(door) == 0

    vouch(door, DESK, ref, SESSION)

    assert erase_checked(door) == 1
    assert not Paper.objects.filter(name__startswith="document").exists()


def test_an_image_goes_after_thirty_days_even_if_nobody_checks_it(door: Door, clock: Clock) -> None:
    ref = asked(door)
    kept = keep_document(
        door, DESK, ref, DocumentSent(document=Document.LICENCE, image=b"\xff\xd8image")
    )
    assert kept.erase_by - NOON < timedelta(days=31)

    clock.now = kept.erase_by

    assert erase_documents(door) == 1
    assert state(ref) is RequestState.IDENTITY


def test_an_agent_shows_a_mandate_that_reaches_so_far_and_gets_the_answer(door: Door) -> None:
    ref = asked(door, by="agent")
    vouch(door, DESK, ref, DOCUMENT)
    assert state(ref) is RequestState.MANDATE
    new: dict[str, Any] = {"kind": "appointed", "documents": ("poa:1",)}
    with pytest.raises(MandateWeakError):
        show_mandate(door, DESK, ref, NewMandate(**new, kinds=("erase",)))
    with pytest.raises(MandateWeakError):
        show_mandate(door, DESK, ref, NewMandate(**new, expires_on=date(2026, 11, 1)))

    show_mandate(door, DESK, ref, NewMandate(**new, expires_on=date(2026, 12, 1)))

    assert state(ref) is RequestState.SEARCH
    work_due(door)
    review(door, DESK, ref, Reviewing())
    decide(door, JUDGE, ref, Deciding(outcome="whole"))
    work_due(door)
    told = [one for one in entries() if isinstance(one, Handled) and one.act == "disclose"]
    assert [(one.recipient, one.outcome, "agent_mandate" in one.facts) for one in told] == [
        ("agent", "allow", True)
    ]
    assert state(ref) is RequestState.READY


def test_a_mandate_that_ended_meanwhile_stops_the_answer(door: Door, clock: Clock) -> None:
    ref = asked(door, by="agent")
    vouch(door, DESK, ref, DOCUMENT)
    last = NewMandate(kind="appointed", documents=("poa:1",), expires_on=NOON.date())
    show_mandate(door, DESK, ref, last)
    work_due(door)
    review(door, DESK, ref, Reviewing())
    decide(door, JUDGE, ref, Deciding(outcome="whole"))
    clock.now += timedelta(days=2)

    work_due(door)

    assert (state(ref), row(ref).problem) == (RequestState.DECISION, "mandate-weak")


@pytest.fixture
def fee(monkeypatch: pytest.MonkeyPatch) -> int:
    monkeypatch.setattr(settings, "REQUEST_FEE", "500")
    return 500


def test_a_fee_is_asked_for_where_law_and_policy_let_it_and_paid(door: Door, fee: int) -> None:
    ref = asked(door)
    vouch(door, DESK, ref, DOCUMENT)
    assert (state(ref), row(ref).fee, row(ref).invoice) == (RequestState.FEE, fee, f"inv_{ref[4:]}")

    assert settle_fee(door, DESK, ref, "bank:1") == "search"

    assert (row(ref).fee_state, row(ref).fee_reference) == ("paid", "bank:1")


@pytest.mark.parametrize(
    ("kind", "more"),
    [
        ("explain_purpose", {}),  # the policy promises it without one
        ("correct", {"values": {"employer": "x"}}),  # the law lets none be charged
        ("suspend_use", {"claim": "harm"}),
    ],
)
def test_no_fee_is_charged_where_law_or_policy_lets_none_be(
    door: Door, fee: int, kind: str, more: dict[str, Any]
) -> None:
    ref = asked(door, kind, **more)
    vouch(door, DESK, ref, DOCUMENT)

    assert state(ref) is RequestState.SEARCH


def test_charging_for_a_correction_is_refused(door: Door) -> None:
    ref = asked(door, "suspend_use", claim="harm", is_everything=False)
    vouch(door, DESK, ref, DOCUMENT)
    assert state(ref) is RequestState.SCOPE

    with pytest.raises(FeeForbiddenError, match=r"\(APPI 38\(1\)\)"):
        ask_fee(door, DESK, ref, 500)


def test_a_fee_is_waived_with_a_reason_and_one_that_is_not_paid_can_be_refused_for(
    door: Door, fee: int
) -> None:
    waived, unpaid = asked(door), asked(door, person=stored(door, "B").ref)
    for ref in (waived, unpaid):
        vouch(door, DESK, ref, DOCUMENT)
    settle_fee(door, DESK, waived, "reason:hardship", is_waived=True)
    assert row(waived).fee_state == "waived"

    decide(door, JUDGE, unpaid, Deciding(outcome="refused", ground="fee_unpaid", reasons="x"))
    work_due(door)

    assert (state(unpaid), row(unpaid).ground) == (RequestState.READY, "fee_unpaid")


def test_help_to_specify_names_what_is_held_only_once_it_is_known_who_asks(door: Door) -> None:
    ref = asked(door, is_everything=False)
    assert not help_to_specify(door, DESK, ref).is_held
    vouch(door, DESK, ref, DOCUMENT)

    shown = help_to_specify(door, DESK, ref)

    assert (shown.is_held, set(shown.items)) == (True, {"birth_date", "employer", "name"})
    assert agree(door, DESK, ref, ["name"]) == "search"
    decided_items = row(ref).fields
    assert decided_items == ["name"]
