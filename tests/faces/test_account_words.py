"""The pages of signing in speak in our words, in one language, and lead people only where theirs
are."""

import re
from html import unescape

import httpx
import pytest
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from tests.faces.inside import Inside, Visitor
from tests.gate.samples import stored

from mamoru.faces.accounts import account_of_person
from mamoru.faces.models import Account

OUTSIDE = (
    "/account/login/", "/account/signup/", "/account/inactive/", "/account/code/",
    "/account/password/done/", "/account/password/key/1-bad/",
)  # fmt: skip
INSIDE = (
    "/account/2fa/", "/account/2fa/totp/deactivate/", "/account/2fa/recovery-codes/generate/",
    "/account/2fa/webauthn/", "/account/2fa/webauthn/add/", "/account/2fa/webauthn/reauthenticate/",
    "/account/2fa/reauthenticate/", "/account/reauthenticate/", "/account/password/change/",
    "/account/logout/",
)  # fmt: skip
OF_OFFICERS = (
    "/account/password/change/", "/account/password/set/", "/account/2fa/",
    "/account/2fa/totp/activate/", "/account/2fa/totp/deactivate/", "/account/2fa/recovery-codes/",
    "/account/2fa/recovery-codes/generate/", "/account/2fa/recovery-codes/download/",
)  # fmt: skip
_UNSEEN = re.compile(r"<(script|style|svg|code)\b.*?</\1>|<noscript>.*?</noscript>", re.DOTALL)
_SAID = re.compile(r' (?:placeholder|aria-label|title|alt)="([^"]*)"|>([^<>]+)<')
_NAMES = re.compile(r"\b(QR|PIN|English|JavaScript|Mamoru|desk-7|[\w.]+@[\w.]+)\b")
"""What is the same in every language."""


def said(answer: httpx.Response) -> str:
    """Return every word that a page shows or has read out."""
    page = _UNSEEN.sub("", answer.text.partition("<body")[2])
    found = (unescape(a or b).strip() for a, b in _SAID.findall(page))
    return _NAMES.sub("", "\n".join(one for one in found if one))


def is_in(language: str, text: str) -> None:
    if language == "ja":
        assert re.findall(r"[A-Za-z]{3,}", text) == [], text
    else:
        assert re.findall(r"[ぁ-んァ-ヶ一-龠]+", text.replace("日本語", "")) == [], text


def with_password(account: Account) -> None:
    account.set_password("plainly made up for tests")
    account.save()


@pytest.mark.parametrize("language", ["ja", "en"])
def test_pages_for_everybody_speak_one_language(pages: Inside, language: str) -> None:
    for path in OUTSIDE:
        answer = pages.visitor(language=language).get(path)
        assert answer.status_code == 200, path
        is_in(language, said(answer))
    visitor = pages.visitor(language=language)
    wrong = sent(visitor, "/account/login/", login="nobody", password="wrong")
    is_in(language, said(wrong))
    sent(visitor, "/account/code/", email="nobody@example.jp")
    is_in(language, said(visitor.get("/account/code/confirm/")))
    is_in(language, said(sent(visitor, "/account/code/confirm/", code="1")))
    is_in(language, said(sent(pages.visitor(language=language), "/account/code/", email="")))


@pytest.mark.parametrize("language", ["ja", "en"])
def test_pages_for_officers_speak_one_language(pages: Inside, language: str) -> None:
    officer = pages.officer("desk-7", "desk", language=language)
    assert officer.account is not None
    with_password(officer.account)
    named = {"ja": "居間の鍵", "en": "The living room"}[language]
    key = Authenticator.objects.create(user=officer.account, type="webauthn", data={"name": named})
    officer = pages.officer("desk-7", "desk", language=language)
    made = sent(officer, "/account/2fa/recovery-codes/generate/")
    assert made.status_code == 302, said(made)
    for path in ("/account/2fa/", "/account/2fa/webauthn/"):
        assert named in officer.text(path)
    key.delete()  # it holds no key, which adding another would look at
    for path in INSIDE:
        answer = officer.get(path)
        if answer.status_code == 302:
            continue  # a way of proving it that this officer has not
        is_in(language, said(answer))
    is_in(language, said(officer.get("/account/2fa/recovery-codes/")))
    is_in(language, said(sent(
        officer, "/account/password/change/", oldpassword="wrong", password1="1", password2="2"
    )))  # fmt: skip
    assert sent(officer, "/account/2fa/totp/deactivate/").status_code == 302
    is_in(language, said(officer.get("/account/2fa/")))
    is_in(language, said(officer.get("/account/2fa/totp/activate/")))
    is_in(language, said(sent(officer, "/account/2fa/totp/activate/", code="1")))
    cache.clear()
    for _ in range(11):
        answer = sent(officer, "/account/reauthenticate/", password="wrong")
    assert answer.status_code == 429
    is_in(language, said(answer))


def test_a_person_has_no_page_of_passwords_or_second_proofs(pages: Inside) -> None:
    person = signed_in(pages)

    assert person.get("/account/2fa/webauthn/").headers["location"] == "/my/security"
    for path in OF_OFFICERS:
        answer = person.get(path)
        assert answer.status_code == 403, path
        assert "Only officers of the company use this page." in answer.text


def test_a_person_at_the_console_is_told_so_and_not_sent_around(pages: Inside) -> None:
    answer = signed_in(pages).get("/console")

    assert answer.status_code == 403
    assert 'href="/my"' in answer.text.partition("<main")[2]


@pytest.mark.parametrize("language", ["ja", "en"])
def test_what_is_not_there_is_said_within_the_frame(pages: Inside, language: str) -> None:
    for path in ("/my/nothing", "/console/nothing", "/account/nothing", "/contact/nothing"):
        answer = pages.visitor(language=language).get(path)
        assert answer.status_code == 404
        assert f'<html lang="{language}">' in answer.text
        assert "版の番号" not in answer.text
        is_in(language, said(answer))


def signed_in(pages: Inside) -> Visitor:
    ref = stored(pages.door).ref
    return pages.session_of(account_of_person(ref, pages.clock()))


def sent(visitor: Visitor, path: str, **given: str) -> httpx.Response:
    """Send the form of a page, which need not be one of somebody who is signed in."""
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', visitor.get(path).text)
    assert token is not None, path
    return visitor.client.post(path, data=given | {"csrfmiddlewaretoken": token[1]})
