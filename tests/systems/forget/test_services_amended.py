"""Correcting and suspending by the calls of a service."""

from pathlib import Path

import pytest
from tests.gate.conftest import clock, door
from tests.systems import shop
from tests.systems.company import Company, sqlite_company
from tests.systems.crm import Crm, Failing
from tests.systems.forget.at_crm import MAP, ONLY_SQLITE, SUSPENDED, WISHES, carried, made

from mamoru.gate.asking import OFFICER
from mamoru.gate.door import Door
from mamoru.gate.systems import register
from mamoru.gate.systems.look import Whom
from mamoru.gate.systems.planning import plan_in
from mamoru.gate.systems.registering import NewSystem
from mamoru.gate.systems.whom import Target
from mamoru.systems.errors import MapFileError
from mamoru.systems.forget.plan import Plan
from mamoru.systems.map.load import load
from mamoru.systems.values import read

__all__ = ["clock", "door"]


@ONLY_SQLITE
def test_a_correction_sends_what_changes_and_is_read_back(door: Door, crm: Crm) -> None:
    plan = made(door, crm, "correct", values={"email": "new@example.com"})

    outcome = carried(door, plan)

    assert outcome.state == "done"
    assert crm.contacts["7"]["mail"] == "new@example.com"
    assert crm.contacts["7"]["called"] == "Contact"
    assert made(door, crm, "correct", values={"email": "new@example.com"}).is_empty


@ONLY_SQLITE
def test_a_correction_that_the_service_will_not_do_is_blocked_and_repeats_no_value(
    door: Door, crm: Crm
) -> None:
    outcome = carried(door, made(door, crm, "correct", values={"email": "bad@example.com"}))

    assert (outcome.state, outcome.problem) == ("blocked", "system-constraint")
    assert outcome.wrote == "nothing"
    assert "bad@" not in str(outcome)


@ONLY_SQLITE
@pytest.mark.parametrize(
    ("part", "instead", "values", "code"),
    [
        ("set: {mail: email, called: name}", "set: {called: name}", {"email": "x@example.com"},
         "call-lacks-item"),
        ("    correct: correct_contact\n", "", {"name": "Other"}, "call-unsaid"),
    ],
)  # fmt: skip
def test_a_correction_that_the_map_cannot_say_is_a_problem(
    door: Door, crm: Crm, part: str, instead: str, values: dict[str, str], code: str
) -> None:
    text = MAP.replace(part, instead, 1)
    found = made(door, crm, "correct", text, values=values)

    assert [one.code for one in found.problems] == [code]
    assert crm.keys == []


@ONLY_SQLITE
def test_a_correction_of_what_the_person_is_asked_for_is_a_problem(door: Door, crm: Crm) -> None:
    text = MAP.replace("{account: id}}", "{account: id, email: mail}}", 1)
    text = text.replace('get: "/contacts/{account}"', 'get: "/contacts/{email}"')
    crm.contacts["7@example.com"] = crm.contacts["7"]
    target = Target(map=load(text), url=crm.url)
    whom = Whom(named=(("account", "7"), ("email", "7@example.com")))

    [found] = plan_in(
        door, OFFICER, WISHES["correct"], whom, [target], do="correct",
        values={"email": "x@example.com"},
    )  # fmt: skip

    assert isinstance(found, Plan)
    assert [(one.code, one.columns) for one in found.problems] == [("key-personal", ("mail",))]
    assert found.calls == ()


@ONLY_SQLITE
def test_single_rows_are_corrected_each_by_a_call_of_its_own(door: Door, crm: Crm) -> None:
    crm.notes["7"][0]["text"] = "right already"
    crm.notes["7"].append({"id": "a/../b", "text": "called"})
    crm.notes["8"][0]["id"] = "7-1"  # of somebody else, with the same key
    crm.failing.append(Failing(0, does=True))

    plan = made(door, crm, "correct", values={"note": "right already"})
    outcome = carried(door, plan)

    assert [[read(part) for part in one.row] for one in plan.calls] == [["7-1"], ["a/../b"]]
    assert outcome.is_done
    assert [one["text"] for one in crm.notes["7"]] == ["right already"] * 3
    assert [one["text"] for one in crm.notes["8"]] == ["called"] * 2
    assert [path for _, path in crm.done] == [
        "/contacts/7/notes/7-1", "/contacts/7/notes/a%2F..%2Fb"
    ]  # fmt: skip


@ONLY_SQLITE
def test_items_are_deleted_by_the_call_that_the_map_names_for_it(door: Door, crm: Crm) -> None:
    text = MAP.replace("item: name}\n  notes", 'item: name, anonymise: {to: "-"}}\n  notes')
    plan = made(door, crm, "delete", text, values={"name": "", "supplied": ""})
    outcome = carried(door, plan)

    assert {one.name: one.fields for one in plan.calls} == {
        "correct_contact": {"called": "-"}, "correct_note": {"text": None}
    }  # fmt: skip
    assert plan.touched == ("registration", "supplied")
    assert outcome.is_done
    assert crm.contacts["7"] == {
        "id": "7", "state": "live", "mail": "7@example.com", "called": "-"
    }  # fmt: skip
    assert [one["text"] for one in crm.notes["7"]] == [None, None]
    assert made(door, crm, "delete", text, values={"name": "", "supplied": ""}).is_empty


