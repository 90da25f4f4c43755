"""The statement of joint use: what it may say, how it may change, and how the public is told."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from importlib import import_module
from typing import Any

import httpx
import pytest
from django.apps import apps
from tests.gate.samples import NOON, Clock, entries
from tests.parties.samples import filed
from tests.provision.shared import TODAY, partner, published, statement

from mamoru.api.application import Application
from mamoru.api.front import Front
from mamoru.api.table import ENDPOINTS
from mamoru.api.worker import Worker
from mamoru.gate.asking import OFFICER
from mamoru.gate.door import Door
from mamoru.ledger.entries import SystemChanged
from mamoru.parties import queries
from mamoru.parties.models import PartyJointUse, PartyPaper
from mamoru.parties.papers import holding
from mamoru.parties.party import Party
from mamoru.provision.joint.errors import (
    StatementInvalidError,
    StatementUnchangedError,
    UnknownJointUseError,
)
from mamoru.provision.joint.publish import every, in_force, publish
from mamoru.provision.joint.told import joint_uses
from mamoru.provision.parties import register

PURPOSES = [
    {"id": "2(1)a", "ja": "サービスを運営するため", "en": "To run the service"},
    {"id": "2(1)d", "ja": "利用状況の統計を作成するため", "en": "To compile statistics"},
]
RESPONSIBLE: dict[str, Any] = {
    "name": {"ja": "架空運営ヌヌヌ", "en": "Made-up Operator"},
    "address": {"ja": "架空県移転市2-2", "en": "2-2 Iten, Kaku"},
    "representative": {"ja": "代表者 甲", "en": "Representative A"},
}


def shown(party: Party) -> str | None:
    """Return the number of the statement that the party has among its papers."""
    paper = holding(queries.papers(party.ref), TODAY, "joint_use_statement")
    return paper.number if paper else None


def refused(door: Door, *partners: Party, **changes: Any) -> set[tuple[str, str]]:
    """Return where a statement fails and what says so."""
    with pytest.raises(StatementInvalidError) as found:
        publish(door, OFFICER, statement(*partners, **changes))
    return {(one.place, one.cite) for one in found.value.problems}


def test_a_statement_is_kept_and_recorded_and_each_user_has_it_among_their_papers(
    door: Door,
) -> None:
    one = partner(door)
    assert shown(one) is None

    done = published(door, one)

    assert shown(one) == f"service:{done.number}"
    recorded = [entry for entry in entries() if isinstance(entry, SystemChanged)]
    assert (recorded[-1].change, recorded[-1].text) == ("joint_use_published", done.text_hash)
    assert in_force("service", TODAY) == done


@pytest.mark.parametrize("purpose", ["2(2)a", "2(3)", "11.2", "9(9)"])
def test_purposes_stay_within_running_the_service_and_statistics(door: Door, purpose: str) -> None:
    told = [{"id": purpose, "ja": "目的", "en": "Purpose"}]

    found = refused(door, partner(door), purposes=told)

    assert found == {(f"purposes.{purpose}.employer", "6")}  # both are of one category


def test_what_the_policy_shares_with_nobody_is_no_item(door: Door) -> None:
    assert refused(door, partner(door), items=["name", "no_such_item"]) == {
        ("items.no_such_item", "6")
    }


def test_the_range_of_users_is_bounded(door: Door) -> None:
    one, other = partner(door), partner(door, "架空停止ヌヌヌ")
    register.suspend(door, OFFICER, other.ref, "review:1")

    assert refused(door, one, other) == {(f"partners.{other.ref}", "APPI 27(5)(iii)")}
    vague = {"ja": "当社グループ会社等", "en": "our partners and so on"}
    assert refused(door, one, range=vague) == {("range", "GL 3-6-3")}


def test_the_one_responsible_is_the_company_or_a_user(door: Door) -> None:
    stranger = RESPONSIBLE | {"party": "party_00000000000000aa"}

    assert refused(door, partner(door), responsible=stranger) == {
        ("responsible", "APPI 27(5)(iii)")
    }


def test_changed_particulars_of_the_one_responsible_follow_at_once(door: Door) -> None:
    one = partner(door)
    published(door, one)
    later = TODAY + timedelta(days=1)

    assert refused(door, one, responsible=RESPONSIBLE, in_force_from=later) == {
        ("in_force_from", "APPI 27(6)")
    }
    done = published(door, one, responsible=RESPONSIBLE, changed_on=date(2026, 11, 20))
    assert (done.changed, done.is_late) == (("particulars",), False)
    assert in_force("service", TODAY) == done


def test_particulars_that_follow_late_are_marked_as_late(door: Door, clock: Clock) -> None:
    one = partner(door)
    published(door, one)
    clock.now += timedelta(days=20)
    given = {"responsible": RESPONSIBLE, "in_force_from": date(2026, 12, 14)}

    assert published(door, one, **given, changed_on=date(2026, 11, 25)).is_late is True


@pytest.mark.parametrize("what", ["purposes", "responsible"])
def test_another_purpose_or_responsible_party_is_published_before_it_takes_effect(
    door: Door, what: str
) -> None:
    one = partner(door)
    published(door, one)
    changes: dict[str, dict[str, Any]] = {
        "purposes": {"purposes": PURPOSES},
        "responsible": {"responsible": RESPONSIBLE | {"party": one.ref}},
    }
    change = changes[what]

    assert refused(door, one, **change) == {("in_force_from", "APPI 27(6)")}
    done = published(door, one, **change, in_force_from=TODAY + timedelta(days=1))
    assert done.changed == (what,)
    assert in_force("service", TODAY).number == done.number - 1
    assert in_force("service", TODAY + timedelta(days=1)) == done


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ({"items": ["name", "employer", "birth_date"]}, "items"),
        ({"range": {"ja": "別の範囲", "en": "another range"}}, "range"),
    ],
)
def test_items_and_range_are_never_widened(door: Door, change: dict[str, Any], place: str) -> None:
    one = partner(door)
    published(door, one)

    assert refused(door, one, **change) == {(place, "APPI 27(5)(iii)")}


def test_a_user_within_the_published_range_may_be_named_later(door: Door) -> None:
    one, other = partner(door), partner(door, "架空新規ヌヌヌ")
    published(door, one)

    assert published(door, one, other).changed == ("more_users",)


def test_whoever_is_no_longer_a_user_is_taken_out_at_once(door: Door) -> None:
    one, other = partner(door), partner(door, "架空退出ヌヌヌ")
    published(door, one, other)

    published(door, one)

    assert (shown(one) is None, shown(other) is None) == (False, True)


def test_the_same_statement_is_not_published_twice(door: Door) -> None:
    one = partner(door)
    number = published(door, one).number

    with pytest.raises(StatementUnchangedError) as found:
        published(door, one)

    assert found.value.facts == {"number": number}
    assert len(every()) == 1
    with pytest.raises(UnknownJointUseError):
        in_force("other", TODAY)


def test_a_change_that_is_still_to_come_brings_no_purpose_forward(door: Door) -> None:
    one = partner(door)
    published(door, one)
    published(door, one, purposes=PURPOSES, in_force_from=TODAY + timedelta(days=30))

    assert refused(door, one, purposes=PURPOSES, responsible=RESPONSIBLE) == {
        ("in_force_from", "APPI 27(6)")
    }
    assert published(door, one, responsible=RESPONSIBLE).statement.in_force_from == TODAY


def test_a_joint_use_ends_after_its_last_day_and_no_earlier_version_comes_back(
    door: Door, clock: Clock
) -> None:
    one = partner(door)
    published(door, one)

    assert refused(door, one, until=TODAY - timedelta(days=1)) == {("until", "APPI 27(5)(iii)")}
    done = published(door, one, until=TODAY)

    assert (done.changed, in_force("service", TODAY)) == (("until",), done)
    clock.now += timedelta(days=1)
    with pytest.raises(UnknownJointUseError):
        in_force("service", TODAY + timedelta(days=1))
    told = joint_uses(clock.now)
    assert told is not None
    assert (told.in_force, told.upcoming) == ((), ())


def test_an_installation_from_before_gets_the_bounds_of_what_it_published(door: Door) -> None:
    one, other = partner(door), partner(door, "架空手書ヌヌヌ")
    for party in (one, other):
        filed(door, party, "joint_use_statement", number="service:1", from_=TODAY)
    PartyPaper.objects.update(noted_at=NOON - timedelta(days=1))
    published(door, one)
    before = list(PartyJointUse.objects.values("paper", "party", "statement", "items", "purposes"))
    assert [use["statement"] for use in before] == [1]
    PartyJointUse.objects.all().delete()

    import_module("mamoru.provision.joint.migrations.0002_bounds_beside_papers").keep_bounds(
        apps, None
    )

    after = PartyJointUse.objects.values("paper", "party", "statement", "items", "purposes")
    assert list(after) == before


@pytest.fixture
def pages(door: Door) -> Iterator[httpx.Client]:
    worker = Worker(door)
    front = Front(Application(worker, ENDPOINTS), worker.now)
    transport = httpx.WSGITransport(app=front, raise_app_exceptions=True)
    with httpx.Client(transport=transport, base_url="https://shop.example.com") as client:
        yield client
    worker.close()


@pytest.mark.parametrize(
    ("path", "words"),
    [
        (
            "/joint-use",
            {"共同利用する旨", "氏名", "勤務先", "下に掲げる提携先", "架空提携ヌヌヌ",
             "利用状況の統計を作成するため", "架空運営ヌヌヌ", "架空県架空市1-1", "代表者 甲",
             "2026年11月24日"},
        ),
        (
            "/en/joint-use",
            {"Fact of joint use", "Name", "Employer", "The partners named below",
             "架空提携ヌヌヌ", "To compile statistics", "Made-up Operator", "1-1 Kaku, Kaku",
             "Representative A", "24 November 2026"},
        ),
    ],
)  # fmt: skip
@pytest.mark.parametrize("store", ["sqlite"], indirect=True)
def test_the_page_tells_the_five_items_with_address_and_representative(
    door: Door, pages: httpx.Client, path: str, words: set[str]
) -> None:
    published(door, partner(door))

    answer = pages.get(path)

    assert answer.status_code == httpx.codes.OK
    assert [word for word in words if word not in answer.text] == []


@pytest.mark.parametrize("store", ["sqlite"], indirect=True)
def test_programs_are_told_what_is_in_force_and_what_is_to_come(
    door: Door, pages: httpx.Client
) -> None:
    one = partner(door)
    published(door, one)
    published(door, one, purposes=PURPOSES, in_force_from=date(2026, 12, 24))

    told = pages.get("/joint-use.json").json()

    (now,), (later,) = told["in_force"], told["upcoming"]
    assert [each["id"] for each in now["purposes"]] == ["2(1)d"]
    assert (later["in_force_from"], later["changed"]) == ("2026-12-24", ["purposes"])
    assert now["responsible_address"]["ja"] == "架空県架空市1-1"
    assert datetime.fromisoformat(now["published_at"]) == door.clock()
