"""Each verb: what is allowed is done and recorded; what is not is recorded and not done."""

from collections.abc import Callable
from typing import Any

import pytest
from tests.gate.samples import (
    ASKED,
    CLIENT,
    COLLECT,
    EMPLOYER,
    ERASE,
    INVESTIGATED,
    NAME,
    NOON,
    NOTICE,
    OFFERS,
    SERVICE,
    TRACE,
    USE,
    counted,
    effects,
    entries,
    given,
    last,
    stored,
)

from mamoru.consent.choices import Choice, Kind
from mamoru.consent.errors import ChoiceWithdrawnError, UnknownChoiceError
from mamoru.gate.asking import OFFICER, Asker, Wish
from mamoru.gate.change import change, leave, suspend
from mamoru.gate.choose import give, opt_out, withdraw
from mamoru.gate.consider import consider, handlings_of, in_words
from mamoru.gate.create import Given, create
from mamoru.gate.door import Door
from mamoru.gate.erase import erase
from mamoru.gate.errors import (
    EvidenceNeededError,
    HandlingRefusedError,
    InvalidValueError,
    NotCoveredError,
    PurposeUnregisteredError,
    UnknownItemError,
)
from mamoru.gate.models import Evidence
from mamoru.gate.read import disclose, find, read
from mamoru.ledger.blinding import commit
from mamoru.policy.handling import Handling, Outcome
from mamoru.vault.errors import DuplicateIdentifierError, StalePersonError, UnknownPersonError

STOP = Wish(act="suspend_use", grounds=ASKED)
CORRECT = Wish(act="correct", grounds=INVESTIGATED)
MOVED = Given(whose="", items={"employer": "架空商会ムムム"})
OPT_IN = Choice(kind=Kind.OPT_IN, purpose=OFFERS)


def test_who_is_collected_is_stored_with_one_entry_that_says_why(door: Door) -> None:
    found, ticket = create(door, OFFICER, COLLECT, [given()])

    entry = last()
    assert (entry.act, entry.outcome, entry.caller, entry.at) == (
        "collect", "allow", "officer", NOON,
    )  # fmt: skip
    assert (entry.cites, entry.facts, entry.data) == (
        ("1(1)a",), ("notice_shown",), ("registration",),
    )  # fmt: skip
    assert entry.subject == found.people[0].pseudonym.hex()
    assert (entry.count, entry.needs, entry.unknown) == (1, (), ())
    assert entry.token == found.decision.token
    assert ticket is not None
    assert counted("vault_person") == 1


def test_the_evidence_of_an_entry_opens_with_the_salt_that_was_kept(door: Door) -> None:
    _, ticket = create(door, OFFICER, COLLECT, [given()])

    assert ticket is not None
    kept = Evidence.objects.get(ticket=ticket)

    assert (kept.fact, kept.reference) == ("notice_shown", NOTICE["notice_shown"])
    assert last().evidence == (commit(bytes(kept.salt), kept.reference.encode()),)
    assert commit(bytes(16), kept.reference.encode()) not in last().evidence


def test_without_its_evidence_nobody_is_stored_and_the_entry_says_what_is_missing(
    door: Door,
) -> None:
    before = effects()

    with pytest.raises(EvidenceNeededError):
        create(door, CLIENT, Wish(act="collect", source="person"), [given()])

    entry = last()
    assert effects() == before
    assert (entry.outcome, entry.needs, entry.cites) == ("needs", ("notice_record",), ("1(1)a",))
    assert (entry.caller, entry.request, entry.subject) == (
        "shop-front", "0123456789abcdef" * 2, None,
    )  # fmt: skip


def test_many_people_are_one_entry_and_each_of_them_sees_it(door: Door) -> None:
    many = [given(f"Hito{n} Tsukuri") for n in range(25)]

    found, ticket = create(door, OFFICER, COLLECT, many)

    entry = last()
    assert (entry.count, entry.subject, len(entry.evidence)) == (25, None, 1)
    assert entry.people is not None
    for one in found.people[:3]:
        assert [seen.ticket for seen in handlings_of(door, OFFICER, TRACE, one.ref).entries] == [
            ticket
        ]


