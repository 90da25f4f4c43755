"""Which language a page is in: what was asked for, else what was chosen before, else the browser's.

Public pages have their language in their address and do not ask here.
"""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import translation
from django.utils.functional import lazy
from django.utils.translation.trans_real import parse_accept_lang_header

from mamoru.errors import Language
from mamoru.policy.words import Word

COOKIE = "mamoru_language"
ASKED = "language"
_YEAR = 365 * 24 * 60 * 60
_CODES: dict[str, Language] = {"ja": "ja", "en": "en"}


class InLanguage:
    """Sets the language for what Django and allauth say, and keeps one that was asked for."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer in the language that fits."""
        with translation.override(language_of(request)):
            response = self.get_response(request)
        asked = _CODES.get(request.GET.get(ASKED, ""))
        if asked is not None:
            response.set_cookie(
                COOKIE, asked, max_age=_YEAR, samesite="Lax", httponly=True,
                secure=settings.SESSION_COOKIE_SECURE,
            )  # fmt: skip
        return response


def language_of(request: HttpRequest) -> Language:
    """Return the language for whoever asks."""
    for said in (request.GET.get(ASKED, ""), request.COOKIES.get(COOKIE, "")):
        if said in _CODES:
            return _CODES[said]
    for code, _ in parse_accept_lang_header(request.headers.get("Accept-Language", "")):
        found = _CODES.get(code.partition("-")[0])
        if found is not None:
            return found
    return "ja"


def spoken(word: Word, **facts: object) -> str:
    """Return a word that is said in the language of whichever page it comes to stand on.

    Forms and errors of allauth are written down before it is known who reads them.
    """
    return _spoken(word, facts)


def _said(word: Word, facts: dict[str, object]) -> str:
    text = word.ja if translation.get_language() == "ja" else word.en
    return text.format(**facts)


_spoken = lazy(_said, str)
