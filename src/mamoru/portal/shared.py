"""Everything that was done with a person's information, and the proof of each of it."""

import itertools
from dataclasses import dataclass
from typing import Any

import msgspec
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_safe

from mamoru.errors import Language
from mamoru.faces.frame import page, said
from mamoru.faces.guard import for_everybody, for_person
from mamoru.faces.here import asker_of, door_of
from mamoru.faces.language import language_of
from mamoru.gate.looking import looking
from mamoru.gate.own_pages import is_own_look, trace_page
from mamoru.law.countries import JAPAN as HERE
from mamoru.ledger import proof
from mamoru.ledger.entries import Handled
from mamoru.ledger.trace import Recorded
from mamoru.policy.model import Policy
from mamoru.policy.words import ACTS
from mamoru.portal.clauses import Clause, clauses_of, in_words, moment
from mamoru.portal.own import own_wish, ref_of
from mamoru.portal.wording_shared import CHECK, DEEDS, JAPAN, OUTCOMES, SHARED
from mamoru.provision.shown.view import HandedTo, PolicyWord, handed_among

_LONGEST = 19
"""Digits of the longest ticket."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """One entry, in words."""

    ticket: int
    at: str
    iso: str
    what: str
    outcome: str
    is_refused: bool
    data: tuple[str, ...]
    purpose: str
    recipient: str
    country: str
    items: tuple[str, ...]
    clauses: tuple[Clause, ...]
    is_placed: bool
    is_own_look: bool


@for_person
@require_safe
def shared(request: HttpRequest) -> HttpResponse:
    """Show what was done, the newest first."""
    door, language = door_of(request), language_of(request)
    wish = own_wish(request, "disclose_records")
    found = trace_page(door, asker_of(request), wish, ref_of(request), before=_before(request))
    policy = door.policy
    handed = handed_among(found.entries, found.tickets, policy)
    deeds = [_deed(one, handed.get(one.ticket), policy, language) for one in found.entries]
    folded = [
        (is_look, list(some)) for is_look, some in itertools.groupby(deeds, lambda d: d.is_own_look)
    ]
    return page(request, "portal/shared.html", SHARED, folded=folded, before=found.before)


@for_person
@require_safe
def receipt(request: HttpRequest, ticket: int) -> HttpResponse:
    """Give the receipt of one entry about the person, in the form that the command line checks."""
    door = door_of(request)
    wish = own_wish(request, "disclose_records")
    found = trace_page(door, asker_of(request), wish, ref_of(request), only=[ticket])
    if not found.entries:
        raise Http404
    [one] = found.entries
    if one.index is None:
        waiting = said(SHARED, language_of(request))["waits"]
        messages.info(request, waiting)
        return HttpResponseRedirect(reverse("portal_shared"))
    with looking() as cursor:
        made = proof.receipt(cursor, one.index)
    told = {
        "index": one.index, "entry": one.raw.decode(), "receipt": str(made),
        "vkey": door.sequencer.vkey,
    }  # fmt: skip
    return HttpResponse(
        msgspec.json.encode(told), content_type="application/json",
        headers={
            "Content-Disposition": f'attachment; filename="receipt-{one.index}.json"',
            "X-Content-Type-Options": "nosniff",
        },
    )  # fmt: skip


@for_everybody
@require_safe
def check(request: HttpRequest) -> HttpResponse:
    """Let anybody check a receipt in their own browser."""
    ticket = request.GET.get("of", "")
    is_one = ticket.isascii() and ticket.isdigit() and len(ticket) < _LONGEST
    address = reverse("portal_receipt", kwargs={"ticket": int(ticket)}) if is_one else ""
    return page(
        request, "portal/check.html", CHECK, vkey=door_of(request).sequencer.vkey, address=address
    )


def _before(request: HttpRequest) -> int | None:
    asked = request.GET.get("before", "")
    is_number = asked.isascii() and asked.isdigit() and len(asked) < _LONGEST
    return int(asked) if is_number else None


def _deed(one: Recorded, handed: HandedTo | None, policy: Policy, language: Language) -> Deed:
    entry = one.entry
    told: dict[str, Any] = {
        "ticket": one.ticket, "at": moment(entry.at, language), "iso": entry.at.isoformat(),
        "is_placed": one.index is not None, "recipient": "", "country": "", "items": (),
        "what": in_words(DEEDS["other"], language), "outcome": "", "is_refused": False,
        "data": (), "purpose": "", "clauses": (), "is_own_look": False,
    }  # fmt: skip
    if isinstance(entry, Handled):
        told |= _handled(entry, policy, language)
    if handed is not None:
        told |= _handed(handed, language)
    return Deed(**told)


def _handled(entry: Handled, policy: Policy, language: Language) -> dict[str, Any]:
    word = DEEDS.get(entry.act) or ACTS.get(entry.act) or DEEDS["other"]
    purpose = policy.purposes.get(entry.purpose or "")
    known = policy.categories
    is_own = is_own_look(entry)
    return {
        "what": in_words(DEEDS["own_look"] if is_own else word, language),
        "outcome": in_words(OUTCOMES[entry.outcome], language),
        "is_refused": entry.outcome != "allow",
        "data": tuple(in_words(known[one].word, language) for one in entry.data if one in known),
        "purpose": in_words(purpose.word, language) if purpose else "",
        "clauses": clauses_of(policy, entry.cites, language),
        "is_own_look": is_own,
    }


def _handed(handed: HandedTo, language: Language) -> dict[str, Any]:
    def say(one: PolicyWord | None) -> str:
        return "" if one is None else one.ja if language == "ja" else one.en

    kind = say(handed.kind)
    return {
        "recipient": f"{handed.name} ({kind})" if handed.name and kind else handed.name or kind,
        "country": in_words(JAPAN, language) if handed.country == HERE else handed.country,
        "items": tuple(say(one) for one in handed.items or ()),
    }  # fmt: skip
