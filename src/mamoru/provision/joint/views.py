"""Answers with the public statement of joint use, as a page and as JSON."""

from typing import Any

import msgspec
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from mamoru.errors import Language
from mamoru.provision.joint.told import JointUses, Use, joint_uses
from mamoru.provision.joint.wording import CHANGES, JAPAN, say, words, written

NOW = "mamoru.now"
"""Where the moment of a request stands in its environment."""
KEPT = "public, max-age=300"


@require_safe
def listed(request: HttpRequest) -> HttpResponse:
    """Give the statement as JSON."""
    content = msgspec.json.encode(_known(request))
    return _kept(HttpResponse(content, content_type="application/json"))


@require_safe
def page(request: HttpRequest, *, language: Language, style: str) -> HttpResponse:
    """Show the statement; `style` is the digest in the name of the style sheet."""
    known = _known(request)
    values = {
        "language": language,
        "other": "en" if language == "ja" else "ja",
        "there": "/en/joint-use" if language == "ja" else "/joint-use",
        "root": "" if language == "ja" else "/en",
        "t": words(language),
        "style": style,
        "json": "/joint-use.json",
        "uses": [_row(one, language) for one in known.in_force],
        "upcoming": [_row(one, language) for one in known.upcoming],
    }
    return _kept(render(request, "joint/joint_use.html", values))


def _known(request: HttpRequest) -> JointUses:
    known = joint_uses(request.META[NOW])
    if known is None:
        raise Http404
    return known


def _row(one: Use, language: Language) -> dict[str, Any]:
    def said(told: Any) -> str:  # noqa: ANN401 - anything with both languages
        return str(told.ja if language == "ja" else told.en)

    return {
        "id": one.id,
        "version": one.version,
        "title": said(one.title),
        "items": [said(item) for item in one.data_items],
        "users": [
            {
                "name": user.name,
                "country": say(JAPAN, language) if user.country == "JP" else user.country,
            }
            for user in one.users
        ],
        "range": said(one.range),
        "purposes": [(each.id, said(each)) for each in one.purposes],
        "name": said(one.responsible_name),
        "address": said(one.responsible_address),
        "representative": said(one.responsible_representative),
        "in_force": written(one.in_force_from, language),
        "until": one.until and written(one.until, language),
        "changes": [say(CHANGES[what], language) for what in one.changed],
    }


def _kept(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = KEPT
    response["Access-Control-Allow-Origin"] = "*"  # it says nothing that is not public
    return response
