"""Answers the addresses of the public pages. The moment comes with the request (`NOW`)."""

import base64
from collections.abc import Callable
from typing import Any

import msgspec
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import http_date
from django.views.decorators.http import require_safe

from mamoru.errors import Language
from mamoru.gate.editions import Edition
from mamoru.notices import wording
from mamoru.notices.feed import feed
from mamoru.notices.known import Known, known, policy_of
from mamoru.notices.pages import changes_page, list_page, text_page
from mamoru.notices.style import style, style_digest
from mamoru.policy.exports.dpv import dpv
from mamoru.policy.exports.odrl import odrl
from mamoru.policy.model import Policy

NOW = "mamoru.now"
"""Where the moment of a request stands in its environment."""
KEPT = "public, max-age=300"
"""A change is published days before it binds; for five minutes a copy may be shown."""
FOREVER = "public, max-age=31536000, immutable"
"""For what bears its hash in its name."""


@require_safe
def start(_: HttpRequest) -> HttpResponse:
    """Lead to the text in force."""
    return HttpResponseRedirect("/policy")


@require_safe
def current(request: HttpRequest, *, language: Language) -> HttpResponse:
    """Show the text in force, and announce what is to come."""
    seen = _public(request)
    return _text(request, seen, _current(seen), language)


@require_safe
def version(request: HttpRequest, name: str, *, language: Language) -> HttpResponse:
    """Show the text of one version."""
    seen = _public(request)
    return _text(request, seen, _named(seen, name), language)


@require_safe
def versions(request: HttpRequest, *, language: Language) -> HttpResponse:
    """List every version."""
    seen = _public(request)
    page = list_page(seen, language)
    return _page(request, "versions", seen, language, page=page)


@require_safe
def changes(request: HttpRequest, old: str, new: str, *, language: Language) -> HttpResponse:
    """Show what differs between two versions."""
    seen = _public(request)
    page = changes_page(seen, _named(seen, old), _named(seen, new), language)
    return _page(request, "changes", seen, language, page=page)


@require_safe
def chosen(request: HttpRequest, *, root: str) -> HttpResponse:
    """Lead from the form to the page of the two versions that were chosen in it."""
    seen = _public(request)
    old, new = (_named(seen, request.GET.get(one, "")) for one in ("from", "to"))
    there = f"{root}/policy/changes/{seen.name(old)}..{seen.name(new)}"
    return HttpResponseRedirect(there)


@require_safe
def atom(request: HttpRequest, *, language: Language) -> HttpResponse:
    """Give the feed."""
    seen = _public(request)
    content = feed(seen, language, _root(language))
    return _kept(HttpResponse(content, content_type="application/atom+xml; charset=utf-8"), seen)


@require_safe
def text_file(request: HttpRequest) -> HttpResponse:
    """Give the file in force, byte for byte as it was published (media type: RFC 9512)."""
    seen = _public(request)
    edition = _current(seen)
    response = HttpResponse(edition.text, content_type="application/yaml; charset=utf-8")
    digest = base64.b64encode(bytes.fromhex(edition.text_hash)).decode()
    response["Repr-Digest"] = f"sha-256=:{digest}:"  # RFC 9530
    return _kept(response, seen)


@require_safe
def dpv_file(request: HttpRequest) -> HttpResponse:
    """Give the policy in force in the terms of the Data Privacy Vocabulary."""
    return _linked(request, dpv)


@require_safe
def odrl_file(request: HttpRequest) -> HttpResponse:
    """Give the policy in force as an ODRL policy."""
    return _linked(request, odrl)


@require_safe
def styles(_: HttpRequest, digest: str) -> HttpResponse:
    """Give the style sheet."""
    if digest != style_digest():
        raise Http404
    return HttpResponse(
        style(), content_type="text/css; charset=utf-8", headers={"Cache-Control": FOREVER}
    )


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 - Django's
    """Say in both languages that nothing is here, and nothing of what was asked for."""
    return render(request, "notices/missing.html", {"style": style_digest()}, status=404)


def _public(request: HttpRequest) -> Known:
    seen = known(request.META[NOW])
    if not seen.editions:
        raise Http404
    return seen


def _current(seen: Known) -> Edition:
    if seen.current is None:
        raise Http404
    return seen.current


def _named(seen: Known, name: str) -> Edition:
    found = seen.named(name)
    if found is None:
        raise Http404
    return found


def _text(request: HttpRequest, seen: Known, edition: Edition, language: Language) -> HttpResponse:
    page = text_page(seen, edition, language)
    return _page(request, "policy", seen, language, page=page)


def _page(
    request: HttpRequest,
    template: str,
    seen: Known,
    language: Language,
    **values: Any,  # noqa: ANN401
) -> HttpResponse:
    path = request.path_info.removeprefix("/en")
    shared = {
        "language": language,
        "other": "en" if language == "ja" else "ja",
        "here": path,
        "there": f"/en{path}" if language == "ja" else path,
        "root": _root(language),
        "t": wording.words(language),
        "style": style_digest(),
    }
    return _kept(render(request, f"notices/{template}.html", {**shared, **values}), seen)


def _kept(response: HttpResponse, seen: Known) -> HttpResponse:
    response["Cache-Control"] = KEPT
    response["Last-Modified"] = http_date(seen.modified_at.timestamp())
    return response


def _linked(request: HttpRequest, export: Callable[[Policy], dict[str, Any]]) -> HttpResponse:
    seen = _public(request)
    content = msgspec.json.encode(export(policy_of(_current(seen))))
    return _kept(HttpResponse(content, content_type="application/ld+json"), seen)


def _root(language: Language) -> str:
    return "" if language == "ja" else "/en"
