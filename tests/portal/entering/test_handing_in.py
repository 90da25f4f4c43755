"""Whoever has signed in at the company's service comes in by a token: once, and soon."""

from datetime import timedelta
from typing import Any

import httpx
import pytest
from tests.gate.samples import stored
from tests.portal.handing import Key, Portal, waited

from mamoru.faces.handing.arrive import arrived, forget_arrivals
from mamoru.faces.handing.trust import distrust, trust
from mamoru.faces.models import Account, Arrival
from mamoru.gate.asking import OFFICER, Wish
from mamoru.gate.erase import erase
from mamoru.ledger.entries import Entry, SystemChanged

ERASING = Wish(
    act="erase",
    grounds={"request": "r:1", "identity_verified": "i:1", "investigated": "v:1"},
)
WORDS = "You could not be signed in from there."


def entries(portal: Portal) -> list[Entry]:
    from tests.gate.samples import entries as all_of

    return all_of()


def refused(portal: Portal) -> list[SystemChanged]:
    return [
        one for one in entries(portal)
        if isinstance(one, SystemChanged) and one.change == "hand_in_refused"
    ]  # fmt: skip


def is_in(client: httpx.Client) -> bool:
    return client.get("/my").status_code == 200


def test_somebody_who_signed_in_at_the_service_comes_in(portal: Portal) -> None:
    ref = stored(portal.door).ref

    answer = portal.hand_in(portal.token(ref, portal.depart()))
    there = portal.client.get("/my/arrive")

    assert (answer.status_code, answer.headers["location"]) == (303, "/my/arrive")
    assert (there.status_code, there.headers["location"]) == (302, "/my")
    assert is_in(portal.client)
    assert Account.objects.get(ref=ref).has_usable_password() is False


def test_an_identifier_names_the_person_as_well(portal: Portal) -> None:
    ref = stored(portal.door).ref

    portal.hand_in(portal.token("email:zenbu@example.jp", portal.depart()))
    portal.client.get("/my/arrive")

    assert is_in(portal.client)
    assert Account.objects.filter(ref=ref).exists()


def test_the_token_is_never_in_an_address_nor_the_answer(portal: Portal) -> None:
    token = portal.token(stored(portal.door).ref, portal.depart())

    answer = portal.hand_in(token)

    assert token not in str(answer.headers) + answer.text
    assert not any(token[:20] in line for line in portal.access)
    assert portal.client.get(f"/my/hand-in?token={token}").status_code == 405


CHANGES: dict[str, dict[str, Any]] = {
    "for somewhere else": {"aud": "https://other.example.jp"},
    "from a stranger": {"iss": "stranger"},
    "nobody's": {"sub": "p_" + "0" * 32},
    "an address nobody has": {"sub": "email:nobody@example.jp"},
    "a kind that is none": {"sub": "shoe-size:44"},
    "valid too long": {"exp": "late"},
    "without an end": {"exp": None},
    "without a name": {"jti": None},
    "without a nonce": {"nonce": None},
    "with a nonce of its own": {"nonce": "made-up"},
    "without a beginning": {"iat": None},
}


@pytest.mark.parametrize("what", CHANGES)
def test_a_token_that_does_not_count_is_refused_in_the_same_words(
    portal: Portal, what: str
) -> None:
    changes = dict(CHANGES[what])
    if changes.get("exp") == "late":
        changes["exp"] = int(portal.clock().timestamp()) + 121
    subject = changes.pop("sub", None) or stored(portal.door).ref

    answer = portal.hand_in(portal.token(subject, portal.depart(), **changes))

    assert (answer.status_code, WORDS in answer.text) == (403, True)
    assert portal.client.get("/my/arrive").status_code == 403
    assert not is_in(portal.client)
    assert len(refused(portal)) == 2
    assert not Arrival.objects.exists()


def test_every_refusal_says_the_same_to_the_byte(portal: Portal) -> None:
    ref, nonce = stored(portal.door).ref, portal.depart()
    forged = portal.token(ref, nonce, key=Key().private)
    stranger = portal.token("p_" + "1" * 32, nonce)

    answers = {portal.hand_in(one).text for one in (forged, stranger, "not.a.token", "")}

    assert len(answers) == 1


def test_a_forged_token_is_refused_whatever_its_algorithm_says(portal: Portal) -> None:
    ref, nonce = stored(portal.door).ref, portal.depart()
    unsigned = portal.token(ref, nonce, algorithm="none")
    secret = portal.token(ref, nonce, key=b"known to everybody, of 32 bytes.", algorithm="HS256")

    for token in (unsigned, secret, portal.token(ref, nonce, key=Key().private)):
        assert portal.hand_in(token).status_code == 403

    assert not Arrival.objects.exists()


def test_a_token_counts_until_it_ends_and_no_second_longer(portal: Portal) -> None:
    ref = stored(portal.door).ref
    early, late = (portal.token(ref, portal.depart()) for _ in range(2))

    portal.clock.now += timedelta(seconds=59)
    assert portal.hand_in(early).status_code == 303
    portal.clock.now += timedelta(seconds=1)
    assert portal.hand_in(late).status_code == 403


