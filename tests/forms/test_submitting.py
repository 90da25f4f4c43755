"""What is handed in with a form: decided under the notice that was shown, and stored once."""

from datetime import timedelta

import pytest
from tests.forms.samples import (
    SHOP,
    handed,
    register_notice,
    registered,
    sent,
    show,
    shown,
    submitted,
)
from tests.gate.papers import pdf
from tests.gate.samples import Clock, counted, effects, last

from mamoru.collection.forms.errors import NoticeUnfitError
from mamoru.collection.forms.submit import submit
from mamoru.gate.asking import OFFICER, Wish
from mamoru.gate.door import Door
from mamoru.gate.errors import (
    EvidenceNeededError,
    NumberNotKeptError,
    PurposeUnregisteredError,
    SubmissionDiffersError,
)
from mamoru.gate.models import Duty, Evidence
from mamoru.gate.read import read
from mamoru.policy.handling import Need
from mamoru.vault.errors import DuplicateIdentifierError, UnknownPersonError


def test_what_is_handed_in_after_the_notice_is_stored_and_on_record(
    door: Door, clock: Clock
) -> None:
    registered(door)
    reference = shown(door, clock)

    answer = submitted(door, handed(reference))

    values = read(door, OFFICER, Wish(act="use", purpose="2(1)b"), answer.ref)[0].values
    assert {one.item: one.value for one in values} == {
        "name": "Fixture Person",
        "email": "fixture@example.com",
        "inquiry_text": "営業時間を教えてください。",
    }
    assert {one.source for one in values} == {"person"}
    assert [(one.field, one.state) for one in answer.fields] == [
        ("name", "kept"), ("email", "kept"), ("question", "kept"),
    ]  # fmt: skip


def test_the_entry_names_the_purpose_of_the_form_and_commits_to_the_showing(
    door: Door, clock: Clock
) -> None:
    registered(door)
    reference = shown(door, clock)

    submitted(door, handed(reference), asker=SHOP)

    entry = last()
    assert (entry.act, entry.outcome, entry.purpose, entry.source, entry.caller) == (
        "collect", "allow", "2(1)b", "person", "shop-front",
    )  # fmt: skip
    assert entry.facts == ("notice_shown",)
    [evidence] = Evidence.objects.filter(fact="notice_shown")
    assert evidence.reference.startswith(f"shown:{reference}#")


@pytest.mark.parametrize("reference", [None, "s_aaaaaaaaaaaaaaaaaaaaaaaaaa"])
def test_without_a_notice_that_was_shown_it_needs_the_record_of_one(
    door: Door, clock: Clock, reference: str | None
) -> None:
    registered(door)
    before = effects()

    with pytest.raises(EvidenceNeededError) as caught:
        submitted(door, handed(reference))

    assert set(caught.value.decision.needs) == {
        Need(clause, "notice_record", "notice_shown")
        for clause in ("1(1)a", "1(1)b", "APPI 21(2)(main)")
    }
    assert (last().outcome, "notice_record" in last().needs) == ("needs", True)
    assert effects() == before


def test_a_notice_that_was_superseded_in_the_meantime_is_no_notice(
    door: Door, clock: Clock
) -> None:
    registered(door)
    reference = shown(door, clock)
    register_notice(door, version="2")

    with pytest.raises(EvidenceNeededError) as caught:
        submitted(door, handed(reference))

    assert type(caught.value) is EvidenceNeededError


def test_a_notice_shown_after_the_submission_proves_nothing(door: Door, clock: Clock) -> None:
    registered(door)
    reference = show(door)
    clock.now -= timedelta(seconds=1)

    with pytest.raises(NoticeUnfitError, match="after the submission"):
        submitted(door, handed(reference))

    assert last().outcome == "needs"


def test_the_notice_of_another_form_proves_nothing(door: Door, clock: Clock) -> None:
    registered(door)
    register_notice(door, "newsletter")

    with pytest.raises(NoticeUnfitError, match="another form"):
        submitted(door, handed(shown(door, clock, "newsletter")))


@pytest.mark.parametrize(("minutes", "is_taken"), [(60, True), (61, False)])
def test_a_notice_holds_as_long_as_the_form_says(
    door: Door, clock: Clock, minutes: int, *, is_taken: bool
) -> None:
    registered(door)
    reference = shown(door, clock, minutes=minutes)

    if is_taken:
        submitted(door, handed(reference))
    else:
        with pytest.raises(NoticeUnfitError, match="more than 60 minutes"):
            submitted(door, handed(reference))


def test_a_notice_that_somebody_used_proves_nothing_for_another(door: Door, clock: Clock) -> None:
    registered(door)
    reference = shown(door, clock)
    submitted(door, handed(reference))
    other = handed(reference, fields={"name": "Another Fixture"})

    with pytest.raises(NoticeUnfitError, match="somebody else"):
        submitted(door, other)


def test_somebody_who_is_held_gets_the_values_and_may_use_their_showing_again(
    door: Door, clock: Clock
) -> None:
    registered(door)
    reference = shown(door, clock)
    first = submitted(door, handed(reference))

    second = submitted(
        door,
        handed(reference, ref=first.ref, fields={"name": "Fixture Person", "question": "再度"}),
    )

    assert (second.ref, second.version) == (first.ref, first.version + 1)
    values = read(door, OFFICER, Wish(act="use", purpose="2(1)b"), first.ref)[0].values
    assert {one.item: one.value for one in values}["inquiry_text"] == "再度"