def test_a_bulk_with_one_who_may_not_be_collected_stores_nobody(door: Door) -> None:
    before = effects()
    ill = given("Byoki Tsukuri", items={"inquiry_text": "月の光"}, identifiers={},
                sensitive={"inquiry_text": "health"})  # fmt: skip

    with pytest.raises(HandlingRefusedError) as caught:
        create(door, OFFICER, COLLECT, [given(), ill])

    assert "3" in caught.value.decision.cites
    assert effects() == before
    assert (last().outcome, last().count, last().sensitive) == ("refuse", 2, ("health",))


def test_nobody_is_no_bulk(door: Door) -> None:
    with pytest.raises(InvalidValueError, match="people"):
        create(door, OFFICER, COLLECT, [])


def test_who_is_known_by_an_identifier_is_not_stored_twice(door: Door) -> None:
    stored(door)
    before, recorded = effects(), len(entries())

    with pytest.raises(DuplicateIdentifierError):
        create(door, OFFICER, COLLECT, [given("Betsu Tsukuri"), given()])

    assert (effects(), len(entries())) == (before, recorded)


def test_values_are_read_for_a_purpose_and_the_entry_names_it(door: Door) -> None:
    one = stored(door)

    answer, _ = read(door, CLIENT, USE, one.ref, items=["name"])

    assert [(value.item, value.value) for value in answer.values] == [("name", NAME)]
    entry = last()
    assert (entry.act, entry.outcome, entry.purpose, entry.caller) == (
        "use", "allow", SERVICE, "shop-front",
    )  # fmt: skip
    assert (entry.subject, entry.cites) == (one.pseudonym.hex(), (SERVICE,))


def test_a_purpose_that_nobody_registered_is_refused_and_recorded(door: Door) -> None:
    one = stored(door)

    with pytest.raises(PurposeUnregisteredError):
        read(door, CLIENT, Wish(act="use", purpose="2(1)b"), one.ref)

    entry = last()
    assert (entry.outcome, entry.needs, entry.purpose) == (
        "refuse", ("purpose_registration",), "2(1)b",
    )  # fmt: skip
    assert entry.subject == one.pseudonym.hex()


def test_a_client_that_names_no_purpose_uses_nothing(door: Door) -> None:
    one = stored(door)

    with pytest.raises(HandlingRefusedError) as caught:
        read(door, CLIENT, Wish(act="use"), one.ref)

    assert caught.value.decision.outcome is Outcome.REFUSE
    assert last().outcome == "refuse"


def test_reading_no_items_reads_nothing(door: Door) -> None:
    one = stored(door)

    answer, _ = read(door, OFFICER, USE, one.ref, items=[])

    assert answer.values == ()
    assert last().outcome == "allow"


@pytest.mark.parametrize("data", [["nonsense"], ["registration", "nonsense"], ["user_information"]])
def test_a_category_that_the_policy_does_not_know_reads_nothing(
    door: Door, data: list[str]
) -> None:
    one = stored(door)

    with pytest.raises(NotCoveredError):
        read(door, OFFICER, USE, one.ref, data=data)

    assert (last().outcome, last().unknown) == ("not_covered", ("data",))
    assert set(last().data) <= {"registration"}


def test_a_word_that_the_policy_does_not_know_never_enters_the_ledger(door: Door) -> None:
    one = stored(door)
    wish = Wish(act="zenbu", purpose="tsukuribanashi", recipient="zenbu", actor="zenbu",
                grounds={"zenbu": "tsukuribanashi:1"})  # fmt: skip

    with pytest.raises(NotCoveredError):
        read(door, OFFICER, wish, one.ref)

    entry = last()
    assert (entry.act, entry.purpose, entry.recipient, entry.actor) == ("unknown", None, None, None)
    assert {"act", "purpose", "to", "by", "grounds"} <= set(entry.unknown)
    assert (entry.facts, entry.evidence) == ((), ())


@pytest.mark.parametrize("changes", [
    {"whose": "martian"}, {"residence": "Mars"}, {"sensitive": {"name": "nonsense"}},
])  # fmt: skip
def test_a_person_the_policy_has_no_word_for_is_not_stored(
    door: Door, changes: dict[str, Any]
) -> None:
    with pytest.raises(NotCoveredError):
        stored(door, **changes)

    assert last().outcome == "not_covered"
    assert counted("vault_person") == 0


def test_an_item_of_no_category_is_told_without_its_name(door: Door) -> None:
    with pytest.raises(UnknownItemError) as caught:
        stored(door, items={"shoe_size_zenbu": "27"})

    assert "zenbu" not in caught.value.message()