@ONLY_SQLITE
def test_items_for_which_the_map_names_no_call_are_a_problem_and_nothing_is_called(
    door: Door, crm: Crm
) -> None:
    text = MAP.replace("    delete: correct_contact\n", "")

    plan = made(door, crm, "delete", text, values={"name": ""})

    assert [(one.code, one.columns) for one in plan.problems] == [("call-unsaid", ("called",))]
    assert crm.keys == []


@ONLY_SQLITE
def test_a_single_row_is_erased_where_the_law_keeps_another_of_its_table(
    door: Door, crm: Crm
) -> None:
    call = 'delete: "/contacts/{account}/bills/{row.id}"'
    text = MAP.replace('delete: "/contacts/{account}/bills"', call)
    crm.bills["7"] = [
        {"id": "old", "made_on": "2001-01-01", "to": "A"},
        {"id": "new", "made_on": "2026-06-01", "to": "A"},
    ]

    plan = made(door, crm, "erase", text)

    assert [one.code for one in plan.problems] == []
    there = {one.name: [read(part) for part in one.row] for one in plan.calls}
    assert there == {"erase_contact": [], "erase_bills": ["old"]}


@ONLY_SQLITE
def test_a_suspension_is_called_seen_and_ended(door: Door, crm: Crm) -> None:
    assert carried(door, made(door, crm, "suspend_use")).is_done
    assert crm.contacts["7"]["state"] == "held"
    assert made(door, crm, "suspend_use").is_empty
    assert carried(door, made(door, crm, "resume_use")).is_done
    assert crm.contacts["7"]["state"] == "live"
    assert crm.contacts["8"]["state"] == "live"


@ONLY_SQLITE
@pytest.mark.parametrize("is_registered", [True, False])
def test_people_of_a_database_are_suspended_by_the_call_of_a_service(
    door: Door, crm: Crm, tmp_path: Path, *, is_registered: bool
) -> None:
    company = sqlite_company(tmp_path)
    shop.stock(company)
    company.run("ALTER TABLE customers ADD state VARCHAR(10) DEFAULT 'live'")
    crm.add("1")
    if is_registered:
        register(door, OFFICER, NewSystem(url=crm.url, map=MAP))
    target = Target(map=load(SUSPENDED), url=company.url)
    whom = Whom(named=(("email", "one@example.com"),))
    wish = WISHES["suspend_use"]

    [plan] = plan_in(door, OFFICER, wish, whom, [target], do="suspend_use")
    assert isinstance(plan, Plan), plan
    if not is_registered:
        assert [one.code for one in plan.problems] == ["call-unknown"]
        return
    assert [(one.system, one.values) for one in plan.calls] == [("crm", {"account": "1"})]
    outcome = carried(door, plan)

    assert crm.contacts["1"]["state"] == "held"
    assert outcome.state == "partial"  # nothing told the shop's own database yet
    company.run("UPDATE customers SET state = 'held' WHERE id = 1")
    [again] = plan_in(door, OFFICER, wish, whom, [target], do="suspend_use")
    assert isinstance(again, Plan)
    assert again.is_empty
    assert carried(door, again).is_done


@ONLY_SQLITE
def test_a_call_that_lets_the_service_tell_the_database_is_done(
    door: Door, crm: Crm, company: Company
) -> None:
    shop.stock(company)
    company.run("ALTER TABLE customers ADD state VARCHAR(10) DEFAULT 'live'")
    crm.add("1")
    asked = crm.asked

    def and_tell(method: str, path: str, body: dict[str, object], key: str) -> object:
        company.run("UPDATE customers SET state = 'held' WHERE id = 1")
        return asked(method, path, body, key)

    crm.asked = and_tell  # type: ignore[method-assign, assignment]  # the service of the test
    register(door, OFFICER, NewSystem(url=crm.url, map=MAP))
    target = Target(map=load(SUSPENDED), url=company.url)
    whom = Whom(named=(("account", "1"),))
    crm.failing.append(Failing(0, does=True))

    [plan] = plan_in(door, OFFICER, WISHES["suspend_use"], whom, [target], do="suspend_use")
    assert isinstance(plan, Plan)
    outcome = carried(door, plan)

    assert (outcome.state, len(crm.keys)) == ("done", 1)
    assert outcome.counts["confirmed"] == 1


@pytest.mark.parametrize(
    ("part", "instead"),
    [
        ("erase: erase_bills", "erase: read_bills"),
        ("correct: correct_contact", "correct: no_such"),
        ("end: release, ", "end: no_such, "),
        ("notes/{row.id}", "notes/{row.text}"),
        ('get: "/contacts/{account}/notes"', 'get: "/contacts/{account}/notes/{row.id}"'),
        ("/hold\", body", "/hold/{row.id}\", body"),
        ("notes/{row.id}", "notes/{row.id.x}"),
        (", off: \"live\"}", "}"),
    ],
)  # fmt: skip
def test_a_map_names_calls_that_are_there_and_reads_by_none_that_does(
    part: str, instead: str
) -> None:
    assert part in MAP

    with pytest.raises(MapFileError):
        load(MAP.replace(part, instead, 1))
