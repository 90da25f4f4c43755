"""Clocks that jump back, and people who are bound to the text of another day."""

from datetime import timedelta

import msgspec
import pytest
from tests.gate.samples import (
    COLLECT,
    NOON,
    OFFERS,
    SERVICE,
    USE,
    Clock,
    counted,
    entries,
    last,
    published,
    stored,
)
from tests.parties.samples import registered
from tests.store import Store

from mamoru.consent.choices import Choice, Kind
from mamoru.gate.asking import OFFICER, Wish
from mamoru.gate.choose import give, opt_out, withdraw
from mamoru.gate.consider import consider, in_words
from mamoru.gate.door import Door, opened
from mamoru.gate.errors import HandlingRefusedError, InvalidValueError
from mamoru.gate.models import PolicyText
from mamoru.gate.read import read
from mamoru.ledger.entries import Published, SystemChanged
from mamoru.ledger.verify import verify_here
from mamoru.paths import reference_policy
from mamoru.policy.handling import Decision, Handling

HOUR = timedelta(hours=1)
NEW = reference_policy().replace(b"binds: everyone", b"binds: those_who_agreed")
"""A text that binds whoever agreed to it, as it was when they did."""
OLD = (
    NEW.replace(b'version: "2022-02-04"', b'version: "2021-01-11"')
    .replace(b'effective_from: "2022-02-04"', b'effective_from: "2021-01-11"')
    .replace('    - {date: "2022-02-04", ja: 改定, en: Revised}\n'.encode(), b"")
    .replace(b"by: [company, processor, partner]", b"by: [company]")
)
"""The text before the last revision, under which no contractor used anything."""
AGREEMENT = Choice(kind=Kind.AGREEMENT)
BY_CONTRACTOR = Handling(act="use", data="registration", purpose=SERVICE, actor="processor")


def test_a_clock_that_jumps_back_is_on_record_once_and_breaks_nothing(
    door: Door, clock: Clock
) -> None:
    one = stored(door)
    door.settle()
    clock.now = NOON - HOUR

    read(door, OFFICER, USE, one.ref)
    door.settle()
    read(door, OFFICER, USE, one.ref)
    door.settle()

    jumps = [e for e in entries() if isinstance(e, SystemChanged) and e.change == "clock_back"]
    assert [jump.seconds for jump in jumps] == [3600]
    assert last().at == clock.now
    assert verify_here().pending == 0


def test_a_withdrawal_holds_when_the_clock_jumps_back_before_it(door: Door, clock: Clock) -> None:
    one = stored(door)
    offers = Wish(act="use", purpose=OFFERS)
    provide = Wish(act="provide", party=registered(door, "ad_distributor").ref)
    give(door, OFFICER, COLLECT, one.ref, Choice(kind=Kind.OPT_IN, purpose=OFFERS), data="supplied")
    consent = Choice(kind=Kind.CONSENT, recipient="ad_firm")
    reference = give(door, OFFICER, COLLECT, one.ref, consent, data="supplied")
    assert read(door, OFFICER, provide, one.ref)[0].values
    clock.now = NOON + 2 * HOUR
    withdraw(door, OFFICER, one.ref, reference)
    opt_out(door, OFFICER, one.ref, OFFERS)

    for clock.now in (NOON + HOUR, NOON - HOUR, NOON + 3 * HOUR):
        for wish in (offers, provide):
            with pytest.raises(HandlingRefusedError):
                read(door, OFFICER, wish, one.ref)


def test_what_was_chosen_counts_at_once_although_the_clock_jumped_back(
    door: Door, clock: Clock
) -> None:
    one = stored(door)
    give(door, OFFICER, COLLECT, one.ref, Choice(kind=Kind.OPT_IN, purpose=OFFERS), data="supplied")

    clock.now = NOON - HOUR

    assert read(door, OFFICER, Wish(act="use", purpose=OFFERS), one.ref)[0].values


def test_who_agreed_to_an_older_text_is_decided_under_it_until_they_agree_again(
    store: Store,
) -> None:
    def ask(door: Door, ref: str | None) -> Decision:
        return consider(door, OFFICER, [BY_CONTRACTOR], ref=ref)[0]

    with opened(home=store.home, policy=OLD) as door:
        one = stored(door, agreed=True)
        then = ask(door, one.ref)
    assert then.outcome == "refuse"
    assert then.token.startswith("kusavee:2021-01-11:")

    with opened(home=store.home) as door:
        published(door, NEW)
        other = stored(door, "Betsu Tsukuri", agreed=True)
        assert ask(door, one.ref) == then
        assert ask(door, other.ref).outcome == "allow"
        assert in_words(door, [then], "ja")
        with pytest.raises(HandlingRefusedError):
            read(door, OFFICER, Wish(act="use", purpose=SERVICE, actor="processor"), one.ref)
        assert last().token == then.token

        again = give(door, OFFICER, COLLECT, one.ref, AGREEMENT, data="supplied")
        assert ask(door, one.ref).token.startswith("kusavee:2022-02-04:")
        assert ask(door, one.ref).outcome == "allow"
        withdraw(door, OFFICER, one.ref, again)
        assert ask(door, one.ref) == then
        versions = [e.version for e in entries() if isinstance(e, Published)]
    assert versions == ["2021-01-11", "2022-02-04"]


def test_a_text_that_was_published_is_kept_and_published_once(store: Store) -> None:
    for _ in range(2):
        with opened(home=store.home, policy=reference_policy()):
            pass

    assert bytes(PolicyText.objects.get().text) == reference_policy()
    assert len([e for e in entries() if isinstance(e, Published)]) == 1
    assert [e.change for e in entries() if isinstance(e, SystemChanged)] == ["started"] * 2


def test_nobody_agrees_to_a_version_that_was_never_held(store: Store) -> None:
    with opened(home=store.home, policy=NEW) as door:
        one = stored(door, agreed=True)
        to_unknown = msgspec.structs.replace(AGREEMENT, notice_version="1999-01-01")

        with pytest.raises(InvalidValueError, match="notice_version"):
            give(door, OFFICER, COLLECT, one.ref, to_unknown, data="supplied")

        assert counted("consent_choice") == 1