@pytest.mark.parametrize("shown", ["山田の診断書", "two words", "x" * 201, "mail:a@example.jp",
                                   "request:1\n"])  # fmt: skip
def test_what_is_no_reference_is_not_kept_as_evidence(door: Door, shown: str) -> None:
    before, recorded = effects(), len(entries())

    with pytest.raises(InvalidValueError) as caught:
        create(door, OFFICER, Wish(act="collect", source="person", grounds={"notice_shown": shown}),
               [given()])  # fmt: skip
    with pytest.raises(InvalidValueError):
        consider(door, OFFICER, [Handling(act="use", data="registration", grounds={"x": shown})])

    assert shown not in caught.value.message()
    assert (effects(), len(entries()), Evidence.objects.count()) == (before, recorded, 0)


def test_everything_is_disclosed_to_the_person_former_values_too(door: Door) -> None:
    one = stored(door)
    change(door, OFFICER, CORRECT, one.ref, MOVED, expected_version=1)

    answer, _ = disclose(door, OFFICER, TRACE, one.ref)

    assert {value.value for value in answer.values} >= {NAME, EMPLOYER, "架空商会ムムム"}
    assert [identity.value for identity in answer.identities] == ["zenbu@example.jp"]
    assert (last().act, last().outcome, last().cites) == ("disclose", "allow", ("7(1)",))


def test_nothing_is_disclosed_to_somebody_unverified(door: Door) -> None:
    one = stored(door)

    with pytest.raises(EvidenceNeededError):
        disclose(door, OFFICER, Wish(act="disclose", grounds={"request": "request:1"}), one.ref)

    assert (last().outcome, last().needs) == ("needs", ("identity_check",))


def test_looking_for_somebody_is_on_record_whether_they_exist_or_not(door: Door) -> None:
    one = stored(door)

    assert find(door, CLIENT, USE, "email", "ZENBU@example.jp ") == one.ref
    assert (last().subject, last().count, last().outcome) == (one.pseudonym.hex(), 1, "allow")
    assert find(door, CLIENT, USE, "email", "nobody@example.jp") is None
    assert (last().subject, last().count, last().outcome) == (None, 0, "allow")
    with pytest.raises(PurposeUnregisteredError):
        find(door, CLIENT, Wish(act="use", purpose=OFFERS), "email", "zenbu@example.jp")
    assert last().outcome == "refuse"


def test_a_corrected_value_takes_the_place_of_the_former(door: Door) -> None:
    one = stored(door)

    changed, _ = change(door, OFFICER, CORRECT, one.ref, MOVED, expected_version=1)

    assert changed.version == 2
    answer, _ = read(door, OFFICER, USE, one.ref, items=["employer"])
    assert [value.value for value in answer.values] == ["架空商会ムムム"]
    assert [e.act for e in entries()[-2:] if hasattr(e, "act")] == ["correct", "use"]


def test_a_correction_without_an_investigation_changes_nothing(door: Door) -> None:
    one = stored(door)
    before = effects()

    with pytest.raises(EvidenceNeededError):
        change(door, OFFICER, Wish(act="correct", grounds=ASKED), one.ref, MOVED,
               expected_version=1)  # fmt: skip

    assert effects() == before
    assert (last().outcome, last().needs) == ("needs", ("investigation_note",))


def test_a_correction_that_rests_on_an_older_version_changes_nothing(door: Door) -> None:
    one = stored(door)
    change(door, OFFICER, CORRECT, one.ref, MOVED, expected_version=1)
    before, recorded = effects(), len(entries())

    with pytest.raises(StalePersonError):
        change(door, OFFICER, CORRECT, one.ref, MOVED, expected_version=1)

    assert (effects(), len(entries())) == (before, recorded)


@pytest.mark.parametrize("day", ["yesterday", "1901-02-30", "1901-02-03T00:00", ""])
def test_a_birth_date_that_is_none_is_said_so(door: Door, day: str) -> None:
    one = stored(door)
    wrong = Given(whose="", items={"birth_date": day})

    with pytest.raises(InvalidValueError, match="birth_date"):
        change(door, OFFICER, CORRECT, one.ref, wrong, expected_version=1)
    with pytest.raises(InvalidValueError, match="birth_date"):
        stored(door, items={"birth_date": day})


