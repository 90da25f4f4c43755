"""A flood by the public forms is slowed down, for all processes at once, and loses nothing."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from tests.gate.samples import stored
from tests.portal.asking import MAIL, asked_publicly, filled, sheet
from tests.portal.people import Portal
from tests.portal.people import clock as clock
from tests.portal.people import door as door
from tests.portal.people import portal as portal
from tests.portal.test_contact import written

from mamoru.desk.models import Inquiry
from mamoru.faces.models import Came
from mamoru.faces.network import network_of
from mamoru.portal.crowds import LIMITS, SPAN, Room, forget_came, room_for
from mamoru.rights.requests.models import Request

HERE, THERE = "192.0.2.7", "198.51.100.9"
TEXT = "What do you hold of me?"


def wrote(portal: Portal, address: str, at: int, **changes: Any) -> Any:
    client = portal.visitor()
    client.defaults["REMOTE_ADDR"] = address
    given = {"email": f"dareka-{at}@example.jp", "text": f"Question {at}", **changes}
    return client.post("/contact", written(portal, client, **given))


def from_there(portal: Portal, address: str) -> Client:
    client = portal.visitor()
    client.defaults["REMOTE_ADDR"] = address
    return client


def asked(portal: Portal, address: str, **changes: Any) -> Any:
    return asked_publicly(portal, from_there(portal, address), text=TEXT, **changes)


def crowd(portal: Portal, kind: str, address: str | None, count: int) -> None:
    source = network_of({"REMOTE_ADDR": address}) if address else None
    for at in range(count):
        assert room_for(portal.door, kind, source, f"{address}-{at}").again_at is None


def test_what_one_network_sends_beyond_the_usual_is_kept_in_the_slower_lane(portal: Portal) -> None:
    crowd(portal, "inquiry", HERE, LIMITS["inquiry"].usual)

    answers = [wrote(portal, HERE, 1), wrote(portal, "192.0.2.200", 2), wrote(portal, THERE, 3)]

    assert [one.status_code for one in answers] == [200, 200, 200]
    lanes = Inquiry.objects.order_by("pk").values_list("lane", flat=True)
    assert list(lanes) == ["held", "held", "desk"]


def test_whoever_is_held_or_signed_in_is_not_slowed_down_with_their_network(portal: Portal) -> None:
    ref = stored(portal.door).ref
    crowd(portal, "inquiry", HERE, LIMITS["inquiry"].usual)
    client = portal.person(ref)
    client.defaults["REMOTE_ADDR"] = HERE

    wrote(portal, HERE, 1, email=MAIL)
    client.post("/contact", written(portal, client, email=""))

    assert set(Inquiry.objects.values_list("lane", flat=True)) == {"desk"}


def test_what_is_far_too_much_is_not_taken_and_says_when_with_the_text_kept(portal: Portal) -> None:
    crowd(portal, "inquiry", HERE, LIMITS["inquiry"].network)
    portal.clock.now += timedelta(minutes=10)

    refused = wrote(portal, HERE, 1)

    page = refused.content.decode()
    assert (refused.status_code, Inquiry.objects.count()) == (429, 0)
    assert "Question 1" in page
    assert 0 < int(refused["Retry-After"]) <= 50 * 60
    told = re.search(r"again after (\d\d:\d\d)", page)
    assert told is not None
    assert told[1] == "13:00"  # noon of the test's clock is 12:00 in Japan
    portal.clock.now += timedelta(seconds=int(refused["Retry-After"]))
    assert wrote(portal, HERE, 1).status_code == 200


def test_requests_of_one_network_wait_and_others_go_on(portal: Portal) -> None:
    crowd(portal, "request", HERE, LIMITS["request"].network)

    refused, other = asked(portal, HERE), asked(portal, THERE)

    assert (refused.status_code, other.status_code) == (429, 200)
    assert TEXT in refused.content.decode()
    assert "use the contact form" in refused.content.decode()
    assert Request.objects.count() == 1


def test_requests_wait_where_too_many_come_from_everywhere(portal: Portal) -> None:
    overall = LIMITS["request"].overall
    assert overall is not None
    for at in range(overall // 10):
        crowd(portal, "request", f"10.0.{at}.1", 10)

    refused = asked(portal, THERE)

    assert (refused.status_code, Request.objects.count()) == (429, 0)
    assert TEXT in refused.content.decode()


def test_the_same_sheet_counts_once_and_is_taken_however_crowded_it_is(portal: Portal) -> None:
    client = from_there(portal, HERE)
    path = "/contact/request/new/disclose"
    given = filled(sheet=sheet(client, path), name="Dare Kasan", email=MAIL, website="")
    portal.clock.now += timedelta(seconds=10)
    client.defaults["mamoru.now"] = portal.clock()  # type: ignore[assignment]  # any value
    assert client.post(path, given).status_code == 200
    crowd(portal, "request", HERE, LIMITS["request"].network - 1)

    again = client.post(path, given)

    assert (again.status_code, Request.objects.count()) == (200, 1)
    assert Came.objects.count() == LIMITS["request"].network


def test_whoever_asks_for_others_from_their_pages_is_counted_too(portal: Portal) -> None:
    ref = stored(portal.door).ref
    client = portal.person(ref)
    path = "/my/requests/new/disclose"
    statuses = []
    for at in range(LIMITS["request"].network + 1):
        said = {"whose": "agent", "name": "Dare Kasan", "email": f"dareka-{at}@example.jp"}
        answer = client.post(path, filled(sheet=sheet(client, path), text=TEXT, **said))
        statuses.append(answer.status_code)
    own = client.post(path, filled(sheet=sheet(client, path)))

    assert statuses == [302] * LIMITS["request"].network + [429]
    assert TEXT in answer.content.decode()
    assert own.status_code == 302


def test_at_the_same_moment_no_more_have_room_than_there_is(portal: Portal) -> None:
    def one(at: int) -> Room:
        return room_for(portal.door, "request", "192.0.2.0/24", f"key-{at}")

    with ThreadPoolExecutor(8) as pool:
        rooms = list(pool.map(one, range(60)))

    assert sum(1 for one in rooms if one.again_at is None) == LIMITS["request"].network


def test_an_hour_later_nothing_is_counted_or_kept_and_no_address_ever_was(portal: Portal) -> None:
    crowd(portal, "request", HERE, 3)
    kept = Came.objects.values_list("source", "key")
    assert not any("192.0.2" in source for source, _ in kept)
    assert len({source for source, _ in kept}) == 1
    portal.clock.now += SPAN

    assert forget_came(portal.clock()) == 3


@pytest.mark.parametrize(
    ("proxy", "environ", "network"),
    [
        ("", {"REMOTE_ADDR": HERE}, "192.0.2.0/24"),
        ("", {"REMOTE_ADDR": "2001:db8:1:2ff::7"}, "2001:db8:1:200::/56"),
        ("", {"REMOTE_ADDR": "127.0.0.1"}, None),
        ("", {"REMOTE_ADDR": "127.0.0.1", "HTTP_X_FORWARDED_FOR": HERE}, None),
        (
            "X-Forwarded-For",
            {"REMOTE_ADDR": "127.0.0.1", "HTTP_X_FORWARDED_FOR": f"{THERE}, {HERE}"},
            "192.0.2.0/24",
        ),
        ("X-Forwarded-For", {"REMOTE_ADDR": HERE, "HTTP_X_FORWARDED_FOR": "unknown"}, None),
    ],
)
def test_a_network_is_what_the_last_known_proxy_says(
    monkeypatch: pytest.MonkeyPatch, proxy: str, environ: dict[str, str], network: str | None
) -> None:
    monkeypatch.setattr(settings, "EVENT_PROXY", proxy)

    assert network_of(environ) == network
