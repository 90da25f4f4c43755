"""Every address there is, by the configuration itself: none can be forgotten."""

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from tests.faces.inside import Inside
from tests.gate.samples import OFFERS, stored
from tests.portal.asking import MAIL, asked_publicly, made, number_and_code
from tests.portal.people import Portal, looks
from tests.portal.people import clock as clock
from tests.portal.people import door as door
from tests.portal.people import portal as portal
from tests.portal.test_choices import switch, turn

from mamoru.faces.accounts import account_of_person
from mamoru.faces.guard import GUARD
from mamoru.faces.models import Account
from mamoru.faces.roles import ROLES, SCOPES

EVERY_OFFICER = {"console_today", "console_keep_view", "console_drop_view"}
"""What whoever works here may see without a role: their own day, their own views."""
NO_ID = {
    "portal_from": "name of a service",
    "portal_turn": "name of a switch, the same for everybody",
    "portal_request_new": "kind of request",
    "contact_request_new": "kind of request",
    "asset": "name of a file that everybody is given",
    "mfa_generate_recovery_codes": "nothing",
    "account_reset_password_from_key": "a secret of its own, which nothing sends",
}
"""Addresses with a part that names nobody's own."""


class Address(NamedTuple):
    """One address, with something in the place of what varies."""

    name: str
    path: str
    parts: tuple[str, ...]
    guard: str | None
    takes_forms_of_others: bool
    """Whether a form counts there without the token of a page of ours."""


def addresses(found: object = None, before: str = "") -> Iterator[Address]:
    resolver = found or get_resolver("mamoru.api.urls")
    assert isinstance(resolver, URLResolver)
    for one in resolver.url_patterns:
        path = before + str(one.pattern)
        if isinstance(one, URLPattern):
            parts = tuple(re.findall(r"<(?:\w+:)?(\w+)>", path))
            yield Address(
                str(one.name or path), path, parts, getattr(one.callback, GUARD, None),
                getattr(one.callback, "csrf_exempt", False),
            )  # fmt: skip
        else:
            yield from addresses(one, path)


def within(*places: str) -> list[Address]:
    return [one for one in addresses() if one.path.lstrip("^").partition("/")[0] in places]


def somewhere(one: Address) -> str:
    """Return an address at which nothing is, of the form that it needs."""
    path = re.sub(r"\(\?P<\w+>([a-z]+)\|[^)]*\)", r"\1", one.path)
    path = re.sub(r"\(\?P<\w+>[^)]*\)", "2022-02-04", path)
    path = re.sub(r"<int:\w+>", "7", path)
    path = re.sub(r"<(?:slug:|str:)?\w+>", "nothing", path)
    return "/" + path.lstrip("^").rstrip("$").replace("\\", "")


CONSOLE = within("console")


def test_the_console_has_the_addresses_that_the_tests_go_through() -> None:
    assert len(CONSOLE) > 100
    assert {one.guard for one in CONSOLE if not (one.guard or "").startswith("officer")} == set()
    assert {one.name for one in CONSOLE if one.guard == "officer"} == EVERY_OFFICER


def test_one_address_alone_takes_forms_of_other_sites() -> None:
    exempt = {one.name for one in addresses() if one.takes_forms_of_others}

    assert exempt == {"portal_hand_in"}  # what a service hands in proves itself


def test_no_page_of_any_address_can_be_framed_or_kept(pages: Inside) -> None:
    visitor = pages.visitor()
    told = {
        (answer.headers["content-security-policy"].rpartition("; ")[2],
         answer.headers["cache-control"])
        for one in within("my", "contact", "console", "account")
        for answer in [visitor.get(somewhere(one))]
    }  # fmt: skip

    assert told == {("frame-ancestors 'none'", "no-store")}


def test_nobody_but_officers_gets_into_any_address_of_the_console(pages: Inside) -> None:
    stranger = pages.visitor()
    person = pages.visitor(account_of_person(stored(pages.door).ref, pages.clock()))
    let_in = []
    for one in CONSOLE:
        for visitor in (stranger, person):
            for method in ("get", "post"):
                answer = getattr(visitor.client, method)(somewhere(one))
                led = answer.headers.get("location", "").startswith("/account/login/")
                if not (answer.status_code == 302 and led) and answer.status_code != 403:
                    let_in.append((one.name, method, answer.status_code))

    assert let_in == []