def test_use_stops_and_goes_on(door: Door) -> None:
    one = stored(door)

    suspend(door, OFFICER, STOP, one.ref)
    with pytest.raises(HandlingRefusedError) as caught:
        read(door, OFFICER, USE, one.ref)
    assert "7[stopped]" in caught.value.decision.cites
    assert last().outcome == "refuse"

    suspend(door, OFFICER, STOP, one.ref, on=False)
    assert read(door, OFFICER, USE, one.ref)[0].values


def test_a_stop_without_evidence_stops_nothing(door: Door) -> None:
    one = stored(door)

    with pytest.raises(EvidenceNeededError):
        suspend(door, OFFICER, Wish(act="suspend_use", grounds={"request": "request:1"}), one.ref)

    assert last().outcome == "needs"
    assert read(door, OFFICER, USE, one.ref)[0].version == 1


def test_who_left_is_not_used_any_more(door: Door) -> None:
    one = stored(door)

    leave(door, OFFICER, Wish(act="dispose"), one.ref)
    assert (last().act, last().outcome, last().cites) == ("dispose", "allow", ("9",))

    with pytest.raises(HandlingRefusedError) as caught:
        read(door, OFFICER, USE, one.ref)
    assert "9[stop]" in caught.value.decision.cites


def test_who_has_no_values_can_leave_and_be_stopped_as_well(door: Door) -> None:
    one = stored(door, items={})

    suspend(door, OFFICER, STOP, one.ref)
    leave(door, OFFICER, Wish(act="dispose"), one.ref)

    assert last().outcome == "allow"


Verb = Callable[[Door, str, Wish], object]
VERBS: dict[str, Verb] = {
    "create": lambda door, _, wish: create(door, OFFICER, wish, [given("Betsu")]),
    "read": lambda door, ref, wish: read(door, OFFICER, wish, ref),
    "disclose": lambda door, ref, wish: disclose(door, OFFICER, wish, ref),
    "find": lambda door, _, wish: find(door, OFFICER, wish, "email", "zenbu@example.jp"),
    "change": lambda door, ref, wish: change(door, OFFICER, wish, ref, MOVED, expected_version=1),
    "suspend": lambda door, ref, wish: suspend(door, OFFICER, wish, ref),
    "leave": lambda door, ref, wish: leave(door, OFFICER, wish, ref),
    "erase": lambda door, ref, wish: erase(door, OFFICER, wish, ref),
    "give": lambda door, ref, wish: give(door, OFFICER, wish, ref, OPT_IN, data="supplied"),
    "trace": lambda door, ref, wish: handlings_of(door, OFFICER, wish, ref),
}


@pytest.mark.parametrize("verb", VERBS)
def test_no_verb_does_something_else_than_what_is_decided(door: Door, verb: str) -> None:
    one = stored(door)
    before, recorded = effects(), len(entries())
    other = STOP if verb in ("read", "find", "change") else USE

    with pytest.raises(InvalidValueError, match="act"):
        VERBS[verb](door, one.ref, other if verb != "suspend" else USE)

    assert (effects(), len(entries())) == (before, recorded)


@pytest.mark.parametrize("verb", [verb for verb in VERBS if verb not in ("create", "find")])
def test_nobody_is_nobody_and_leaves_no_entry(door: Door, verb: str) -> None:
    wishes = {"read": USE, "disclose": TRACE, "trace": TRACE, "change": CORRECT, "suspend": STOP,
              "leave": Wish(act="dispose"), "erase": ERASE, "give": COLLECT}  # fmt: skip
    recorded = len(entries())

    with pytest.raises(UnknownPersonError):
        VERBS[verb](door, "p_" + "0" * 32, wishes[verb])

    assert len(entries()) == recorded


def test_an_opt_in_counts_until_it_is_taken_back(door: Door) -> None:
    one = stored(door)
    offers = Wish(act="use", purpose=OFFERS)

    with pytest.raises(HandlingRefusedError):
        read(door, OFFICER, offers, one.ref)
    give(door, OFFICER, COLLECT, one.ref, OPT_IN, data="supplied")
    assert (last().act, last().outcome, last().subject) == (
        "collect", "allow", one.pseudonym.hex(),
    )  # fmt: skip
    assert read(door, OFFICER, offers, one.ref)[0].decision.cites == (OFFERS,)

    assert opt_out(door, OFFICER, one.ref, OFFERS, data="supplied") == 1
    assert last().outcome == "allow"
    with pytest.raises(HandlingRefusedError):
        read(door, OFFICER, offers, one.ref)


