"""The page of choices, and its clicks."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from mamoru.errors import Language
from mamoru.faces.frame import page, part, said
from mamoru.faces.guard import for_person
from mamoru.faces.here import account_of, asker_of, door_of, now_of
from mamoru.faces.language import language_of
from mamoru.gate.looking import looking
from mamoru.gate.recall import Event, history, receipt_of
from mamoru.notices.places import anchor, in_language
from mamoru.policy.model import Policy
from mamoru.policy.words import Word
from mamoru.portal.choosing import wording
from mamoru.portal.choosing.effects import effect, why_needed
from mamoru.portal.choosing.standing import Stands, stands
from mamoru.portal.choosing.switches import GROUPS, necessary, switches
from mamoru.portal.choosing.turn import turn
from mamoru.tag.errors import UnknownTagError
from mamoru.tag.seen import Seen, seen

SHOWN = 100
"""Choices that the history shows, the latest first; every one is in a disclosure."""


@for_person
@require_safe
def choices(request: HttpRequest) -> HttpResponse:
    """Show every switch, what has none, and what was chosen so far."""
    return page(request, "portal/choices.html", wording.CHOICES, **_told(request))


@for_person
@require_POST
def turned(request: HttpRequest, name: str) -> HttpResponse:
    """Turn a switch, and show how everything stands now."""
    door, tag, language = door_of(request), _tag(request), language_of(request)
    found = next((one for one in switches(door.policy, tag) if one.name == name), None)
    if found is None:
        raise Http404
    on = request.POST.get("to") == "on"
    turn(
        door, asker_of(request), account_of(request).ref or "", found, on=on, language=language,
        tag=tag,
    )  # fmt: skip
    words = said(wording.CHOICES, language)
    done = words["done_on" if on else "done_off"].format(
        what=in_language(found.word, language).removesuffix(".")
    )
    if "HX-Request" in request.headers:
        return part(
            request, "portal/switches.html", wording.CHOICES, done=done, **_told(request)
        )  # fmt: skip
    messages.success(request, done)
    return HttpResponseRedirect(f"{reverse('portal_choices')}#switch-{name}")


@for_person
@require_safe
def receipt(request: HttpRequest, reference: str) -> HttpResponse:
    """Give the receipt of a choice; one of somebody else's looks like one that is not there."""
    made = receipt_of(door_of(request), asker_of(request), account_of(request).ref or "", reference)
    named = f'attachment; filename="{reference}.json"'
    return HttpResponse(
        made, content_type="application/ld+json",
        headers={"Content-Disposition": named, "X-Content-Type-Options": "nosniff"},
    )  # fmt: skip


def _tag(request: HttpRequest) -> Seen | None:
    try:
        with looking():
            return seen(now_of(request))
    except UnknownTagError:
        return None


def _told(request: HttpRequest) -> dict[str, Any]:
    door, language, at = door_of(request), language_of(request), now_of(request)
    policy, tag = door.policy, _tag(request)
    found = history(door, asker_of(request), account_of(request).ref or "")
    known = stands(policy, found, switches(policy, tag), door.clock())
    receipts = {one.reference for one in found.events if one.has_receipt}
    return {
        "groups": [
            (in_language(wording.GROUPS[group], language), [
                _row(policy, one, language, receipts) for one in known if one.switch.group == group
            ])
            for group in GROUPS
            if any(one.switch.group == group for one in known)
        ],
        "needed": [
            {
                "word": in_language(one.word, language), "cite": one.cite,
                "anchor": anchor(one.cite), "why": in_language(why_needed(one.kind), language),
            }
            for one in necessary(policy)
        ],
        "events": [
            _event(policy, one, found.events, language) for one in found.events[: -SHOWN - 1 : -1]
        ],
        "clauses": "/en/policy" if language == "en" else "/policy",
        "at": at,
    }  # fmt: skip


def _row(policy: Policy, one: Stands, language: Language, receipts: set[str]) -> dict[str, Any]:
    on, off = (in_language(word, language) for word in effect(one.switch.kind))
    last = one.last
    return {
        "name": one.switch.name, "word": in_language(one.switch.word, language),
        "about": in_language(one.switch.about, language) if one.switch.about else "",
        "is_on": one.is_on, "by_signal": one.by_signal,
        "now": on if one.is_on else off, "then": off if one.is_on else on,
        "recipients": [in_language(word, language) for word in one.switch.recipients],
        "cites": [
            (cite, anchor(cite), _clause(policy, cite, language)) for cite in one.switch.cites
        ],
        "last": last, "notice": last.choice if last and last.choice else None,
        "receipt": last.reference if last and last.reference in receipts else "",
    }  # fmt: skip


def _clause(policy: Policy, cite: str, language: Language) -> str:
    found = policy.said.get(cite)
    return in_language(Word(found.ja, found.en), language) if found else ""


def _event(
    policy: Policy, one: Event, events: Sequence[Event], language: Language
) -> dict[str, Any]:
    about = one.choice
    if about is None:
        about = next((other.choice for other in events if other.reference == one.withdraws), None)
    words = []
    if about is not None and about.purpose:
        known = policy.purposes.get(about.purpose)
        words.append(in_language(known.word, language) if known else about.purpose)
    if about is not None and about.recipient:
        party = policy.parties.get(about.recipient)
        words.append(in_language(party.word, language) if party else about.recipient)
    return {
        "at": one.at, "kind": in_language(wording.KINDS[one.kind], language),
        "about": " · ".join(words), "is_gone": one.withdrawn_at is not None,
        "notice": one.choice.notice_version if one.choice else "",
        "receipt": one.reference if one.has_receipt else "",
    }  # fmt: skip
