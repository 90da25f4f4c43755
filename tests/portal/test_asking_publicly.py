"""Whoever has no account asks all the same, and nobody learns who is held."""

import re
import time

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.gate.samples import stored
from tests.portal.asking import MAIL, PNG, asked_publicly, filled, made, number_and_code, sheet
from tests.portal.people import Portal, looks
from tests.portal.people import clock as clock
from tests.portal.people import door as door
from tests.portal.people import portal as portal
from tests.rights.samples import DESK, row, worked

from mamoru.faces.evenly import STEP
from mamoru.portal.asking.models import Followed
from mamoru.rights.requests.matching import join
from mamoru.rights.requests.models import Request
from mamoru.rights.requests.receive import NewRequest, receive


def test_somebody_without_an_account_follows_their_request_by_number_and_code(
    portal: Portal,
) -> None:
    ref, code = number_and_code(asked_publicly(portal, portal.visitor()))
    later = portal.visitor()
    assert later.get(f"/contact/request/{ref}").status_code == 404

    wrong = later.post("/contact/request/follow", {"number": ref, "code": "2222-2222"})
    absent = later.post("/contact/request/follow", {"number": "req_00", "code": code})
    right = later.post("/contact/request/follow", {"number": ref, "code": code})

    assert (wrong.status_code, absent.status_code) == (403, 403)
    assert looks(wrong) == looks(absent)
    assert right["Location"] == f"/contact/request/{ref}"
    assert later.get(f"/contact/request/{ref}").status_code == 200
    assert code.replace("-", "") not in Followed.objects.get().code_hash


def test_the_session_changes_when_somebody_gives_their_code(portal: Portal) -> None:
    ref, code = number_and_code(asked_publicly(portal, portal.visitor()))
    planted = portal.visitor()
    asked_publicly(portal, planted)
    before = planted.cookies["mamoru_session"].value

    planted.post("/contact/request/follow", {"number": ref, "code": code})

    assert planted.cookies["mamoru_session"].value != before
    stranger = portal.visitor()
    stranger.cookies["mamoru_session"] = before
    assert stranger.get(f"/contact/request/{ref}").status_code == 404


def test_whether_anybody_is_held_shows_nowhere(portal: Portal) -> None:
    stored(portal.door)
    receive(portal.door, DESK, NewRequest(
        kind="disclose", identifiers={"email": MAIL}, is_everything=True))  # fmt: skip
    pages: list[list[str]] = []
    for mail in (MAIL, "nobody-here@example.jp"):
        client = portal.visitor()
        answered = asked_publicly(portal, client, email=mail)
        ref, _ = number_and_code(answered)
        path = f"/contact/request/{ref}"
        seen = [client.get(path)]
        seen.append(client.post(f"{path}/code"))
        seen.append(client.get(path))
        seen.append(client.post(f"{path}/try", {"code": "12345678"}))
        sent = {"document": "licence", "file": SimpleUploadedFile("a.png", PNG, "image/png")}
        seen.append(client.post(f"{path}/document", sent))
        seen.append(client.get(path))
        times = re.compile(r"<time[^>]*>[^<]*</time>")
        texts = [times.sub("", looks(one)).replace(ref, "") for one in seen]
        pages.append([f"{one.status_code}{text}" for one, text in zip(seen, texts, strict=True)])
    held, nobody = pages

    assert row(ref).person == ""
    assert held == nobody


def test_nor_to_whoever_is_signed_in_and_says_that_they_act_for_another(portal: Portal) -> None:
    stored(portal.door)
    agent = stored(portal.door, identifiers={"email": "dairi@example.jp"}).ref
    receive(portal.door, DESK, NewRequest(
        kind="disclose", identifiers={"email": MAIL}, is_everything=True))  # fmt: skip
    pages: list[list[str]] = []
    for mail in (MAIL, "nobody-here@example.jp"):
        client = portal.person(agent)
        ref = made(portal, client, whose="agent", name="Dare Kasan", email=mail)
        path = f"/my/requests/{ref}"
        seen = [client.get("/my/requests"), client.get(path), client.post(f"{path}/code")]
        seen += [client.post(f"{path}/try", {"code": "12345678"}), client.get(path)]
        times = re.compile(r"<time[^>]*>[^<]*</time>")
        texts = [times.sub("", looks(one)).replace(ref, "") for one in seen]
        pages.append([f"{one.status_code}{text}" for one, text in zip(seen, texts, strict=True)])
        client.post(f"{path}/withdraw")
        Followed.objects.all().delete()
    held, nobody = pages

    assert held == nobody


def test_a_request_that_was_joined_to_another_looks_open_to_who_was_not_identified(
    portal: Portal,
) -> None:
    stored(portal.door)
    receive(portal.door, DESK, NewRequest(
        kind="disclose", identifiers={"email": MAIL}, is_everything=True))  # fmt: skip
    client = portal.visitor()
    ref, _ = number_and_code(asked_publicly(portal, client))
    before = looks(client.get(f"/contact/request/{ref}"))
    join(portal.door, DESK, ref)
    worked(portal.door)

    assert row(ref).outcome == "duplicate"
    assert looks(client.get(f"/contact/request/{ref}")) == before


def test_what_is_done_to_a_request_takes_as_long_whether_or_not_anybody_is_held(
    portal: Portal,
) -> None:
    stored(portal.door)
    receive(portal.door, DESK, NewRequest(
        kind="disclose", identifiers={"email": MAIL}, is_everything=True))  # fmt: skip
    taken: dict[str, list[float]] = {MAIL: [], "nobody-here@example.jp": []}
    for _ in range(12):
        for mail, times in taken.items():
            client = portal.visitor()
            ref, _code = number_and_code(asked_publicly(portal, client, email=mail))
            begun = time.perf_counter()
            client.post(f"/contact/request/{ref}/code")
            client.post(f"/contact/request/{ref}/try", {"code": "12345678"})
            times.append(time.perf_counter() - begun)
    held, nobody = (min(one) for one in taken.values())

    assert 0.5 < held / nobody < 2, (held, nobody)


@pytest.mark.parametrize("changes", [{"website": "https://spam.example.jp"}, {"sheet": "forged"}])
def test_a_program_that_fills_in_everything_makes_no_request(
    portal: Portal, changes: dict[str, str]
) -> None:
    answered = asked_publicly(portal, portal.visitor(), **changes)

    assert answered.status_code == 400
    assert not Request.objects.exists()


def test_a_public_form_that_comes_back_at_once_is_not_taken(portal: Portal) -> None:
    client = portal.visitor()
    path = "/contact/request/new/disclose"

    answered = client.post(path, filled(sheet=sheet(client, path), name="Dare Kasan", email=MAIL))

    assert answered.status_code == 400
    assert not Request.objects.exists()


def test_a_public_request_is_answered_at_an_even_time(portal: Portal) -> None:
    stored(portal.door)
    for mail in (MAIL, "nobody-here@example.jp"):
        client = portal.visitor()
        began = time.perf_counter()
        answered = asked_publicly(portal, client, email=mail)

        assert answered.status_code == 200
        assert time.perf_counter() - began >= STEP, "answered as soon as it was found out"
