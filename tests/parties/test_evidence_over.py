"""Evidence files of parties go five years after what they show ended, with their keys."""

from datetime import UTC, date, datetime

import pytest
from tests.gate.samples import Clock, entries
from tests.gate.test_held_files import on_disk
from tests.parties.samples import DAY, new_party

from mamoru.gate.asking import OFFICER
from mamoru.gate.door import Door
from mamoru.gate.evidence_files import count_over, erase_over, keep, open_file
from mamoru.ledger.entries import PartyChanged
from mamoru.parties.errors import UnknownEvidenceError
from mamoru.parties.register import NewPaper
from mamoru.provision.parties import register

OVER = datetime(2033, 3, 31, 15, tzinfo=UTC)
"""Five years after the paper's last day, in March 2028."""


def with_file(door: Door, *papers: date | None) -> tuple[str, str]:
    """Return a party and its evidence file, named by papers that end on these days."""
    party = register.add(door, OFFICER, new_party())
    file = keep(door, OFFICER, party.ref, "application/pdf", [b"qqcertificate"]).file
    for until in papers:
        new = NewPaper(kind="recipient_confirmation", from_=DAY, until=until, file=file)
        register.file_paper(door, OFFICER, party.ref, new)
    return party.ref, file


def test_a_file_goes_five_years_after_the_last_paper_that_names_it(
    door: Door, clock: Clock
) -> None:
    party, file = with_file(door, date(2026, 12, 31), date(2028, 3, 31))
    clock.now = datetime(2033, 3, 31, 14, tzinfo=UTC)
    assert (count_over(clock.now), erase_over(door, 10), on_disk(door, file)) == (0, 0, True)

    clock.now = OVER

    assert (count_over(None), count_over(clock.now)) == (1, 1)
    assert (erase_over(door, 10), on_disk(door, file)) == (1, False)
    with pytest.raises(UnknownEvidenceError):
        open_file(door, OFFICER, party, file)
    last = entries()[-1]
    assert isinstance(last, PartyChanged)
    assert (last.change, last.what, last.caller) == ("file_erased", file, "keeper")


def test_a_file_of_a_paper_without_an_end_or_of_none_goes_with_its_party_alone(
    door: Door, clock: Clock
) -> None:
    endless, first = with_file(door, None)
    unnamed, second = with_file(door)
    clock.now = datetime(2045, 1, 1, tzinfo=UTC)
    assert erase_over(door, 10) == 0

    register.end(door, OFFICER, endless, "reason:1")
    register.end(door, OFFICER, unnamed, "reason:1")
    clock.now = datetime(2049, 12, 31, tzinfo=UTC)
    assert erase_over(door, 10) == 0
    clock.now = datetime(2050, 1, 2, tzinfo=UTC)

    assert erase_over(door, 10) == 2
    assert not on_disk(door, first)
    assert not on_disk(door, second)
