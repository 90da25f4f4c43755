"""Contractors: examined, watched, given no more than they need, and made to give it back."""

from datetime import UTC, date, datetime, timedelta

import pytest
from tests.gate.samples import NOON, Clock, last, stored
from tests.parties.samples import filed, fixed, new_party, registered
from tests.parties.test_cases import changes
from tests.parties.test_receiving import entrust

from mamoru.gate.asking import OFFICER
from mamoru.gate.door import Door
from mamoru.gate.evidence_files import keep, open_file
from mamoru.gate.files import sweep
from mamoru.gate.models import Duty
from mamoru.gate.read import read
from mamoru.gate.recipient_errors import BeyondScopeError, PartyInactiveError, PartyNotReadyError
from mamoru.parties import scopes
from mamoru.parties.errors import InvalidPartyError, UnknownEvidenceError
from mamoru.parties.ready import CONTRACT
from mamoru.provision.entrust import data_sets, incidents, recall, watch
from mamoru.provision.entrust.assess import ContractorAnswers, assess
from mamoru.provision.entrust.errors import DataSetStandsError
from mamoru.provision.entrust.incidents import NewIncident
from mamoru.provision.entrust.questionnaire import Answer, questions
from mamoru.provision.entrust.recall import Certificate, NewRecall
from mamoru.provision.parties import register


def answers(**changed: Answer) -> ContractorAnswers:
    given: dict[str, Answer] = {one.name: "yes" for one in questions()}
    return ContractorAnswers(answers=given | changed)


def test_an_assessment_that_passed_lets_a_contractor_receive_for_twelve_months(
    door: Door, clock: Clock
) -> None:
    person = stored(door)
    party = register.add(door, OFFICER, new_party("contractor"))
    fixed(door, party)
    made = assess(door, OFFICER, party.ref, answers(inventory="partly"))
    filed(door, party, "contract", clauses=CONTRACT)
    assert (made.score.passed, made.score.percent) == (True, 97)
    assert (made.paper.from_, made.paper.until) == (date(2026, 11, 24), date(2027, 11, 23))

    assert read(door, OFFICER, entrust(party), person.ref, items=["name"])

    clock.now = datetime(2027, 11, 23, 15, tzinfo=UTC)
    filed(door, party, "review", from_=date(2027, 11, 23))
    with pytest.raises(PartyNotReadyError) as refused:
        read(door, OFFICER, entrust(party), person.ref, items=["name"])
    assert [(one.what, one.why) for one in refused.value.missing] == [("assessment", "expired")]


@pytest.mark.parametrize(
    ("changed", "lacks"),
    [
        ({"access": "no"}, ("access",)),
        (dict.fromkeys(["operation", "inventory", "review", "areas"], "no"), ()),
    ],
)
def test_an_assessment_that_did_not_pass_is_kept_and_lets_nobody_receive(
    door: Door, changed: dict[str, Answer], lacks: tuple[str, ...]
) -> None:
    person = stored(door)
    party = register.add(door, OFFICER, new_party("contractor"))
    fixed(door, party)
    filed(door, party, "contract", clauses=CONTRACT)

    made = assess(door, OFFICER, party.ref, answers(**changed))

    assert (made.score.passed, made.score.lacks) == (False, lacks)
    with pytest.raises(PartyNotReadyError) as refused:
        read(door, OFFICER, entrust(party), person.ref, items=["name"])
    assert [(one.what, one.why, one.lacks) for one in refused.value.missing] == [
        ("assessment", "lacking", ("passed",))
    ]


def test_a_question_that_is_not_answered_is_asked_again(door: Door) -> None:
    party = registered(door, "contractor")
    given = {name: said for name, said in answers().answers.items() if name != "access"}

    with pytest.raises(InvalidPartyError) as wrong:
        assess(door, OFFICER, party.ref, ContractorAnswers(answers=given))

    assert "access" in wrong.value.message("en")


def test_a_contractor_gets_no_more_than_the_purpose_needs(door: Door) -> None:
    person, party = stored(door), registered(door, "contractor")

    with pytest.raises(BeyondScopeError) as refused:
        read(door, OFFICER, entrust(party), person.ref, items=["name", "birth_date"])

    assert refused.value.facts["items"] == "birth_date"
    assert last().cites == ("5[needed]",)
    assert (last().outcome, last().needs) == ("refuse", ("approved_case",))


def test_a_purpose_for_which_nothing_was_fixed_entrusts_nothing(door: Door) -> None:
    person, party = stored(door), registered(door, "contractor")
    [standing] = [one for one in scopes.data_sets(party.ref) if one.ended_at is None]
    with pytest.raises(DataSetStandsError):
        fixed(door, party)
    data_sets.end(door, OFFICER, party.ref, standing.ref)

    with pytest.raises(PartyNotReadyError) as refused:
        read(door, OFFICER, entrust(party), person.ref, items=["name"])

    assert [(one.what, one.clause) for one in refused.value.missing] == [("data_set", "5[needed]")]