def test_a_token_counts_once(portal: Portal) -> None:
    ref = stored(portal.door).ref
    token = portal.token(ref, portal.depart())
    portal.hand_in(token)
    portal.client.get("/my/arrive")

    assert portal.hand_in(token).status_code == 403
    assert portal.client.get("/my/arrive").status_code == 403


def test_of_two_who_arrive_with_one_nonce_at_once_one_is_let_in(portal: Portal) -> None:
    ref = stored(portal.door).ref
    nonce = portal.depart()
    portal.hand_in(portal.token(ref, nonce))

    came = [arrived(nonce, portal.clock()) for _ in range(2)]

    assert came == [ref, None]


def test_a_token_cannot_be_used_for_a_second_nonce_by_its_name(portal: Portal) -> None:
    ref = stored(portal.door).ref
    portal.hand_in(portal.token(ref, portal.depart(), jti="one"))

    assert portal.hand_in(portal.token(ref, portal.depart(), jti="one")).status_code == 403


def test_nobody_can_be_signed_in_as_somebody_else_by_a_page_of_others(portal: Portal) -> None:
    attacker, victim = portal.visitor(), portal.client
    portal.depart(victim)
    token = portal.token(stored(portal.door).ref, portal.depart(attacker))

    portal.hand_in(token)  # in the victim's browser, which the attacker made post it

    assert victim.get("/my/arrive").status_code == 403
    assert not is_in(victim)


def test_what_was_handed_in_waits_no_longer_than_its_token(portal: Portal) -> None:
    portal.hand_in(portal.token(stored(portal.door).ref, portal.depart()))
    portal.clock.now += timedelta(seconds=61)

    assert portal.client.get("/my/arrive").status_code == 403
    waited(lambda: forget_arrivals(portal.clock()) or not Arrival.objects.exists())
    assert not Arrival.objects.exists()


def test_nobody_comes_from_a_service_that_is_no_longer_trusted(portal: Portal) -> None:
    token = portal.token(stored(portal.door).ref, portal.depart())
    distrust(portal.door, "shop")

    assert portal.hand_in(token).status_code == 403
    assert portal.client.get("/my/from/shop").status_code == 403
    assert "shop" not in portal.client.get("/my/sign-in").text


def test_a_nonce_for_one_service_is_none_for_another(portal: Portal) -> None:
    trust(portal.door, "club", address="https://club.example.jp/in", key=portal.key.public)
    nonce = portal.depart(name="club")

    assert portal.hand_in(portal.token(stored(portal.door).ref, nonce)).status_code == 403


def test_a_refusal_is_on_record_without_anything_of_the_token(portal: Portal) -> None:
    ref = stored(portal.door).ref
    portal.hand_in(portal.token(ref, portal.depart(), aud="https://other.example.jp"))

    [entry] = refused(portal)

    assert entry.system == "shop"
    assert ref not in repr(entry)


def test_after_many_refusals_no_more_of_them_are_recorded(portal: Portal) -> None:
    for _ in range(24):
        assert portal.hand_in("not.a.token").status_code == 403

    assert len(refused(portal)) == 20


def test_the_account_of_somebody_who_is_erased_ends_at_the_next_visit(portal: Portal) -> None:
    ref = stored(portal.door).ref
    client = portal.sign_in(ref)
    assert is_in(client)
    erase(portal.door, OFFICER, ERASING, ref)

    there = client.get("/my")

    assert (there.status_code, there.headers["location"]) == (302, "/my/gone")
    assert client.get("/my/gone").status_code == 200
    assert client.get("/my").headers["location"].startswith("/my/sign-in")
    assert not Account.objects.filter(ref=ref).exists()


def test_the_account_of_somebody_who_never_comes_again_is_deleted(portal: Portal) -> None:
    from mamoru.faces.accounts import Departed

    refs = [stored(portal.door, f"N{at} Tsukuri").ref for at in range(3)]
    for ref in refs:
        portal.sign_in(ref)
    erase(portal.door, OFFICER, ERASING, refs[1])

    Departed()(portal.door)

    assert set(Account.objects.values_list("ref", flat=True)) == {refs[0], refs[2]}


def test_signing_out_everywhere_ends_every_session(portal: Portal) -> None:
    ref = stored(portal.door).ref
    here, there = portal.sign_in(ref), portal.sign_in(ref)
    page = here.get("/my/security").text
    token = page.partition('name="csrfmiddlewaretoken" value="')[2].partition('"')[0]

    done = here.post("/my/security/everywhere", data={"csrfmiddlewaretoken": token})

    assert done.headers["location"] == "/my/sign-in"
    assert not is_in(here)
    assert not is_in(there)


def test_one_is_led_on_to_where_one_wanted_to_go_but_nowhere_else(portal: Portal) -> None:
    ref = stored(portal.door).ref
    for asked, led in (("/my/security", "/my/security"), ("https://evil.example.jp/", "/my")):
        client = portal.visitor()
        there = client.get(f"/my/from/shop?next={asked}")
        nonce = httpx.URL(there.headers["location"]).params["nonce"]
        portal.hand_in(portal.token(ref, nonce))
        assert client.get("/my/arrive").headers["location"] == led