@pytest.mark.parametrize("role", ["", *ROLES])
def test_an_officer_without_the_role_is_refused_at_every_address(pages: Inside, role: str) -> None:
    scopes = SCOPES[role] if role else frozenset()  # type: ignore[index]  # one of them
    visitor = pages.officer("officer-1", role or "auditor")
    Account.objects.filter(username="officer-1").update(roles=[role] if role else [])
    form = {"csrfmiddlewaretoken": visitor.token()}
    tried, wrong = 0, []
    for one in CONSOLE:
        needed = set((one.guard or "").split()[1:])
        if needed & scopes if role else one.name in EVERY_OFFICER:
            continue
        if role and not needed:  # whoever works here may
            continue
        tried += 1
        answers = {
            visitor.client.get(somewhere(one)).status_code,
            visitor.client.post(somewhere(one), data=form).status_code,
        }
        if answers != {403}:
            wrong.append((one.name, answers))

    assert wrong == []
    assert bool(tried) == (role != "officer")  # who may do everything
    assert role or tried > 100


def theirs(portal: Portal, client: Client, ref: str) -> dict[str, tuple[dict[str, Any], str]]:
    """Return what somebody has, by the address that shows it, and the same for nothing."""
    turn(client, switch(portal, OFFERS), "on")
    choice = re.search(r"/my/choices/receipt/(c_\w+)", client.get("/my/choices").content.decode())
    portal.door.settle()
    shared = re.search(r"/my/shared/(\d+)/receipt", client.get("/my/shared").content.decode())
    request = made(portal, client, "disclose")
    account = account_of_person(ref, portal.clock())
    key = Authenticator.objects.create(
        user=account, type=Authenticator.Type.WEBAUTHN, data={"name": "plainly made up"}
    )
    assert choice is not None
    assert shared is not None
    return {
        "portal_choice_receipt": ({"reference": choice[1]}, "c_aaaaaaaaaaaaaaaaaaaaaaaaaa"),
        "portal_receipt": ({"ticket": int(shared[1])}, "999999"),
        "portal_request": ({"ref": request}, "req_0000000000000000"),
        "portal_request_act": ({"ref": request, "act": "withdraw"}, "req_0000000000000000"),
        "mfa_edit_webauthn": ({"pk": key.pk}, "999999"),
        "mfa_remove_webauthn": ({"pk": key.pk}, "999999"),
    }


PUBLIC = {"contact_request": {}, "contact_request_act": {"act": "withdraw"}}


def test_every_address_with_somebodys_id_is_tried_with_anothers(portal: Portal) -> None:
    mine, other = (
        stored(portal.door, identifiers={"email": f"{name}@example.jp"}).ref
        for name in ("jibun", "hoka")
    )
    owner, thief = portal.person(other), portal.person(mine)
    held = theirs(portal, owner, other)
    told = {}
    for name, (parts, absent) in held.items():
        first = next(iter(parts))
        real = reverse(name, kwargs=parts)
        nothing = reverse(name, kwargs=parts | {first: absent})
        for method in ("get", "post"):
            stolen, missing = getattr(thief, method)(real), getattr(thief, method)(nothing)
            told[name, method] = (stolen.status_code, looks(stolen) == looks(missing))
            assert stolen.status_code == missing.status_code, name
        if not name.endswith("_act"):
            assert owner.get(real).status_code == 200, name

    public = number_and_code(asked_publicly(portal, portal.visitor(), email=MAIL))[0]
    for name, more in PUBLIC.items():
        for method in ("get", "post"):
            stolen = getattr(thief, method)(reverse(name, kwargs={"ref": public, **more}))
            told[name, method] = (stolen.status_code, True)

    assert {one for one in told.items() if one[1][0] not in (404, 405) or not one[1][1]} == set()
    with_ids = {one.name for one in within("my", "contact", "account") if one.parts} - set(NO_ID)
    assert with_ids == {name for name, _ in told}
    assert Authenticator.objects.count() == 1
