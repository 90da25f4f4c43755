"""Clause 3 at the way in: what may be sensitive is kept from everybody until that is settled."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.db import connection
from tests.gate.samples import (
    CLIENT,
    COLLECT,
    INVESTIGATED,
    NOON,
    NOTICE,
    SERVICE,
    TRACE,
    Clock,
    counted,
    entries,
    given,
    last,
    stored,
)
from tests.store import Store

from mamoru.consent.choices import Choice, Kind
from mamoru.gate.asking import OFFICER, Wish
from mamoru.gate.change import change
from mamoru.gate.choose import give
from mamoru.gate.create import Given, create
from mamoru.gate.door import Door, open_door
from mamoru.gate.erase import erase
from mamoru.gate.errors import EvidenceNeededError, HandlingRefusedError, QuarantineDaysError
from mamoru.gate.models import Duty
from mamoru.gate.quarantine.settle import claim, clear, purge, purge_due, review, waiting
from mamoru.gate.read import disclose, read
from mamoru.ledger.entries import Handled
from mamoru.paths import reference_policy
from mamoru.policy.handling import Outcome
from mamoru.vault.errors import StalePersonError, UnknownWithheldError

ILLNESS = "父が糖尿病で、私も糖尿病の治療を受けています。"
PLAIN = "窓口の対応がとても丁寧でした。"
CONSENTED = {"business_necessity": "memo:1", "needed_for_purpose": "memo:1"}
TEXTS = {"name": "Zenbu Tsukuribanashi", "inquiry_text": ILLNESS, "profile_text": PLAIN}
ERASE = Wish(act="erase", grounds=INVESTIGATED)
READ = Wish(act="use", purpose=SERVICE)


def sent(door: Door, items: dict[str, str] | None = None) -> tuple[str, str]:
    """Collect somebody whose inquiry tells of an illness; return their ref and the item's."""
    found, _ = create(door, OFFICER, COLLECT, [given(items=items or TEXTS)])
    (aside,) = found.quarantined
    return found.people[0].ref, aside.ref


def held_values(door: Door, ref: str) -> dict[str, str]:
    found, _ = read(door, OFFICER, READ, ref)
    return {one.item: one.value for one in found.values}


def test_a_value_that_tells_of_an_illness_is_put_aside_and_the_rest_is_stored(door: Door) -> None:
    found, ticket = create(door, OFFICER, COLLECT, [given(items=TEXTS)])

    (aside,) = found.quarantined
    assert (aside.item, aside.sensitive, aside.person) == (
        "inquiry_text", ("special_care",), found.people[0].ref,
    )  # fmt: skip
    assert aside.reasons
    assert set(held_values(door, aside.person)) == {"name", "profile_text"}
    assert found.decision.outcome is Outcome.ALLOW
    assert ticket is not None


def test_what_was_put_aside_is_on_record_as_refused_by_clause_3(door: Door) -> None:
    sent(door)

    refused, allowed = [one for one in entries() if isinstance(one, Handled)][-2:]
    assert (refused.act, refused.outcome, refused.quarantine) == ("collect", "refuse", "held")
    assert refused.cites[0] == "3"
    assert refused.sensitive == ("special_care",)
    assert (allowed.outcome, allowed.quarantine) == ("allow", None)
    assert refused.subject == allowed.subject


def test_nothing_of_it_is_readable_in_the_database(door: Door) -> None:
    sent(door)

    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM vault_withheld")
        row = cursor.fetchone()
    cells = [bytes(cell) for cell in row if isinstance(cell, bytes | memoryview)]
    assert len(cells) == 1
    assert "糖尿病" not in str(row)
    assert "糖尿病".encode() not in cells[0]


def test_a_list_shows_neither_whose_it_is_nor_what_it_says(door: Door) -> None:
    person, ref = sent(door)

    (one,) = waiting()
    assert (one.ref, one.item, one.purge_at - one.held_at) == (
        ref, "inquiry_text", timedelta(days=14),
    )  # fmt: skip
    assert person not in str(one)
    assert ILLNESS not in str(one)


def test_a_reviewer_sees_the_value_and_is_on_record(door: Door) -> None:
    person, ref = sent(door)

    found, _ = review(door, CLIENT, ref)

    assert (found.value, found.person) == (ILLNESS, person)
    place = found.found[0]
    assert "糖尿病" in ILLNESS[place.start : place.end]
    entry = last()
    assert (entry.act, entry.outcome, entry.quarantine, entry.caller) == (
        "review", "allow", "reviewed", CLIENT.system,
    )  # fmt: skip
    assert entry.asked == ()


def test_an_exception_without_its_evidence_leaves_it_in_quarantine(door: Door) -> None:
    person, ref = sent(door)

    with pytest.raises(EvidenceNeededError):
        claim(door, OFFICER, Wish(act="collect", grounds={**NOTICE, "by_law": None}), ref)

    assert last().quarantine is None
    assert [one.ref for one in waiting()] == [ref]
    assert "inquiry_text" not in held_values(door, person)


def test_an_exception_with_its_evidence_lets_it_in_as_what_it_is(door: Door) -> None:
    person, ref = sent(door)

    found, _ = claim(
        door, OFFICER, Wish(act="collect", grounds={**NOTICE, "by_law": "statute:7"}), ref
    )

    entry = last()
    assert (entry.quarantine, entry.sensitive, entry.outcome) == (
        "claimed", ("special_care",), "allow",
    )  # fmt: skip
    assert "3(1)" in found.decision.cites
    assert waiting() == []
    with pytest.raises(HandlingRefusedError):
        read(door, OFFICER, READ, person, items=["inquiry_text"])
    told, _ = read(
        door, OFFICER, Wish(act="use", purpose=SERVICE, grounds={"by_law": "statute:7"}), person,
        items=["inquiry_text"],
    )  # fmt: skip
    assert [one.value for one in told.values] == [ILLNESS]


