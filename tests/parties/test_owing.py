"""What is owed about recipients: with its day, under an entry, and done by what follows."""

from datetime import UTC, date, datetime, timedelta

from tests.gate.samples import NOON, Clock, stored
from tests.parties.samples import filed, registered, shared
from tests.parties.test_receiving import agreed, entrust, provide

from mamoru.gate.asking import OFFICER
from mamoru.gate.door import Door
from mamoru.gate.evidence_files import keep
from mamoru.gate.models import Duty
from mamoru.ledger.entries import PartyChanged
from mamoru.ledger.trace import recorded
from mamoru.parties.models import PartyDuty
from mamoru.parties.party import Party
from mamoru.provision.entrust import incidents, recall
from mamoru.provision.entrust.incidents import NewIncident
from mamoru.provision.entrust.recall import Certificate, NewRecall
from mamoru.provision.parties import register
from mamoru.provision.records.single import read_or_hand

YEAR = datetime(2027, 11, 1, 15, tzinfo=UTC)
"""When what counts from `DAY` is late."""


def owed(duty: str) -> list[tuple[datetime | None, bool]]:
    """Return when each duty of a kind is late, and whether it is still open."""
    rows = Duty.objects.filter(duty=duty).order_by("pk")
    return [(one.due_at, one.done_at is None) for one in rows]


def entry_of(door: Door, duty: str) -> PartyChanged:
    """Return the entry under which the last duty of a kind is owed."""
    row = Duty.objects.filter(duty=duty).order_by("-pk")[0]
    found = door.writer.run(lambda record: recorded(record.cursor, [row.ticket]), changes=False)
    entry = found[0][0].entry
    assert isinstance(entry, PartyChanged)
    return entry


def incident(door: Door, party: Party, report: str = "report:1") -> incidents.IncidentShown:
    new = NewIncident(report=report, knew_at=NOON - timedelta(days=1), suspend=True)
    return incidents.report(door, OFFICER, party.ref, new)


def certified(door: Door, party: Party, made: recall.Recalled) -> None:
    file = keep(door, OFFICER, party.ref, "application/pdf", [b"certificate"])
    given = Certificate(number="D-1", deleted_on=date(2026, 11, 24), file=file.file)
    recall.certify(door, OFFICER, made.ref, given)


def test_an_incident_owes_the_report_to_the_authority_until_it_is_closed(door: Door) -> None:
    party = registered(door, "contractor")
    one, other = incident(door, party), None

    assert owed("report_breach") == [(one.answer_by, True)]
    assert entry_of(door, "report_breach").change == "incident_reported"
    register.resume(door, OFFICER, party.ref, "report:3")
    other = incident(door, party, "report:2")
    incidents.close(door, OFFICER, one.ref, "report:4")

    assert owed("report_breach") == [(one.answer_by, False), (other.answer_by, True)]


def test_a_recall_owes_the_certificate_by_its_day_and_only_its_own_ends_it(door: Door) -> None:
    party = registered(door, "contractor")
    first, second = (
        recall.recall(door, OFFICER, party.ref, NewRecall(until=day, reason="end:1"))
        for day in (date(2026, 12, 10), date(2026, 12, 20))
    )
    due = datetime(2026, 12, 10, 15, tzinfo=UTC)
    assert owed("certify_deletion") == [(due, True), (second.due_at, True)]
    assert entry_of(door, "certify_deletion").what == second.ref

    certified(door, party, first)

    assert owed("certify_deletion") == [(due, False), (second.due_at, True)]


def test_what_is_owed_of_one_kind_is_not_done_by_another(door: Door) -> None:
    party = registered(door, "contractor")
    made = recall.recall(
        door, OFFICER, party.ref, NewRecall(until=date(2026, 12, 10), reason="end:1")
    )
    one = incident(door, party)

    filed(door, party, "review", from_=date(2026, 11, 24))
    certified(door, party, made)

    assert owed("report_breach") == [(one.answer_by, True)]
    assert [is_open for _, is_open in owed("supervise_contractor")] == [False, False, True]


