"""What is in quarantine: listed without a value, opened for a reason, settled one by one.

Nothing is settled by somebody who has not looked at it.
"""

from collections.abc import Iterator, Sequence
from typing import Final

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mamoru.console.acting import reasons
from mamoru.console.sensitive.settling import (
    Claiming,
    Clearing,
    check_looked,
    claiming_form,
    clearing_form,
    has_looked,
)
from mamoru.console.sensitive.words import ITEM, KINDS, LIST
from mamoru.console.worded import said
from mamoru.desk import suspects
from mamoru.errors import Language, MamoruError
from mamoru.faces.faults import status_of
from mamoru.faces.frame import page
from mamoru.faces.guard import for_officer
from mamoru.faces.here import asker_of, door_of
from mamoru.faces.language import language_of
from mamoru.faces.listing import Asked, Cell, Column, Listing, Row, listing_page
from mamoru.faces.revealing import Thing, reveal, reveal_form
from mamoru.gate.asking import Wish
from mamoru.gate.looking import looking
from mamoru.gate.quarantine import settle
from mamoru.gate.quarantine.settle import InQueue, Reviewed
from mamoru.gate.scopes import Scopes
from mamoru.policy.model import Policy
from mamoru.policy.words import SOURCES

MOST = 1000
"""Items in the list; what is to be deleted first comes first."""
WHAT: Final = "quarantined"


@for_officer(Scopes.QUARANTINE)
@require_safe
def listed(request: HttpRequest) -> HttpResponse:
    """List what waits, without saying whose it is."""
    count = settle.waiting_until(None)
    told = said(LIST["count"], language_of(request)).format(count=count)
    with looking():
        inquiries = suspects.count()
    return listing_page(
        request, listing(door_of(request).policy), "console/sensitive/list.html", LIST, told=told,
        heading=said(LIST["title"], language_of(request)), others=said(
            LIST["others"], language_of(request)).format(count=inquiries),
        there=reverse("console_sensitive_inquiries"),
    )  # fmt: skip


def listing(policy: Policy) -> Listing:
    """Return what the list shows, in the words of a policy."""

    def row(one: InQueue, asked: Asked) -> Row:
        return Row(
            address=reverse("console_sensitive_item", args=[one.ref]),
            cells=(
                Cell(text=item_word(policy, one.item, asked.language)),
                Cell(text=kinds(policy, one.sensitive, asked.language)),
                Cell(at=one.held_at),
                Cell(at=one.purge_at),
                Cell(text=asked.word(SOURCES[one.source]) if one.source in SOURCES else "–"),
            ),
        )

    return Listing(
        caption=LIST["caption"], first="purged", rows=_rows, row=row, key="ref",
        columns=(
            Column(name="item", word=LIST["item"], sorts="item"),
            Column(name="kind", word=LIST["kind"]),
            Column(name="held", word=LIST["held"], sorts="held_at"),
            Column(name="purged", word=LIST["purged"], sorts="purge_at"),
            Column(name="source", word=LIST["source"]),
        ),
    )  # fmt: skip


def _rows(_: Asked) -> Sequence[InQueue]:
    return settle.waiting(limit=MOST)


def kinds(policy: Policy, found: Sequence[str], language: Language) -> str:
    """Return what something may be, in words."""
    named = [
        said(policy.sensitive[one], language) if one in policy.sensitive else one for one in found
    ]
    return ("、" if language == "ja" else ", ").join(named)


def item_word(policy: Policy, item: str, language: Language) -> str:
    """Return what an item is called."""
    category = policy.category_of(item)
    return said(policy.categories[category].items[item], language) if category else item


@for_officer(Scopes.QUARANTINE)
@require_http_methods(["GET", "HEAD", "POST"])
def item(request: HttpRequest, ref: str) -> HttpResponse:
    """Show what is known of one without opening it, and open it for a purpose and a reason."""
    form = reveal_form(request, reasons=("sensitive", "request", "law"))
    if request.method != "POST" or not form.is_valid():
        return _shown(request, ref, form=form, status=400 if request.method == "POST" else 200)
    door = door_of(request)
    found = reveal(
        request, Thing(what=WHAT, ref=ref), form, lambda asker, _: settle.review(door, asker, ref)
    )
    return _shown(request, ref, form=form, opened=found)


