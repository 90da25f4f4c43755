"""Drafts: laid down, listed, withdrawn; nothing is decided by them."""

from datetime import timedelta

import pytest
from tests.gate.samples import Clock, entries, published
from tests.notices.texts import LATER, TYPO, WIDER, revised

from mamoru.gate.asking import OFFICER
from mamoru.gate.door import Door
from mamoru.ledger.entries import Revised
from mamoru.notices.draft import draft
from mamoru.notices.errors import (
    AnotherPolicyError,
    DraftExistsError,
    HistoryLostError,
    LaterRevisionError,
    NothingChangedError,
    RevisionInForceError,
    UnknownDraftError,
    VersionOrderError,
)
from mamoru.notices.listing import State, revisions, text_of
from mamoru.notices.withdraw import withdraw
from mamoru.paths import reference_policy
from mamoru.policy.errors import PolicyFileError

DAY = timedelta(days=1)


def states(door: Door) -> list[tuple[str, State]]:
    return [(one.version, one.state) for one in revisions(door.clock())]


def changes() -> list[tuple[str, str]]:
    return [(one.change, one.version) for one in entries() if isinstance(one, Revised)]


def test_a_draft_is_kept_as_it_is_and_decides_nothing(door: Door) -> None:
    text = revised(LATER, WIDER)

    made = draft(door, OFFICER, text)

    assert (made.version, made.base) == (LATER, "2022-02-04")
    assert text_of(LATER) == text
    assert states(door) == [("2022-02-04", State.IN_FORCE), (LATER, State.DRAFT)]
    assert door.policy.version == "2022-02-04"
    assert changes() == [("drafted", LATER)]


def test_a_file_with_errors_is_no_draft(door: Door) -> None:
    with pytest.raises(PolicyFileError, match="unknown-key"):
        draft(door, OFFICER, revised(LATER) + b"surprise: 1\n")

    assert changes() == []


def test_a_version_is_later_than_those_before_it_and_names_them(door: Door) -> None:
    published(door, revised("2026-11-24", TYPO))

    with pytest.raises(VersionOrderError) as older:
        draft(door, OFFICER, revised("2026-11-23"))
    with pytest.raises(HistoryLostError) as forgetful:
        draft(door, OFFICER, revised(LATER, WIDER))

    assert older.value.facts == {"version": "2026-11-23", "latest": "2026-11-24"}
    assert forgetful.value.facts == {"missing": "2026-11-24"}
    draft(door, OFFICER, revised(LATER, WIDER, after=("2026-11-24",)))


def test_what_is_published_already_is_no_draft_nor_is_another_companys_text(door: Door) -> None:
    with pytest.raises(NothingChangedError):
        draft(door, OFFICER, reference_policy())
    with pytest.raises(AnotherPolicyError):
        draft(door, OFFICER, revised(LATER, ("  id: kusavee\n  title", "  id: another\n  title")))


def test_a_version_has_one_draft_at_a_time(door: Door) -> None:
    draft(door, OFFICER, revised(LATER, WIDER))

    with pytest.raises(DraftExistsError):
        draft(door, OFFICER, revised(LATER, TYPO))

    withdraw(door, OFFICER, LATER)
    draft(door, OFFICER, revised(LATER, TYPO))
    assert changes() == [("drafted", LATER), ("draft_withdrawn", LATER), ("drafted", LATER)]
    assert [state for _, state in states(door)] == [State.IN_FORCE, State.WITHDRAWN, State.DRAFT]


def test_an_unknown_draft_is_told_with_those_there_are(door: Door) -> None:
    draft(door, OFFICER, revised(LATER, WIDER))

    with pytest.raises(UnknownDraftError) as unknown:
        withdraw(door, OFFICER, "2031-01-01")

    assert unknown.value.facts == {"known": LATER}


def test_a_text_is_withdrawn_until_it_is_in_force_and_never_after(door: Door, clock: Clock) -> None:
    edition = published(door, revised(LATER, WIDER))
    assert states(door)[-1] == (LATER, State.ANNOUNCED)

    withdraw(door, OFFICER, LATER)

    assert changes() == [("withdrawn", LATER)]
    assert states(door) == [("2022-02-04", State.IN_FORCE)]
    again = published(door, revised(LATER, WIDER))
    clock.now = again.in_force_from
    with pytest.raises(RevisionInForceError):
        withdraw(door, OFFICER, LATER)
    assert edition.in_force_from == again.in_force_from
    assert door.policy.version == LATER


def test_a_text_on_which_a_later_one_builds_is_not_withdrawn(door: Door) -> None:
    published(door, revised("2026-12-20", WIDER))
    published(door, revised(LATER, WIDER, TYPO, after=("2026-12-20",)))

    with pytest.raises(LaterRevisionError) as refused:
        withdraw(door, OFFICER, "2026-12-20")

    assert refused.value.facts == {"later": LATER}