def test_the_same_once_more_gets_the_first_answer_and_does_nothing(
    door: Door, clock: Clock
) -> None:
    registered(door)
    wanted = handed(shown(door, clock))
    first, was_repeated, _ = submit(door, OFFICER, "inquiry", wanted)
    before, entries = effects(), counted("ledger_batch")

    again, is_repeated, _ = submit(door, OFFICER, "inquiry", wanted)

    assert (again, was_repeated, is_repeated) == (first, False, True)
    assert (effects(), counted("ledger_batch")) == (before, entries)


def test_something_else_under_the_same_key_is_refused(door: Door, clock: Clock) -> None:
    registered(door)
    wanted = handed(shown(door, clock), key="one-key-for-two-things")
    submitted(door, wanted)
    other = handed(wanted.shown, key=wanted.key, fields={"name": "Another Fixture"})

    with pytest.raises(SubmissionDiffersError):
        submitted(door, other)


def test_a_key_belongs_to_the_system_that_made_it(door: Door, clock: Clock) -> None:
    registered(door)
    one = handed(shown(door, clock), key="the-same-key-of-two", fields={"name": "Fixture A"})
    other = handed(shown(door, clock), key=one.key, fields={"name": "Fixture B"})

    assert submitted(door, one).ref != submitted(door, other, asker=SHOP).ref


def test_an_identifier_that_is_taken_is_refused_on_record(door: Door, clock: Clock) -> None:
    registered(door)
    submitted(door, handed(shown(door, clock)))

    with pytest.raises(DuplicateIdentifierError):
        submitted(door, handed(shown(door, clock)))

    assert last().needs == ("unused_identifier",)


def test_a_system_that_is_not_registered_for_the_forms_purpose_is_refused(
    door: Door, clock: Clock
) -> None:
    registered(door)
    stranger = type(SHOP)(system="stranger", purposes=frozenset(["2(1)a"]))

    with pytest.raises(PurposeUnregisteredError):
        submitted(door, handed(shown(door, clock)), asker=stranger)


def test_nobody_is_made_where_the_person_named_is_not_held(door: Door, clock: Clock) -> None:
    registered(door)
    before = effects()

    with pytest.raises(UnknownPersonError):
        submitted(door, handed(shown(door, clock), ref="p_" + "0" * 32))

    assert effects() == before


def test_the_forms_time_of_keeping_becomes_a_duty_to_dispose(door: Door, clock: Clock) -> None:
    registered(door)

    submitted(door, handed(shown(door, clock)))

    [duty] = Duty.objects.filter(duty="dispose", evidence="disposal_record")
    assert (duty.clause, duty.within) == ("form[inquiry@2026-11]", "P1Y")
    assert duty.due_at is not None
    assert duty.due_at.year == 2027


def test_what_may_be_sensitive_is_kept_apart_and_the_rest_is_stored(
    door: Door, clock: Clock
) -> None:
    registered(door)
    fields = {"name": "Fixture Person", "question": "父が糖尿病です。"}

    answer = submitted(door, handed(shown(door, clock), fields=fields))

    assert [(one.field, one.state, one.sensitive) for one in answer.fields] == [
        ("name", "kept", ()),
        ("question", "quarantined", ("special_care",)),
    ]
    values = read(door, OFFICER, Wish(act="use", purpose="2(1)b"), answer.ref)[0].values
    assert [one.item for one in values] == ["name"]
    assert counted("vault_withheld") == 1


MY_NUMBER = "マイナンバーは123456789018です。"
ILL = "私は糖尿病で、毎週通院しています。"


def test_a_number_that_nobody_may_keep_is_masked_and_that_is_told(door: Door, clock: Clock) -> None:
    registered(door)
    fields = {"name": "Fixture Person", "question": MY_NUMBER}

    answer = submitted(door, handed(shown(door, clock), fields=fields))

    assert [(one.field, one.state) for one in answer.fields] == [
        ("name", "kept"), ("question", "masked"),
    ]  # fmt: skip
    values = read(door, OFFICER, Wish(act="use", purpose="2(1)b"), answer.ref)[0].values
    assert all("123456789018" not in one.value for one in values)


@pytest.mark.parametrize("content", [MY_NUMBER.encode(), pdf(MY_NUMBER)], ids=["text", "pdf"])
def test_a_file_with_such_a_number_is_not_taken(door: Door, clock: Clock, content: bytes) -> None:
    registered(door)
    token = sent(door, content)
    wanted = handed(shown(door, clock), files={"attachment": [{"token": token}]})

    with pytest.raises(NumberNotKeptError):
        submitted(door, wanted)

    assert counted("vault_person") == 0


def test_a_file_that_is_no_text_is_told_as_not_looked_into(door: Door, clock: Clock) -> None:
    registered(door)
    read_one, unread = sent(door, "営業時間の件".encode()), sent(door)

    first = submitted(door, handed(shown(door, clock), files={"attachment": [{"token": read_one}]}))
    more = {"fields": {"name": "Another Fixture"}, "files": {"attachment": [{"token": unread}]}}
    second = submitted(door, handed(shown(door, clock), **more))

    assert [one.unread for one in (first.fields[-1], second.fields[-1])] == [False, True]


@pytest.mark.parametrize("content", [ILL.encode(), pdf(ILL)], ids=["text", "pdf"])
def test_an_attachment_is_screened_as_free_text(door: Door, clock: Clock, content: bytes) -> None:
    registered(door)
    token = sent(door, content)

    answer = submitted(door, handed(shown(door, clock), files={"attachment": [{"token": token}]}))

    assert answer.fields[-1].state == "quarantined"
