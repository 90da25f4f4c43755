"""People leave by themselves: they see what follows, say so, and take the proof along."""

import re
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from tests.gate.conftest import shop as shop
from tests.gate.samples import Clock, stored
from tests.leaving.samples import handed, member, ruled
from tests.portal.people import Portal, looks, sign_in
from tests.portal.people import clock as clock
from tests.portal.people import door as door
from tests.portal.people import portal as portal

from mamoru.faces.models import Account
from mamoru.faces.secret import open_secrets
from mamoru.gate.door import Door
from mamoru.gate.holdings import holdings
from mamoru.portal.public import VISITOR
from mamoru.rights.leaving.models import Leaving
from mamoru.rights.leaving.proof import check


@pytest.fixture
def shop_portal(shop: Door, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> Portal:
    monkeypatch.setattr(settings, "SECRET_KEY", "")
    open_secrets(shop)
    return Portal(door=shop, clock=clock)


def leave(client: Client, word: str = "LEAVE") -> Any:
    return client.post("/my/leave", {"word": word})


def test_what_the_law_keeps_is_shown_with_its_article_and_last_day(shop_portal: Portal) -> None:
    ruled(shop_portal.door)
    ref = member(shop_portal.door)

    shown = shop_portal.person(ref).get("/my/leave").content.decode()

    assert "What the law makes us keep" in shown
    row = r"<span>[^<]*(法|APPI|Act)[^<]*</span></td><td[^>]*><span>\d{1,2} \w+ 20\d\d</span>"
    assert re.search(row, shown)
    assert not Leaving.objects.exists()


def test_whoever_received_something_is_named_beforehand(portal: Portal) -> None:
    ref = stored(portal.door).ref
    party = handed(portal.door, ref)

    shown = portal.person(ref).get("/my/leave").content.decode()

    assert party.name in shown


def test_somebody_leaves_by_a_word_and_is_signed_out_for_good(portal: Portal) -> None:
    ref = stored(portal.door).ref
    client = portal.person(ref)
    elsewhere = portal.person(ref)

    answered = leave(client)

    assert answered["Location"] == "/my/left"
    assert holdings(portal.door, VISITOR, ref) is None
    assert not Account.objects.filter(ref=ref).exists()
    assert client.get("/my/choices").status_code == 302
    assert elsewhere.get("/my/choices").status_code == 302
    shown = client.get("/my/left").content.decode()
    assert "What happens next" in shown or "This is what happens next." in shown


@pytest.mark.parametrize("word", ["", "leave now", "はい", "YES"])
def test_another_word_leaves_everything_as_it_was(portal: Portal, word: str) -> None:
    ref = stored(portal.door).ref
    client = portal.person(ref)

    answered = leave(client, word)

    assert answered.status_code == 400
    assert "You have not left yet" in answered.content.decode()
    assert holdings(portal.door, VISITOR, ref) is not None


@pytest.mark.parametrize("word", ["退会", "「退会」", " leave "])
def test_the_word_counts_however_it_is_typed(portal: Portal, word: str) -> None:
    client = portal.person(stored(portal.door).ref)

    assert leave(client, word).status_code == 302


def test_an_old_sign_in_is_not_enough(portal: Portal) -> None:
    ref = stored(portal.door).ref
    client = portal.visitor()
    sign_in(client, ref, portal.clock, ago=3600)

    answered = leave(client)

    assert answered.status_code == 403
    assert holdings(portal.door, VISITOR, ref) is not None
    out = client.post("/my/again?next=/my/leave")
    assert out["Location"] == "/my/sign-in?next=%2Fmy%2Fleave"
    assert client.get("/my/leave").status_code == 302


def test_the_certificate_is_checked_offline_and_given_only_for_ones_own_number(
    portal: Portal,
) -> None:
    client = portal.person(stored(portal.door).ref)
    leave(client)
    number = Leaving.objects.get().ref

    mine = client.post("/my/left/certificate")
    later = portal.visitor()
    none = later.post("/my/left/certificate")
    later.post("/my/left", {"number": number})
    again = later.post("/my/left/certificate")

    assert check(mine.content, portal.door.sequencer.vkey).content["leaving"] == number
    assert mine["Content-Disposition"].startswith("attachment")
    assert none.status_code == 404
    assert check(again.content, portal.door.sequencer.vkey).content["leaving"] == number


def test_a_guessed_number_shows_nothing(portal: Portal) -> None:
    client = portal.visitor()

    one = client.post("/my/left", {"number": f"leaving_{'0' * 32}"})
    other = client.post("/my/left", {"number": "<script>alert(1)</script>"})

    assert (one.status_code, other.status_code) == (404, 404)
    assert looks(one) == looks(other)


def test_leaving_without_the_token_of_the_page_does_nothing(portal: Portal) -> None:
    ref = stored(portal.door).ref

    answered = leave(portal.person(ref, strict=True))

    assert answered.status_code == 403
    assert holdings(portal.door, VISITOR, ref) is not None


def test_a_second_click_makes_no_second_leaving(portal: Portal) -> None:
    client = portal.person(stored(portal.door).ref)

    leave(client)
    again = leave(client)

    assert again.status_code == 302
    assert "/my/sign-in" in again["Location"]
    assert Leaving.objects.count() == 1