def test_what_is_due_about_a_contractor_stands_in_a_calendar_and_is_an_alarm_once_late(
    door: Door, clock: Clock
) -> None:
    party = registered(door, "contractor")

    assert [(one.what, one.state) for one in watch.calendar(clock.now, party.ref)] == [
        ("assessment", "ahead"), ("review", "ahead"), ("contract", "ahead"),
    ]  # fmt: skip

    clock.now = datetime(2027, 10, 20, tzinfo=UTC)
    assert [one.what for one in watch.calendar(clock.now) if one.state == "soon"] == [
        "assessment", "review",
    ]  # fmt: skip
    clock.now = datetime(2027, 11, 1, 15, tzinfo=UTC)
    assert [(one.what, one.clause) for one in watch.late(clock.now)] == [
        ("assessment", "5a"), ("review", "5c"),
    ]  # fmt: skip


def test_what_was_recalled_is_late_until_its_deletion_is_certified(
    door: Door, clock: Clock
) -> None:
    person, party = stored(door), registered(door, "contractor")
    made = recall.recall(
        door, OFFICER, party.ref, NewRecall(until=date(2026, 12, 10), reason="end:1")
    )

    with pytest.raises(PartyNotReadyError):
        read(door, OFFICER, entrust(party), person.ref, items=["name"])
    clock.now = datetime(2026, 12, 10, 15, tzinfo=UTC)
    assert [(one.what, one.ref) for one in watch.late(clock.now)] == [("deletion", made.ref)]

    file = keep(door, OFFICER, party.ref, "application/pdf", [b"certificate"])
    for day in (date(2026, 11, 23), date(2026, 12, 12)):
        early = Certificate(number="D-1", deleted_on=day, file=file.file)
        with pytest.raises(InvalidPartyError) as wrong:
            recall.certify(door, OFFICER, made.ref, early)
        assert wrong.value.facts["item"] == "deleted_on"
    shown = Certificate(number="D-1", deleted_on=date(2026, 12, 11), file=file.file)
    ended = recall.certify(door, OFFICER, made.ref, shown)

    assert ended.is_ended
    assert watch.late(clock.now) == ()
    assert changes()[-1] == "recall_ended"


def test_an_incident_that_a_contractor_reports_opens_a_case_with_its_clocks(
    door: Door, clock: Clock
) -> None:
    person, party = stored(door), registered(door, "contractor")
    knew = NOON - timedelta(days=4)

    made = incidents.report(
        door, OFFICER, party.ref, NewIncident(report="report:1", knew_at=knew, suspend=True)
    )

    assert (made.is_open, made.was_told_late) == (True, True)
    assert made.answer_by == datetime(2026, 11, 28, 15, tzinfo=UTC)
    with pytest.raises(PartyInactiveError):
        read(door, OFFICER, entrust(party), person.ref, items=["name"])
    clock.now = datetime(2026, 11, 30, tzinfo=UTC)
    assert [one.what for one in watch.late(clock.now)] == ["incident"]
    assert not incidents.close(door, OFFICER, made.ref, "report:2").is_open
    assert watch.late(clock.now) == ()


def test_an_evidence_file_is_sealed_on_the_disk_and_opened_on_record(door: Door) -> None:
    party, other = registered(door, "contractor"), registered(door, name="架空商会ムムム")
    content = b"a contract that nobody else may read"
    kept = keep(door, OFFICER, party.ref, "application/pdf", [content])

    assert sweep(door) == 0
    on_disk = [path.read_bytes() for path in door.files._directory.rglob("f_*")]
    assert len(on_disk) == 1
    assert content not in on_disk[0]
    shown, pieces = open_file(door, OFFICER, party.ref, kept.file)
    assert (shown.size, b"".join(pieces)) == (len(content), content)
    assert changes()[-1] == "file_opened"
    with pytest.raises(UnknownEvidenceError):
        open_file(door, OFFICER, other.ref, kept.file)


def test_a_review_is_owed_from_each_look_at_a_contractor_and_done_by_the_next(
    door: Door, clock: Clock
) -> None:
    party = registered(door, "contractor")
    clock.now = datetime(2027, 10, 1, 3, tzinfo=UTC)
    filed(door, party, "review", from_=date(2027, 10, 1))
    filed(door, party, "recipient_confirmation", from_=date(2027, 10, 1))

    duties = Duty.objects.filter(duty="supervise_contractor").order_by("pk")

    assert [(one.clause, one.due_at.date() if one.due_at else None) for one in duties] == [
        ("5c", date(2027, 11, 1)), ("5c", date(2027, 11, 1)), ("5c", date(2028, 10, 1)),
    ]  # fmt: skip
    assert [one.done_at is None for one in duties] == [False, False, True]
