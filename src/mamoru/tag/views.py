"""Answers with the script, with what it is started with, and with the public list."""

from collections.abc import Iterator
from typing import Any

import msgspec
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import http_date
from django.views.decorators.http import require_safe

from mamoru.errors import Language
from mamoru.law.calendar import tokyo_day
from mamoru.policy.words import Word
from mamoru.tag.asked import script, told
from mamoru.tag.configuration import Destination
from mamoru.tag.errors import UnknownTagError
from mamoru.tag.seen import Seen, seen
from mamoru.tag.transmissions import transmissions
from mamoru.tag.wording import words, written

NOW = "mamoru.now"
"""Where the moment of a request stands in its environment."""
KEPT = "public, max-age=60"
"""A choice on what is no longer asked is not recorded, so a copy may be used for a minute."""


@require_safe
def tag(request: HttpRequest) -> HttpResponse:
    """Give the script, started with the configuration in force."""
    now = _seen(request)
    content = script(told(now.number, now.configuration, now.policy, now.day))
    return _kept(HttpResponse(content, content_type="text/javascript; charset=utf-8"), now)


@require_safe
def configuration(request: HttpRequest) -> HttpResponse:
    """Give what the script is started with."""
    now = _seen(request)
    content = told(now.number, now.configuration, now.policy, now.day)
    return _kept(HttpResponse(content, content_type="application/json"), now)


@require_safe
def listed(request: HttpRequest) -> HttpResponse:
    """Give the list as JSON, with what is over and what is still to come."""
    now = _seen(request)
    rows = transmissions(now.configuration, now.day)
    content = msgspec.json.encode({"configuration": now.number, "transmissions": rows})
    return _kept(HttpResponse(content, content_type="application/json"), now)


@require_safe
def page(request: HttpRequest, *, language: Language, style: str) -> HttpResponse:
    """Show the list; `style` is the digest in the name of the style sheet."""
    now = _seen(request)
    values = {
        "language": language,
        "other": "en" if language == "ja" else "ja",
        "there": "/en/transmissions" if language == "ja" else "/transmissions",
        "root": "" if language == "ja" else "/en",
        "t": words(language),
        "style": style,
        "json": "/transmissions.json",
        "rows": list(_rows(now, language)),
        "updated": written(tokyo_day(now.modified_at), language),
    }
    return _kept(render(request, "tag/transmissions.html", values), now)


def _rows(now: Seen, language: Language) -> Iterator[dict[str, Any]]:
    def say(word: Word | None) -> str:
        return "" if word is None else word.ja if language == "ja" else word.en

    for one in now.configuration.destinations:
        if one.is_sent_on(now.day):
            yield _row(now, one, language) | {
                "service": say(one.service),
                "recipient": say(one.recipient),
                "country": say(one.country.name),
                "sends": [say(item) for item in one.sends],
                "sender_purpose": say(one.sender_purpose),
                "recipient_purpose": say(one.recipient_purpose),
                "necessary": say(one.necessary),
            }


def _row(now: Seen, one: Destination, language: Language) -> dict[str, Any]:
    purpose = now.configuration.purpose(one.purpose) if one.purpose else None
    named = purpose and (purpose.name.ja if language == "ja" else purpose.name.en)
    return {
        "id": one.id,
        "module": one.module,
        "purpose": named,
        "policy": one.policy,
        "opt_out": one.opt_out,
        "cookies": ", ".join(one.cookies),
        "since": written(one.since, language),
    }


def _seen(request: HttpRequest) -> Seen:
    try:
        return seen(request.META[NOW])
    except UnknownTagError:
        raise Http404 from None


def _kept(response: HttpResponse, now: Seen) -> HttpResponse:
    response["Cache-Control"] = KEPT
    response["Last-Modified"] = http_date(now.modified_at.timestamp())
    # any page may load it: it says nothing that is not public
    response["Access-Control-Allow-Origin"] = "*"
    response["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response
