"""People switch things on and off by themselves, and what they chose is theirs to check."""

import json
import re
from typing import Any

import pytest
from django.test import Client
from tests.gate.samples import OFFERS, stored
from tests.portal.people import Portal, looks
from tests.portal.people import clock as clock
from tests.portal.people import door as door
from tests.portal.people import portal as portal
from tests.tag.banner import SHOP
from tests.tag.pages import TAG

from mamoru.gate.asking import OFFICER, Wish
from mamoru.gate.errors import HandlingRefusedError
from mamoru.gate.read import read
from mamoru.gate.receipt import check
from mamoru.portal.choosing.switches import Switch, necessary, switches
from mamoru.tag.publish import publish

MAIL = Wish(act="use", purpose=OFFERS)
STATISTICS = "2(1)d"


def switch(portal: Portal, purpose: str) -> Switch:
    found = switches(portal.door.policy, None)
    return next(one for one in found if one.scopes[0].purpose == purpose)


def turn(client: Client, one: Switch, to: str, **headers: Any) -> Any:
    return client.post(f"/my/choices/{one.name}", {"to": to}, **headers)


def is_allowed(portal: Portal, ref: str, purpose: str) -> bool:
    try:
        read(portal.door, OFFICER, Wish(act="use", purpose=purpose), ref, items=["name"])
    except HandlingRefusedError:
        return False
    return True


def test_mail_is_switched_on_and_off_by_the_same_button_and_the_door_obeys(portal: Portal) -> None:
    ref = stored(portal.door).ref
    client = portal.person(ref)
    mail = switch(portal, OFFERS)
    assert not is_allowed(portal, ref, OFFERS)

    assert turn(client, mail, "on").status_code == 302
    assert is_allowed(portal, ref, OFFERS)

    turn(client, mail, "off")
    assert not is_allowed(portal, ref, OFFERS)

    turn(client, mail, "on")
    assert is_allowed(portal, ref, OFFERS)


def test_a_purpose_that_rests_on_a_clause_is_stopped_and_goes_on_without_any_consent(
    portal: Portal,
) -> None:
    ref = stored(portal.door).ref
    client = portal.person(ref)
    one = switch(portal, STATISTICS)
    assert is_allowed(portal, ref, STATISTICS)

    turn(client, one, "off")
    assert not is_allowed(portal, ref, STATISTICS)

    turn(client, one, "on")
    assert is_allowed(portal, ref, STATISTICS)
    provided = Wish(act="provide", purpose=STATISTICS, recipient="analytics")
    with pytest.raises(HandlingRefusedError):
        read(portal.door, OFFICER, provided, ref, items=["name"])


def test_a_click_twice_is_recorded_once(portal: Portal) -> None:
    ref = stored(portal.door).ref
    client = portal.person(ref)
    one = switch(portal, STATISTICS)

    turn(client, one, "off")
    turn(client, one, "off")

    shown = client.get("/my/choices").content.decode()
    assert shown.count("/my/choices/receipt/") == 2  # beside its switch, and in the history


def test_a_receipt_can_be_checked_and_another_persons_is_not_there(portal: Portal) -> None:
    ref, other = stored(portal.door).ref, stored(portal.door, "Betsu Tsukuribanashi").ref
    client = portal.person(ref)
    turn(client, switch(portal, OFFERS), "on")
    shown = client.get("/my/choices").content.decode()
    found = re.search(r"/my/choices/receipt/(c_\w+)", shown)
    assert found is not None

    mine = client.get(found.group())
    theirs = portal.person(other).get(found.group())
    absent = portal.person(other).get("/my/choices/receipt/c_aaaaaaaaaaaaaaaaaaaaaaaaaa")

    record = check(mine.content, portal.door.sequencer.vkey).record
    assert "my-choices-" in json.dumps(record)
    assert mine["Content-Disposition"].startswith("attachment")
    assert (theirs.status_code, absent.status_code) == (404, 404)
    assert looks(theirs) == looks(absent)


def test_htmx_gets_the_switches_alone_and_whoever_has_no_script_the_page(portal: Portal) -> None:
    client = portal.person(stored(portal.door).ref)
    one = switch(portal, STATISTICS)

    swapped = turn(client, one, "off", HTTP_HX_REQUEST="true")
    whole = client.get("/my/choices")

    assert b"<html" not in swapped.content
    assert b'role="status"' in swapped.content
    assert b"<html" in whole.content
    assert f'id="turn-{one.name}"'.encode() in swapped.content


def test_what_cannot_be_switched_off_is_shown_with_its_reason(portal: Portal) -> None:
    shown = portal.person(stored(portal.door).ref).get("/my/choices").content.decode()

    for one in necessary(portal.door.policy):
        assert one.word.en in shown
    assert "Without it we cannot provide the service" in shown


def test_a_click_on_no_switch_changes_nothing(portal: Portal) -> None:
    client = portal.person(stored(portal.door).ref)

    assert client.post("/my/choices/000000000000", {"to": "off"}).status_code == 404


def test_a_click_without_the_token_of_the_page_is_refused(portal: Portal) -> None:
    ref = stored(portal.door).ref
    client = portal.person(ref, strict=True)

    answered = turn(client, switch(portal, STATISTICS), "off")

    assert answered.status_code == 403
    assert is_allowed(portal, ref, STATISTICS)


def test_the_tags_choices_are_those_of_the_same_person(portal: Portal) -> None:
    publish(portal.door, OFFICER, TAG.replace("SHOP", SHOP).encode())
    ref = stored(portal.door).ref
    client = portal.person(ref)
    page = client.get("/my/choices").content.decode()
    assert "Measuring visits" in page
    name = re.search(r'id="word-(\w+)">Measuring visits', page)
    assert name is not None

    client.post(f"/my/choices/{name.group(1)}", {"to": "on"})

    record = client.get("/my/choices").content.decode()
    section = record.split(f'id="switch-{name.group(1)}"')[1].split("</section>")[0]
    assert ">on<" in section
    assert "<dd>tag <code>" in section
