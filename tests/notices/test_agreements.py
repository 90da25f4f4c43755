"""Who agreed to what: over several revisions, to texts that are to come, and to withdrawn ones."""

from collections.abc import Iterator

import pytest
from tests.gate.samples import COLLECT, USE, Clock, stored
from tests.notices.texts import LATER, MESSAGES, NEW_PURPOSE, STUDIES, TYPO, WIDER, revised
from tests.store import Store

from mamoru.consent.choices import Choice, Kind
from mamoru.gate.asking import OFFICER, Wish
from mamoru.gate.choose import give
from mamoru.gate.door import Door, open_door
from mamoru.gate.errors import UNAGREED, HandlingRefusedError
from mamoru.gate.read import read
from mamoru.notices.draft import draft
from mamoru.notices.errors import VersionTakenError
from mamoru.notices.publish import Publication, publish
from mamoru.notices.withdraw import withdraw
from mamoru.paths import reference_policy
from mamoru.policy.diff.difference import Asks
from mamoru.policy.handling import Decision

LATEST = "2027-02-01"
STUDY = Wish(act="use", purpose="2(1)h")
OTHER_STUDY = Wish(act="use", purpose="2(1)k")
RENAMED = STUDIES.replace("          h:", "          k:")


def published(door: Door, text: bytes, version: str) -> Publication:
    draft(door, OFFICER, text)
    return publish(door, OFFICER, version, approved="approval:1")


def agree(door: Door, ref: str, version: str) -> None:
    choice = Choice(kind=Kind.AGREEMENT, notice_version=version)
    give(door, OFFICER, COLLECT, ref, choice, data="supplied")


def refusal(door: Door, wish: Wish, ref: str) -> Decision:
    with pytest.raises(HandlingRefusedError) as refused:
        read(door, OFFICER, wish, ref)
    return refused.value.decision


def only_for_those_who_agreed(text: bytes) -> bytes:
    return text.replace(b"  binds: everyone\n", b"  binds: those_who_agreed\n")


@pytest.fixture
def own(store: Store, clock: Clock) -> Iterator[Door]:
    """A door on a text that binds only those who agreed to it."""
    text = only_for_those_who_agreed(reference_policy())
    door = open_door(home=store.home, policy=text, clock=clock)
    yield door
    door.close()


@pytest.mark.parametrize("kept", ["", STUDIES])
def test_a_further_purpose_of_a_kind_waits_for_whoever_never_agreed_to_the_first(
    door: Door, clock: Clock, kept: str
) -> None:
    never, once = stored(door), stored(door, "Betsu Tsukuri")
    first = published(door, revised(LATER, NEW_PURPOSE), LATER)
    clock.now = first.in_force_from
    agree(door, once.ref, LATER)
    text = revised(LATEST, (MESSAGES, kept + RENAMED + MESSAGES), after=(LATER,))
    second = published(door, text, LATEST)
    clock.now = second.in_force_from

    assert second.difference.asks is Asks.NOTICE
    assert refusal(door, OTHER_STUDY, never.ref).near == (UNAGREED,)
    assert read(door, OFFICER, OTHER_STUDY, once.ref)[0].values
    agree(door, never.ref, LATEST)
    assert read(door, OFFICER, OTHER_STUDY, never.ref)[0].values


def test_what_was_narrowed_and_is_widened_again_waits_for_whoever_agreed_to_it_the_first_time(
    door: Door, clock: Clock
) -> None:
    one = stored(door)
    first = published(door, revised(LATER, NEW_PURPOSE), LATER)
    clock.now = first.in_force_from
    agree(door, one.ref, LATER)
    second = published(door, revised(LATEST, after=(LATER,)), LATEST)
    clock.now = second.in_force_from
    text = revised("2027-04-01", NEW_PURPOSE, after=(LATER, LATEST))
    third = published(door, text, "2027-04-01")
    clock.now = third.in_force_from

    assert refusal(door, STUDY, one.ref).near == (UNAGREED,)


def test_agreeing_to_a_text_to_come_is_not_agreeing_to_the_one_it_takes_the_place_of(
    door: Door, clock: Clock
) -> None:
    one = stored(door)
    first = published(door, revised(LATER, NEW_PURPOSE), LATER)
    clock.now = first.in_force_from
    published(door, revised(LATEST, after=(LATER,)), LATEST)

    agree(door, one.ref, LATEST)

    assert refusal(door, STUDY, one.ref).near == (UNAGREED,)


def test_a_version_that_was_withdrawn_never_names_another_text(door: Door) -> None:
    published(door, revised(LATER, WIDER), LATER)
    withdraw(door, OFFICER, LATER)

    with pytest.raises(VersionTakenError):
        draft(door, OFFICER, revised(LATER, NEW_PURPOSE))

    assert published(door, revised(LATER, WIDER), LATER).weight == "important"


def test_a_text_to_come_binds_nobody_yet_who_agreed_to_it(own: Door, clock: Clock) -> None:
    one = stored(own, agreed=True)
    done = published(own, only_for_those_who_agreed(revised(LATER, NEW_PURPOSE)), LATER)
    agree(own, one.ref, LATER)

    assert refusal(own, STUDY, one.ref).token.startswith("kusavee:2022-02-04:")
    assert read(own, OFFICER, USE, one.ref)[0].values
    clock.now = done.in_force_from
    assert read(own, OFFICER, STUDY, one.ref)[0].values


def test_a_withdrawn_text_leaves_whoever_agreed_to_it_bound_as_before(own: Door) -> None:
    one = stored(own, agreed=True)
    published(own, only_for_those_who_agreed(revised(LATER, TYPO)), LATER)
    agree(own, one.ref, LATER)

    withdraw(own, OFFICER, LATER)

    assert read(own, OFFICER, USE, one.ref)[0].decision.token.startswith("kusavee:2022-02-04:")
