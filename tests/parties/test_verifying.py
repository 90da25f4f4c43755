"""What is kept about recipients is what the ledger commits to, row by row, and without names."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from tests.gate.samples import NOON, Clock, entries
from tests.parties.samples import filed, new_party, registered
from tests.parties.test_entrusting import answers

from mamoru.gate.asking import OFFICER
from mamoru.gate.door import Door
from mamoru.gate.evidence_files import keep
from mamoru.gate.verify import verify_here
from mamoru.ledger.entries import PartyChanged, encode
from mamoru.parties import queries
from mamoru.parties import register as below
from mamoru.parties.errors import PartyAlteredError, PartyUncommittedError
from mamoru.parties.models import PartyCommitment
from mamoru.parties.party import Party
from mamoru.provision.entrust import incidents, recall
from mamoru.provision.entrust.assess import assess
from mamoru.provision.entrust.contents import CONTENTS
from mamoru.provision.entrust.incidents import NewIncident
from mamoru.provision.entrust.recall import Certificate, NewRecall
from mamoru.provision.parties import register

OPEN = "UPDATE entrust_incident SET outcome = NULL, is_open = "
ALTERED = {
    "another name": "UPDATE parties_partyversion SET name = 'x' WHERE version = 1",
    "another country": "UPDATE parties_partyversion SET country = 'US' WHERE version = 1",
    "a version dropped": "DELETE FROM parties_partyversion WHERE version = 1",
    "a longer contract": "UPDATE parties_partypaper SET until = '2099-12-31'",
    "a paper of another": "UPDATE parties_partypaper SET party = 'party_0000000000000000'",
    "a paper dropped": "DELETE FROM parties_partypaper WHERE kind = 'review'",
    "a withdrawal undone": "UPDATE parties_partypaper SET withdrawn_at = NULL",
    "more items to share": "UPDATE parties_partyjointuse SET items = '[\"birth_date\"]'",
    "an assessment that passed": "UPDATE entrust_assessment SET percent = 99",
    "an incident known later": "UPDATE entrust_incident SET knew_at = told_at",
    "an incident without outcome": f"{OPEN}(closed_at IS NULL)",
    "a commitment dropped": "DELETE FROM parties_partycommitment WHERE kind = 'paper'",
    "a commitment of another entry": "UPDATE parties_partycommitment SET ticket = ticket + 1",
    "a commitment to nothing": "INSERT INTO parties_partycommitment (ticket, kind, ref, version,"
    " salt) SELECT 1099511627776, 'party', 'party_x', 1, salt FROM parties_partycommitment LIMIT 1",
    "an entry that is none": "UPDATE parties_partycommitment SET ticket = 1099511627776",
}


@pytest.fixture
def kept(door: Door) -> Party:
    """A contractor with everything that is committed to, and a joint user."""
    registered(door, "joint_user", name="架空提携ヌヌヌ")
    party = register.add(door, OFFICER, new_party("contractor"))
    register.change(door, OFFICER, party.ref, register.PartyChanges(name="架空商会ネネネ"))
    assess(door, OFFICER, party.ref, answers(inventory="partly"))
    filed(door, party, "review")
    wrong = filed(door, party, "contract")
    register.withdraw_paper(door, OFFICER, party.ref, wrong.ref)
    given = NewIncident(report="report:1", knew_at=NOON - timedelta(days=1), suspend=True)
    incidents.close(
        door, OFFICER, incidents.report(door, OFFICER, party.ref, given).ref, "report:2"
    )
    door.settle()
    return queries.party(party.ref)


def changed() -> list[PartyChanged]:
    return [one for one in entries() if isinstance(one, PartyChanged)]


def tampered(sql: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        assert cursor.rowcount > 0


def test_every_version_has_its_commitment_in_the_entry_that_tells_of_it(
    door: Door, kept: Party
) -> None:
    found = {(one.change, len(one.content)) for one in changed() if one.party == kept.ref}

    assert found == {
        ("registered", 1), ("renamed", 1), ("paper_filed", 2), ("paper_filed", 1),
        ("paper_withdrawn", 1), ("incident_reported", 1), ("suspended", 1), ("incident_closed", 1),
    }  # fmt: skip
    assert {one.kind for one in PartyCommitment.objects.all()} == {
        "party", "paper", "assessment", "incident",
    }  # fmt: skip
    verify_here(CONTENTS)


def test_no_entry_holds_anything_that_says_who_a_party_is(door: Door, kept: Party) -> None:
    told = b"".join(encode(one) for one in changed())

    for word in ("架空", "desk@example.jp", "report:1"):
        assert word.encode() not in told
    salts = {bytes(one.salt) for one in PartyCommitment.objects.all()}
    assert len(salts) == PartyCommitment.objects.count()


@pytest.mark.parametrize("store", ["sqlite"], indirect=True)
@pytest.mark.parametrize("tampering", ALTERED)
def test_what_was_altered_behind_the_door_does_not_verify(
    door: Door, kept: Party, tampering: str
) -> None:
    verify_here(CONTENTS)

    tampered(ALTERED[tampering])

    with pytest.raises(PartyAlteredError):
        verify_here(CONTENTS)


@pytest.mark.parametrize(
    ("table", "row"),
    [
        ("parties_partypaper", {"ref": "'paper_forged'", "kind": "'measures_check'"}),
        ("parties_partyversion", {"version": "version + 10", "status": "'active'"}),
    ],
)
def test_what_was_added_behind_the_door_does_not_verify(
    door: Door, kept: Party, table: str, row: dict[str, str]
) -> None:
    with connection.cursor() as cursor:
        fields = connection.introspection.get_table_description(cursor, table)
    names = [one.name for one in fields if one.name != "id"]
    into = ", ".join(f'"{name}"' for name in names)
    copy = ", ".join(row.get(name, f'"{name}"') for name in names)
    last = f"id = (SELECT max(id) FROM {table})"  # noqa: S608 - our own words
    tampered(f"INSERT INTO {table} ({into}) SELECT {copy} FROM {table} WHERE {last}")  # noqa: S608

    with pytest.raises(PartyUncommittedError):
        verify_here(CONTENTS)


def test_a_paper_that_was_withdrawn_behind_the_door_does_not_verify(
    door: Door, kept: Party
) -> None:
    tampered(
        "UPDATE parties_partypaper SET withdrawn_at = noted_at WHERE kind = 'joint_use_agreement'"
    )

    with pytest.raises(PartyUncommittedError) as found:
        verify_here(CONTENTS)

    assert str(found.value.facts["ref"]).startswith("paper_")


def test_what_is_from_before_there_were_commitments_is_left_alone(door: Door) -> None:
    old = new_party("third_party", name="架空以前ヌヌヌ")
    door.writer.run(lambda _: below.register(old, "other", by="officer", now=NOON))
    registered(door, "successor")
    door.settle()

    verify_here(CONTENTS)

    door.writer.run(lambda _: below.register(old, "other", by="officer", now=NOON))
    with pytest.raises(PartyUncommittedError):
        verify_here(CONTENTS)


def test_the_certificate_of_a_deletion_is_a_paper_that_is_committed_to(
    door: Door, clock: Clock
) -> None:
    party = registered(door, "contractor")
    file = keep(door, OFFICER, party.ref, "application/pdf", [b"certificate"])
    made = recall.recall(
        door, OFFICER, party.ref, NewRecall(until=date(2026, 12, 10), reason="end:1")
    )
    clock.now = datetime(2026, 12, 9, 3, tzinfo=UTC)

    shown = Certificate(number="D-1", deleted_on=date(2026, 12, 8), file=file.file)
    recall.certify(door, OFFICER, made.ref, shown)

    *_, paper, end = changed()
    assert (paper.change, len(paper.content), end.change) == ("paper_filed", 1, "recall_ended")