def test_consent_on_record_lets_it_in_and_another_word_for_it_does_not(door: Door) -> None:
    person, ref = sent(door)
    wish = Wish(act="collect", grounds={**NOTICE, **CONSENTED, "consent": "letter:9"})
    with pytest.raises(HandlingRefusedError):
        claim(door, OFFICER, wish, ref)
    choice = Choice(kind=Kind.CONSENT, sensitive="special_care")
    give(door, OFFICER, COLLECT, person, choice, data="supplied")

    found, _ = claim(door, OFFICER, wish, ref)

    assert "3(6)" in found.decision.cites


def test_what_a_reviewer_clears_is_stored_as_an_ordinary_value(door: Door) -> None:
    person, ref = sent(door)

    clear(door, OFFICER, COLLECT, ref)

    assert (last().quarantine, last().sensitive) == ("cleared", ())
    assert held_values(door, person)["inquiry_text"] == ILLNESS


def test_a_purge_is_recorded_with_the_clause_that_demands_it(door: Door) -> None:
    _, ref = sent(door)

    found, _ = purge(door, OFFICER, ref)

    assert found.decision.cites == ("3[purge]",)
    assert (last().act, last().quarantine) == ("dispose", "purged")
    assert counted("vault_withheld") == 0
    with pytest.raises(UnknownWithheldError):
        review(door, OFFICER, ref)


def test_the_record_that_a_purge_owes_is_its_entry(door: Door) -> None:
    _, ref = sent(door)

    purge(door, OFFICER, ref)

    owed = Duty.objects.get(duty="record_purge")
    assert owed.done_at == NOON


def test_what_nobody_settles_in_time_is_purged(door: Door, clock: Clock) -> None:
    sent(door)
    clock.now = NOON + timedelta(days=14) - timedelta(seconds=1)
    assert purge_due(door) == 0

    clock.now = NOON + timedelta(days=14)

    assert purge_due(door) == 1
    assert (last().act, last().quarantine, last().caller) == ("dispose", "purged", "quarantine")
    assert waiting() == []


def test_a_correction_that_tells_of_an_illness_changes_nothing_and_says_so(door: Door) -> None:
    person = stored(door).ref
    wish = Wish(act="correct", grounds=INVESTIGATED)

    told = Given(whose="", items={"profile_text": ILLNESS})
    found, _ = change(door, OFFICER, wish, person, told, expected_version=1)

    assert (found.version, found.decision.outcome) == (1, Outcome.REFUSE)
    assert [one.item for one in found.quarantined] == ["profile_text"]
    assert (last().act, last().quarantine) == ("correct", "held")


def test_a_correction_stores_what_is_plain_and_puts_the_rest_aside(door: Door) -> None:
    person = stored(door).ref
    items = {"employer": "架空商事ムムム", "profile_text": ILLNESS}

    found, _ = change(
        door, OFFICER, Wish(act="correct", grounds=INVESTIGATED), person,
        Given(whose="", items=items), expected_version=1,
    )  # fmt: skip

    assert (found.version, found.decision.outcome) == (2, Outcome.ALLOW)
    assert held_values(door, person)["employer"] == "架空商事ムムム"
    assert [one.item for one in found.quarantined] == ["profile_text"]


def test_a_correction_of_a_version_that_is_no_more_puts_nothing_aside(door: Door) -> None:
    person = stored(door).ref
    told = Given(whose="", items={"profile_text": ILLNESS})

    with pytest.raises(StalePersonError):
        change(
            door, OFFICER, Wish(act="correct", grounds=INVESTIGATED), person, told,
            expected_version=7,
        )  # fmt: skip

    assert counted("vault_withheld") == 0


def test_erasing_a_person_erases_what_is_in_quarantine_about_them(door: Door) -> None:
    person, _ = sent(door)

    erase(door, OFFICER, ERASE, person)

    assert counted("vault_withheld") == 0


def test_the_person_it_is_about_sees_it_in_a_disclosure(door: Door) -> None:
    person, ref = sent(door)

    found, _ = disclose(door, OFFICER, TRACE, person)

    assert [(one.ref, one.value) for one in found.withheld] == [(ref, ILLNESS)]
    assert last().sensitive == ("special_care",)


def test_an_individual_number_in_a_text_is_masked_before_it_is_stored(door: Door) -> None:
    told = "私の個人番号は 1234 5678 9018 です。折り返しお電話ください。"

    found, _ = create(door, OFFICER, COLLECT, [given(items={"inquiry_text": told})])

    (one,) = found.masked
    kept = held_values(door, one.person)["inquiry_text"]
    assert kept == "私の個人番号は **** です。折り返しお電話ください。"
    assert found.quarantined == ()


def test_many_people_with_the_same_finding_are_one_entry(door: Door) -> None:
    people = [
        given(f"Tsukuri{at}", items={"inquiry_text": ILLNESS, "employer": "架空商事"})
        for at in range(5)
    ]

    found, _ = create(door, OFFICER, COLLECT, people)

    held = [one for one in entries() if isinstance(one, Handled) and one.quarantine == "held"]
    assert [(one.count, one.subject) for one in held] == [(5, None)]
    assert len(found.quarantined) == 5


@pytest.mark.parametrize("days", ["bald", "0", "367", "-1", "1.5", "１４", "9" * 5000])
def test_an_installation_does_not_open_on_days_that_are_none(
    store: Store, days: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings, "QUARANTINE_DAYS", days)

    with pytest.raises(QuarantineDaysError):
        open_door(home=store.home, policy=reference_policy())

    assert counted("vault_epoch") == 0
