"""Verifying the ledger with what is kept beside it: references to evidence, and the people held."""

import pytest
from django.db import connection
from tests.gate.samples import COLLECT, ERASE, TRACE, USE, given, stored
from tests.ledger.logs import change

from mamoru.gate.asking import OFFICER, Wish
from mamoru.gate.consider import handlings_of
from mamoru.gate.create import create
from mamoru.gate.door import Door
from mamoru.gate.erase import erase
from mamoru.gate.errors import EvidenceAlteredError, EvidenceNeededError
from mamoru.gate.models import Evidence
from mamoru.gate.read import find, read
from mamoru.gate.verify import verify_here
from mamoru.ledger import verify as ledger
from mamoru.ledger.errors import PeopleAlteredError

TAMPERINGS = {
    "another reference": "UPDATE gate_evidence SET reference = 'forged:1'",
    "another fact": "UPDATE gate_evidence SET fact = 'request'",
    "another salt": "UPDATE gate_evidence SET salt = CAST(reference AS bytea)",
    "another entry": "UPDATE gate_evidence SET ticket = ticket + 1",
    "an entry that is none": "UPDATE gate_evidence SET ticket = 1099511627776",
    "dropped": "DELETE FROM gate_evidence",
    "doubled": "INSERT INTO gate_evidence (ticket, fact, reference, salt, person)"
    " SELECT ticket, fact, reference, salt, person FROM gate_evidence",
}


def lived(door: Door) -> str:
    """Let somebody be found, read, refused and shown what is on record."""
    one = stored(door)
    read(door, OFFICER, USE, one.ref)
    find(door, OFFICER, USE, "email", "zenbu@example.jp")
    find(door, OFFICER, USE, "email", "nobody@example.jp")
    with pytest.raises(EvidenceNeededError):
        erase(door, OFFICER, Wish(act="erase", grounds={"request": "request:20"}), one.ref)
    handlings_of(door, OFFICER, TRACE, one.ref)
    return one.ref


def test_what_the_door_records_holds_with_what_it_keeps_beside(door: Door) -> None:
    ref = lived(door)
    door.settle()
    create(door, OFFICER, COLLECT, [given("Ichi Tsukuri"), given("Ni Tsukuri")])
    assert verify_here().forgotten == 0

    erase(door, OFFICER, ERASE, ref)

    assert verify_here().forgotten == 5
    door.settle()
    assert verify_here() == ledger.verify_here()


@pytest.mark.parametrize("tampering", TAMPERINGS)
def test_references_that_an_entry_does_not_commit_to_are_found(door: Door, tampering: str) -> None:
    _, ticket = create(door, OFFICER, COLLECT, [given()])
    assert ticket is not None
    door.settle()
    blob = "blob" if connection.vendor == "sqlite" else "bytea"
    change(TAMPERINGS[tampering].replace("bytea", blob))

    with pytest.raises(EvidenceAlteredError) as raised:
        verify_here()

    assert raised.value.facts["ticket"] in (ticket, ticket + 1)
    assert raised.value.message("ja") != raised.value.message("en")
    assert ledger.verify_here().forgotten == 0


def test_the_reference_of_an_erasure_is_missed(door: Door) -> None:
    ref = lived(door)
    erase(door, OFFICER, ERASE, ref)
    door.settle()
    verify_here()

    Evidence.objects.filter(fact="investigated").delete()

    with pytest.raises(EvidenceAlteredError):
        verify_here()


def test_a_person_who_is_held_cannot_pass_for_forgotten(door: Door) -> None:
    """Every tie to the person is cut, as an erasure does it; but the person is still there."""
    _, ticket = create(door, OFFICER, COLLECT, [given()])
    door.settle()
    change("DELETE FROM ledger_personentry")
    change("DELETE FROM gate_evidence")

    with pytest.raises(PeopleAlteredError) as raised:
        verify_here()

    assert raised.value.facts == {"ticket": ticket}