def test_measures_abroad_are_checked_each_year_and_each_check_owes_the_next(
    door: Door, clock: Clock
) -> None:
    party = registered(door, country="US")
    filed(door, party, "foreign_measures")
    assert owed("check_foreign_measures") == [(YEAR, True)]
    assert Duty.objects.get(duty="check_foreign_measures").clause == "APPI 28(3)"
    clock.now = datetime(2027, 10, 1, 3, tzinfo=UTC)

    check = filed(door, party, "measures_check", from_=date(2027, 10, 1))

    next_year = datetime(2028, 10, 1, 15, tzinfo=UTC)
    assert owed("check_foreign_measures") == [(YEAR, False), (next_year, True)]
    register.withdraw_paper(door, OFFICER, party.ref, check.ref)
    assert owed("check_foreign_measures")[1:] == [(next_year, False), (YEAR, True)]


def test_a_check_abroad_is_no_review_and_a_review_no_check(door: Door) -> None:
    party = registered(door, "contractor", country="US")
    filed(door, party, "foreign_measures")
    reviews = owed("supervise_contractor")

    filed(door, party, "measures_check", from_=date(2026, 11, 24))

    assert owed("supervise_contractor") == reviews
    filed(door, party, "review", from_=date(2026, 11, 24))
    assert [is_open for _, is_open in owed("check_foreign_measures")] == [False, True]


def test_what_was_handed_over_owes_the_same_check_and_the_next_one_does_it(
    door: Door, clock: Clock
) -> None:
    person, party = stored(door), registered(door, country="US")
    filed(door, party, "foreign_measures")
    agreed(door, person.ref, party.ref)
    read_or_hand(door, OFFICER, provide(party), person.ref, items=["name"])
    other = registered(door, name="架空商会ムムム", country="US")
    filed(door, other, "foreign_measures")
    assert [is_open for _, is_open in owed("check_foreign_measures")] == [True, True, True]

    filed(door, party, "measures_check", from_=date(2026, 11, 24))

    states = [is_open for _, is_open in owed("check_foreign_measures")]
    assert states == [False, False, True, True]


def test_what_was_entrusted_owes_a_review_and_the_next_one_does_it(door: Door) -> None:
    person, party = stored(door), registered(door, "contractor")
    read_or_hand(door, OFFICER, entrust(party), person.ref, items=["name"])
    states = [is_open for _, is_open in owed("supervise_contractor")]
    assert states == [False, True, True, True]  # of the papers, of clause 5c and of APPI 25

    filed(door, party, "review", from_=date(2026, 11, 24))

    states = [is_open for _, is_open in owed("supervise_contractor")]
    assert states == [False, False, False, False, True]


def test_an_older_paper_that_is_filed_late_brings_no_look_forward(door: Door) -> None:
    party = registered(door, "contractor")
    filed(door, party, "recipient_confirmation", from_=date(2026, 11, 20))

    filed(door, party, "review", from_=date(2026, 1, 5))

    assert owed("supervise_contractor")[-1] == (YEAR, True)


def test_of_a_party_that_ended_nothing_has_to_be_looked_at_but_incidents_stay(door: Door) -> None:
    person, party = stored(door), registered(door, "contractor")
    read_or_hand(door, OFFICER, entrust(party), person.ref, items=["name"])
    one = incident(door, party)
    register.resume(door, OFFICER, party.ref, "report:3")

    register.end(door, OFFICER, party.ref, "end:1")

    assert all(not is_open for _, is_open in owed("supervise_contractor"))
    assert owed("report_breach") == [(one.answer_by, True)]


def test_papers_of_a_joint_user_owe_no_look_at_a_contractor(door: Door) -> None:
    party = registered(door, "joint_user")
    shared(door, party, items=["name"])

    assert owed("supervise_contractor") == []
    assert not PartyDuty.objects.filter(party=party.ref).exists()