def test_a_choice_is_taken_back_once(door: Door) -> None:
    one = stored(door)
    consent = Choice(kind=Kind.CONSENT, recipient="ad_firm")
    reference = give(door, OFFICER, COLLECT, one.ref, consent, data="supplied")

    withdraw(door, OFFICER, one.ref, reference, data="supplied")
    recorded = len(entries())
    with pytest.raises(ChoiceWithdrawnError):
        withdraw(door, OFFICER, one.ref, reference, data="supplied")
    with pytest.raises(UnknownChoiceError):
        withdraw(door, OFFICER, one.ref, "c_zenbu", data="supplied")

    assert len(entries()) == recorded


def test_a_choice_is_not_taken_down_before_the_notice(door: Door) -> None:
    one = stored(door)
    before = effects()

    with pytest.raises(EvidenceNeededError):
        give(door, OFFICER, Wish(act="collect", source="person"), one.ref, OPT_IN, data="supplied")

    assert effects() == before
    assert last().outcome == "needs"


def test_a_choice_about_what_the_policy_does_not_know_is_refused(door: Door) -> None:
    one = stored(door)
    for odd in ({"purpose": "zenbu"}, {"recipient": "zenbu"}, {"data": "zenbu"},
                {"sensitive": "zenbu"}, {"notice_version": "a b"}):  # fmt: skip
        choice = Choice(kind=Kind.CONSENT, **odd)  # type: ignore[arg-type] # one word each

        with pytest.raises(InvalidValueError, match=next(iter(odd))):
            give(door, OFFICER, COLLECT, one.ref, choice, data="supplied")


def test_a_system_asks_before_it_acts_and_the_answers_are_on_record(door: Door) -> None:
    one = stored(door)
    asked = [
        Handling(act="use", data="registration", purpose=SERVICE),
        Handling(act="use", data="registration", purpose=OFFERS),
        Handling(act="use", data="nonsense", purpose=SERVICE),
    ]
    recorded = len(entries())

    decisions = consider(door, CLIENT, asked, ref=one.ref)

    assert [decision.outcome for decision in decisions] == ["allow", "refuse", "not_covered"]
    told = entries()[recorded:]
    assert [getattr(entry, "outcome", "") for entry in told] == ["allow", "refuse", "not_covered"]
    assert {getattr(entry, "subject", "") for entry in told} == {one.pseudonym.hex()}


def test_a_dry_run_answers_the_same_and_leaves_nothing(door: Door) -> None:
    one = stored(door)
    asked = [Handling(act="use", data="registration", purpose=p) for p in (SERVICE, OFFERS)]
    recorded, before = len(entries()), effects()

    dry = consider(door, CLIENT, asked, ref=one.ref, is_dry=True)

    assert (len(entries()), effects()) == (recorded, before)
    assert dry == consider(door, CLIENT, asked, ref=one.ref)
    assert in_words(door, dry, "ja")


def test_the_person_sees_every_entry_and_the_question_itself(door: Door) -> None:
    one, other = stored(door), stored(door, "Betsu Tsukuri")
    read(door, CLIENT, USE, one.ref)
    with pytest.raises(PurposeUnregisteredError):
        read(door, CLIENT, Wish(act="use", purpose=OFFERS), one.ref)
    with pytest.raises(EvidenceNeededError):
        erase(door, OFFICER, Wish(act="erase", grounds=ASKED), one.ref)
    read(door, CLIENT, USE, other.ref)
    door.settle()

    first = handlings_of(door, OFFICER, TRACE, one.ref)
    again = handlings_of(door, OFFICER, TRACE, one.ref)

    seen = [(getattr(e.entry, "act", ""), getattr(e.entry, "outcome", "")) for e in first.entries]
    assert seen == [
        ("collect", "allow"), ("use", "allow"), ("use", "refuse"), ("erase", "needs"),
    ]  # fmt: skip
    assert len(again.entries) == len(first.entries) + 1
    assert first.pseudonym == one.pseudonym.hex()


def test_the_trace_is_not_shown_to_somebody_unverified(door: Door) -> None:
    one = stored(door)

    with pytest.raises(EvidenceNeededError):
        handlings_of(door, Asker(system="desk"), Wish(act="disclose", grounds={"request": "r:1"}),
                     one.ref)  # fmt: skip

    assert last().outcome == "needs"
