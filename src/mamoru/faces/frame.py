"""One way to make a page: words in one language, in the frame that all pages share."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from mamoru.errors import Language
from mamoru.faces import wording
from mamoru.faces.assets import addresses
from mamoru.faces.language import ASKED, language_of
from mamoru.faces.models import Account
from mamoru.faces.navigation import Entry, console, portal
from mamoru.faces.wording_account import ACCOUNT
from mamoru.notices.style import style_digest
from mamoru.policy.words import Word


def page(
    request: HttpRequest,
    template: str,
    words: Mapping[str, Word],
    *,
    status: int = 200,
    **values: Any,  # noqa: ANN401 - a template takes anything
) -> HttpResponse:
    """Return a page: `words` are the room's own, as `t` in its template beside the shared ones."""
    language = language_of(request)
    told = {**framed(request, language), "t": said(words, language), **values}
    return render(request, template, told, status=status)


def part(
    request: HttpRequest,
    template: str,
    words: Mapping[str, Word],
    **values: Any,  # noqa: ANN401
) -> HttpResponse:
    """Return a piece of a page, for htmx to put in its place."""
    return page(request, template, words, **values)


def said(words: Mapping[str, Word], language: Language) -> dict[str, str]:
    """Return words in one language."""
    return {name: word.ja if language == "ja" else word.en for name, word in words.items()}


def framed(request: HttpRequest, language: Language | None = None) -> dict[str, Any]:
    """Return what the frame of every page needs."""
    language = language or language_of(request)
    account: Any = getattr(request, "user", None)
    is_in = isinstance(account, Account)
    entries: tuple[Entry, ...] = ()
    if is_in:
        entries = portal(language) if account.ref is not None else console(account.scopes, language)
    here = request.path_info
    asked = request.GET.copy()
    asked[ASKED] = "en" if language == "ja" else "ja"
    return {
        "language": language,
        "other": "en" if language == "ja" else "ja",
        "switch": f"?{asked.urlencode()}",
        "here": here,
        "f": said(wording.FRAME, language),
        "face": "console" if _is_of_officers(request, account if is_in else None) else "portal",
        "account": account if is_in else None,
        "entries": [(one, one.is_here(here)) for one in entries],
        "style": style_digest(),
        "asset": addresses(),
    }


def _is_of_officers(request: HttpRequest, account: Account | None) -> bool:
    """Tell whether a page is for officers; signing in by a mailed code is for people alone."""
    if account is not None:
        return account.ref is None
    here = request.path_info
    return here.startswith("/account/") and not here.startswith("/account/code/")


def shared(request: HttpRequest) -> dict[str, Any]:
    """Return the frame's needs for templates that others render (allauth's pages)."""
    if not request.path_info.startswith("/account/"):
        return {}
    language = language_of(request)
    return {**framed(request, language), "t": said(ACCOUNT, language)}