@for_officer(Scopes.QUARANTINE)
@require_POST
def claim(request: HttpRequest, ref: str) -> HttpResponse:
    """Let a value in under an exception."""
    check_looked(request, WHAT, ref)
    form = claiming_form(request, request.POST)
    if not form.is_valid():
        return _shown(request, ref, claiming=form, status=400)
    wish = Wish(act="collect", grounds=form.grounds_of(door_of(request).policy))
    try:
        settle.claim(door_of(request), asker_of(request), wish, ref)
    except MamoruError as error:
        form.add_error(None, error.message(form.language))
        return _shown(
            request, ref, claiming=form, status=status_of(error), why=reasons(request, error)
        )
    return _told(request, "claimed")


@for_officer(Scopes.QUARANTINE)
@require_POST
def clear(request: HttpRequest, ref: str) -> HttpResponse:
    """Let a value in that is not sensitive after all."""
    check_looked(request, WHAT, ref)
    form = clearing_form(request, request.POST)
    if not form.is_valid():
        return _shown(request, ref, clearing=form, status=400)
    wish = Wish(act="collect", grounds=form.grounds)
    try:
        settle.clear(door_of(request), asker_of(request), wish, ref)
    except MamoruError as error:
        form.add_error(None, error.message(form.language))
        return _shown(
            request, ref, clearing=form, status=status_of(error), why=reasons(request, error)
        )
    return _told(request, "cleared")


@for_officer(Scopes.QUARANTINE)
@require_POST
def purge(request: HttpRequest, ref: str) -> HttpResponse:
    """Delete a value now."""
    check_looked(request, WHAT, ref)
    settle.purge(door_of(request), asker_of(request), ref)
    return _told(request, "purged_now")


def _told(request: HttpRequest, word: str) -> HttpResponse:
    messages.success(request, said(ITEM[word], language_of(request)))
    return HttpResponseRedirect(reverse("console_sensitive"))


def _shown(
    request: HttpRequest, ref: str, *, form: forms.Form | None = None,
    opened: Reviewed | None = None, claiming: Claiming | None = None,
    clearing: Clearing | None = None, status: int = 200, why: Sequence[str] = (),
) -> HttpResponse:  # fmt: skip
    language, policy = language_of(request), door_of(request).policy
    one = settle.queued(ref)
    named = kinds(policy, one.sensitive, language)
    found = list(dict.fromkeys(spot.kind for spot in opened.found)) if opened else []
    with looking():
        looked = opened is not None or has_looked(request, WHAT, ref)
    return page(
        request, "console/sensitive/item.html", ITEM, status=status, one=one, why=why,
        item=item_word(policy, one.item, language),
        told=said(ITEM["why_kind"], language).format(kinds=named), opened=opened,
        pieces=list(_pieces(opened)) if opened else (), looked=looked,
        at=reverse("console_sensitive_item", args=[ref]), back=reverse("console_sensitive"),
        found=[said(KINDS[kind], language) if kind in KINDS else kind for kind in found],
        source=said(SOURCES[one.source], language) if one.source in SOURCES else "–",
        reveal=form or reveal_form(request, reasons=("sensitive", "request", "law")),
        claiming=claiming or claiming_form(request),
        clearing=clearing or clearing_form(request),
    )  # fmt: skip


def _pieces(opened: Reviewed) -> Iterator[tuple[str, bool]]:
    """Yield the value in pieces, each with whether something was found in it."""
    marked = [False] * len(opened.value)
    for spot in opened.found:
        for at in range(max(0, spot.start), min(spot.end, len(marked))):
            marked[at] = True
    start = 0
    for at in range(1, len(marked) + 1):
        if at == len(marked) or marked[at] != marked[start]:
            yield opened.value[start:at], marked[start]
            start = at
