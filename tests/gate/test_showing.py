"""Notices through the door: registered, shown, and the evidence of a choice made under them."""

import msgspec
import pytest
from tests.consent.notice_samples import notice
from tests.gate.samples import (
    COLLECT,
    Clock,
    entries,
    last,
    published,
    stored,
)

from mamoru.consent.choices import Choice, Kind, Source
from mamoru.consent.errors import NoticeNotShownError, NoticeStaleError
from mamoru.consent.notices import Stale
from mamoru.consent.purposes import State
from mamoru.gate.asking import OFFICER, Wish
from mamoru.gate.choose import choose_many, give
from mamoru.gate.door import Door
from mamoru.gate.saying import purposes_said
from mamoru.gate.showing import Display, register, show
from mamoru.ledger.entries import Noticed
from mamoru.paths import reference_policy

PERSONAL, STATISTICS = "2(3)a", "2(1)d"
YES = Choice(kind=Kind.CONSENT, purpose=STATISTICS)
NO = Choice(kind=Kind.REFUSAL, purpose=PERSONAL)
GPC = Choice(kind=Kind.REFUSAL, source=Source.GPC)
BARE = Wish(act="collect", source="person")
BANNER = Display(name="banner", language="ja")


def test_a_notice_that_was_shown_is_the_evidence_of_the_choice_made_under_it(door: Door) -> None:
    register(door, OFFICER, notice())
    showing = show(door, OFFICER, BANNER).shown
    one = stored(door)
    chosen = [
        msgspec.structs.replace(choice, shown=showing.reference)
        for choice in (YES, msgspec.structs.replace(NO, shown=None))
    ]

    choose_many(door, OFFICER, BARE, one.ref, chosen, data="supplied")

    assert last().facts == ("notice_shown",)
    assert len(last().evidence) == 1


def test_a_notice_registered_is_in_the_ledger_with_its_hash(door: Door) -> None:
    kept = register(door, OFFICER, notice())
    recorded = len(entries())
    register(door, OFFICER, notice())

    entry = entries()[-1]
    assert isinstance(entry, Noticed)
    assert (entry.notice, entry.text, len(entries())) == ("banner", kept.digest, recorded)


def test_showing_a_notice_to_somebody_known_is_on_record_and_to_nobody_known_is_not(
    door: Door,
) -> None:
    register(door, OFFICER, notice())
    one = stored(door)
    recorded = len(entries())

    show(door, OFFICER, BANNER)
    assert len(entries()) == recorded
    show(door, OFFICER, BANNER, one.ref)

    assert (last().act, last().subject) == ("show_notice", one.pseudonym.hex())


def test_a_choice_under_a_stale_notice_is_not_taken_down_and_that_is_on_record(
    door: Door, clock: Clock
) -> None:
    register(door, OFFICER, notice())
    old = show(door, OFFICER, BANNER).shown.reference
    register(door, OFFICER, notice(version="2026-12-01"))
    one = stored(door)
    chosen = [msgspec.structs.replace(choice, shown=old) for choice in (YES, NO)]

    with pytest.raises(NoticeStaleError):
        choose_many(door, OFFICER, COLLECT, one.ref, chosen, data="supplied")
    unknown = msgspec.structs.replace(YES, shown="s_unknown")
    with pytest.raises(NoticeNotShownError):
        choose_many(door, OFFICER, COLLECT, one.ref, [unknown], data="supplied")

    outcomes = [(getattr(e, "act", ""), getattr(e, "outcome", "")) for e in entries()[-3:]]
    assert outcomes == [("collect", "needs"), ("decline", "allow"), ("collect", "needs")]
    assert purposes_said(door, one.ref, [PERSONAL])[PERSONAL].state is State.REFUSED


def test_a_version_said_to_have_been_shown_is_recorded_and_called_stale(door: Door) -> None:
    register(door, OFFICER, notice())
    register(door, OFFICER, notice(version="2026-12-01"))

    old = show(door, OFFICER, msgspec.structs.replace(BANNER, version="2026-11-01"))
    new = show(door, OFFICER, BANNER)

    assert (old.stale, new.stale) == (Stale.SUPERSEDED, None)


def test_a_notice_goes_stale_the_moment_a_revision_of_what_it_names_is_in_force(
    door: Door, clock: Clock
) -> None:
    register(door, OFFICER, notice())
    assert show(door, OFFICER, BANNER).stale is None
    text = reference_policy().decode()
    text = text.replace("行動や関心に応じた広告を配信", "関心に応じた広告を配信")
    text = text.replace('version: "2022-02-04"', 'version: "2026-11-20"')
    line = '    - {date: "2022-02-04", ja: 改定, en: Revised}\n'
    text = text.replace(line, line + line.replace("2022-02-04", "2026-11-20"))
    text = text.replace('effective_from: "2022-02-04"', 'effective_from: "2026-11-20"')

    published(door, text.encode())

    assert show(door, OFFICER, BANNER).stale is Stale.POLICY


def test_nobody_chooses_under_what_was_shown_to_another(door: Door) -> None:
    register(door, OFFICER, notice())
    one, other = stored(door), stored(door, "Betsu Tsukuri")
    showing = show(door, OFFICER, BANNER, one.ref).shown
    chosen = msgspec.structs.replace(YES, shown=showing.reference)

    give(door, OFFICER, BARE, one.ref, chosen, data="supplied")
    with pytest.raises(NoticeNotShownError):
        give(door, OFFICER, BARE, other.ref, chosen, data="supplied")
