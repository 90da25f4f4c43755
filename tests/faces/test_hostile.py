"""What somebody tries who means ill: each of these fails without its defence."""

from collections.abc import Iterator
from datetime import timedelta

from django.urls import URLPattern, URLResolver, get_resolver
from tests.faces.inside import Inside, Visitor
from tests.faces.site import PASSWORD, SECRET, totp

from mamoru.faces.guard import GUARD
from mamoru.faces.models import Account
from mamoru.faces.sealed_sessions import SessionStore

FORGED = "http://evil.example"
FACES = ("my", "console", "contact")


def views(found: object = None, before: str = "") -> Iterator[tuple[str, object]]:
    resolver = found or get_resolver("mamoru.api.urls")
    assert isinstance(resolver, URLResolver)
    for one in resolver.url_patterns:
        path = before + str(one.pattern)
        if isinstance(one, URLPattern):
            yield path, one.callback
        else:
            yield from views(one, path)


def signing_in(pages: Inside, name: str = "officer-1") -> Visitor:
    """Return an officer's browser before they have signed in."""
    account = pages.officer(name, "officer").account
    assert account is not None
    account.set_password(PASSWORD)
    account.save()
    visitor = pages.visitor()
    visitor.client.get("/account/login/")
    return visitor


def enter(visitor: Visitor, path: str, sent: dict[str, str], **headers: str) -> object:
    token = visitor.client.get(path).text.partition('name="csrfmiddlewaretoken" value="')[2][:64]
    sent = {**sent, "csrfmiddlewaretoken": token}
    return visitor.client.post(path, data=sent, headers=headers)


def come_in(visitor: Visitor, name: str = "officer-1", path: str = "/account/login/") -> None:
    enter(visitor, path, {"login": name, "password": PASSWORD})
    enter(visitor, "/account/2fa/authenticate/", {"code": totp(SECRET)})


def test_every_page_says_whom_it_is_for() -> None:
    unguarded = [
        path
        for path, view in views()
        if path.partition("/")[0] in FACES and not hasattr(view, GUARD)
    ]

    assert unguarded == []


def test_the_session_changes_when_somebody_signs_in(pages: Inside) -> None:
    visitor = signing_in(pages)
    enter(visitor, "/account/login/", {"login": "officer-1", "password": PASSWORD})
    before = visitor.client.cookies["mamoru_session"]
    enter(visitor, "/account/2fa/authenticate/", {"code": totp(SECRET)})

    assert visitor.client.cookies["mamoru_session"] != before
    assert visitor.get("/console").status_code == 200
    visitor.client.cookies.set("mamoru_session", before, domain="localhost.local", path="/")
    stranger = pages.visitor()
    stranger.client.cookies.set("mamoru_session", before)
    assert stranger.get("/console").status_code == 302


def test_a_session_ends_with_its_account(pages: Inside) -> None:
    officer = pages.officer("officer-1", "officer")
    assert officer.get("/console").status_code == 200
    Account.objects.filter(username="officer-1").update(generation=2)

    assert officer.get("/console").headers["location"].startswith("/account/login/")


def test_a_form_of_another_site_does_nothing(pages: Inside) -> None:
    officer = pages.officer("officer-1", "officer")

    without = officer.client.post("/account/logout/")
    elsewhere = enter(officer, "/account/2fa/totp/deactivate/", {}, Origin=FORGED)

    assert without.status_code == 403
    assert getattr(elsewhere, "status_code", 0) == 403
    assert officer.get("/console").status_code == 200


def test_no_page_is_shown_within_another_or_kept(pages: Inside) -> None:
    officer = pages.officer("officer-1", "officer")
    for path in ("/console", "/account/2fa/", "/my/sign-in", "/account/login/", "/console/none"):
        told = officer.get(path).headers
        assert "frame-ancestors 'none'" in told["content-security-policy"]
        assert told["cache-control"] == "no-store"
        assert "unsafe" not in told["content-security-policy"]


def test_signing_in_leads_nowhere_else(pages: Inside) -> None:
    visitor = signing_in(pages)
    path = f"/account/login/?next={FORGED}/console"
    enter(visitor, path, {"login": "officer-1", "password": PASSWORD, "next": FORGED})
    done = enter(
        visitor, f"/account/2fa/authenticate/?next={FORGED}", {"code": totp(SECRET), "next": FORGED}
    )

    assert getattr(done, "headers", {})["location"] == "/console"


def test_another_host_name_is_not_answered(pages: Inside) -> None:
    told = pages.visitor().get("/account/login/", Host="evil.example")

    assert told.status_code == 400


def test_passwords_cannot_be_tried_for_long(pages: Inside) -> None:
    visitor = signing_in(pages)
    for number in range(6):
        enter(visitor, "/account/login/", {"login": "officer-1", "password": f"wrong {number}"})
    enter(visitor, "/account/login/", {"login": "officer-1", "password": PASSWORD})

    assert visitor.get("/account/2fa/authenticate/").status_code == 302


def test_the_number_of_an_authenticator_works_once(pages: Inside) -> None:
    first, second = signing_in(pages), pages.visitor()
    for visitor in (first, second):
        enter(visitor, "/account/login/", {"login": "officer-1", "password": PASSWORD})
    code = totp(SECRET)
    for visitor in (first, second):
        enter(visitor, "/account/2fa/authenticate/", {"code": code})

    assert first.get("/console").status_code == 200
    assert second.get("/console").status_code == 302


def test_nobody_learns_which_officers_there_are(pages: Inside) -> None:
    visitor = signing_in(pages)
    known = enter(visitor, "/account/login/", {"login": "officer-1", "password": "wrong"})
    unknown = enter(visitor, "/account/login/", {"login": "officer-9", "password": "wrong"})

    told = [
        getattr(one, "text", "").partition('role="alert"')[2].partition("</ul>")[0]
        for one in (known, unknown)
    ]
    assert told[0] == told[1]
    assert "The name or the password is wrong" in told[0]


def test_nobody_signs_up(pages: Inside) -> None:
    visitor = pages.visitor()
    before = Account.objects.count()
    enter(
        visitor, "/account/signup/",
        {"username": "mallory", "password1": PASSWORD, "password2": PASSWORD},
    )  # fmt: skip

    assert Account.objects.count() == before


def test_a_session_that_is_over_is_deleted(pages: Inside) -> None:
    from django.contrib.sessions.models import Session
    from django.utils import timezone

    officer = pages.officer("officer-1", "officer")
    Session.objects.update(expire_date=timezone.now() - timedelta(seconds=1))
    SessionStore.clear_expired()

    assert Session.objects.count() == 0
    assert officer.get("/console").status_code == 302


def test_what_is_stored_of_a_session_cannot_be_read(pages: Inside) -> None:
    from django.contrib.sessions.models import Session

    visitor = pages.visitor()
    enter(visitor, "/account/code/", {"email": "fixture-9@example.com"})

    stored = list(Session.objects.values_list("session_data", flat=True))
    assert stored
    assert not any("fixture-9" in one or "account_login" in one for one in stored)
