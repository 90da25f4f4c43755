"""What may be sensitive within inquiries: opened for a reason, settled one by one.

Nothing is settled by somebody who has not looked at it.
"""

from collections.abc import Callable, Sequence
from typing import Any, Final

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mamoru.console.acting import reasons
from mamoru.console.inquiries.words import CHANNELS
from mamoru.console.sensitive.pages import kinds
from mamoru.console.sensitive.settling import (
    Claiming,
    Clearing,
    check_looked,
    claiming_form,
    clearing_form,
    has_looked,
)
from mamoru.console.sensitive.words import ITEM, LIST
from mamoru.console.worded import said
from mamoru.desk import settle, suspects
from mamoru.desk.handling import answering_purpose
from mamoru.desk.settle import SuspectReviewed
from mamoru.desk.steps import inquiry_row
from mamoru.desk.suspects import Waiting
from mamoru.errors import MamoruError
from mamoru.faces.cursor import Joined, Part
from mamoru.faces.faults import status_of
from mamoru.faces.frame import page
from mamoru.faces.guard import for_officer
from mamoru.faces.here import asker_of, door_of
from mamoru.faces.language import language_of
from mamoru.faces.listing import Asked, Cell, Column, Listing, Row, listing_page
from mamoru.faces.revealing import RevealForm, Thing, reveal, reveal_form
from mamoru.gate.looking import looking
from mamoru.gate.quarantine.settle import waiting_until
from mamoru.gate.scopes import Scopes
from mamoru.policy.model import Policy

WHAT: Final = "inquiry_suspect"
_REASONS = ("sensitive", "inquiry", "law")


@for_officer(Scopes.QUARANTINE)
@require_safe
def listed(request: HttpRequest) -> HttpResponse:
    """List what waits, without saying who wrote it."""
    language = language_of(request)
    with looking():
        count = suspects.count()
    return listing_page(
        request, listing(door_of(request).policy), "console/sensitive/list.html", LIST,
        heading=said(LIST["inquiries_title"], language), there=reverse("console_sensitive"),
        told=said(LIST["count"], language).format(count=count),
        others=said(LIST["stored"], language).format(count=waiting_until(None)),
    )  # fmt: skip


def listing(policy: Policy) -> Listing:
    """Return what the list shows, in the words of a policy."""

    def row(one: Waiting, asked: Asked) -> Row:
        return Row(
            address=reverse("console_sensitive_inquiry", args=[one.inquiry, one.ref]),
            cells=(
                Cell(text=asked.word(LIST["file" if one.is_file else "text"])),
                Cell(text=one.inquiry),
                Cell(text=kinds(policy, one.sensitive, asked.language)),
                Cell(at=one.held_at), Cell(at=one.purge_at),
                Cell(text=asked.word(CHANNELS[one.channel])),
            ),
        )  # fmt: skip

    return Listing(
        caption=LIST["inquiries"], first="purged", rows=lambda _: waiting(), row=row, key="ref",
        columns=(
            Column(name="item", word=LIST["item"]), Column(name="inquiry", word=LIST["inquiry"]),
            Column(name="kind", word=LIST["kind"]), Column(name="held", word=LIST["held"]),
            Column(name="purged", word=LIST["purged"], sorts="purge_at"),
            Column(name="source", word=LIST["source"]),
        ),
    )  # fmt: skip


def waiting() -> Joined:
    """Return what waits, texts and files as one list."""
    return Joined(
        parts=(
            Part(rows=suspects.texts(), sorts="purge_at", own="ref", row=suspects.of_text),
            Part(rows=suspects.files(), sorts="purge_at", own="ref", row=suspects.of_file),
        )
    )


@for_officer(Scopes.QUARANTINE)
@require_http_methods(["GET", "HEAD", "POST"])
def item(request: HttpRequest, ref: str, name: str) -> HttpResponse:
    """Show what is known of one without opening it, and open it for a purpose and a reason."""
    form = _reason(request, ref)
    if request.method != "POST" or not form.is_valid():
        return _shown(
            request, ref, name, form=form, status=400 if request.method == "POST" else 200
        )
    door = door_of(request)
    with looking():
        trace = inquiry_row(ref).trace
    found = reveal(
        request, Thing(what=WHAT, ref=name, trace=trace), form,
        lambda asker, _: settle.review(door, asker, ref, name),
    )  # fmt: skip
    return _shown(request, ref, name, form=form, opened=found)


@for_officer(Scopes.QUARANTINE)
@require_POST
def claim(request: HttpRequest, ref: str, name: str) -> HttpResponse:
    """Let something in under an exception."""
    check_looked(request, WHAT, name)
    form = claiming_form(request, request.POST)
    if not form.is_valid():
        return _shown(request, ref, name, claiming=form, status=400)
    grounds = form.grounds_of(door_of(request).policy)
    return _settled(request, ref, name, form, settle.claim, grounds)


@for_officer(Scopes.QUARANTINE)
@require_POST
def clear(request: HttpRequest, ref: str, name: str) -> HttpResponse:
    """Let something in that is not sensitive after all."""
    check_looked(request, WHAT, name)
    form = clearing_form(request, request.POST)
    if not form.is_valid():
        return _shown(request, ref, name, clearing=form, status=400)
    return _settled(request, ref, name, form, settle.clear, form.grounds)


@for_officer(Scopes.QUARANTINE)
@require_POST
def purge(request: HttpRequest, ref: str, name: str) -> HttpResponse:
    """Delete something now."""
    check_looked(request, WHAT, name)
    settle.purge(door_of(request), asker_of(request), ref, name)
    return _told(request, "purged_now")


def _settled(
    request: HttpRequest, ref: str, name: str, form: Clearing, act: Callable[..., object],
    grounds: dict[str, str | None],
) -> HttpResponse:  # fmt: skip
    door, by = door_of(request), asker_of(request)
    try:
        act(door, by, ref, name, settle.Claiming(grounds=grounds))
    except MamoruError as error:
        form.add_error(None, error.message(form.language))
        mine: dict[str, Any] = {"claiming" if isinstance(form, Claiming) else "clearing": form}
        return _shown(
            request, ref, name, status=status_of(error), why=reasons(request, error), **mine
        )
    return _told(request, "in_inquiry")


def _told(request: HttpRequest, word: str) -> HttpResponse:
    messages.success(request, said(ITEM[word], language_of(request)))
    return HttpResponseRedirect(reverse("console_sensitive_inquiries"))


def _reason(request: HttpRequest, ref: str) -> RevealForm:
    purpose = answering_purpose(door_of(request).policy)
    return reveal_form(
        request, purposes=[purpose] if purpose else None, reasons=_REASONS,
        reference=f"inquiry:{ref}",
    )  # fmt: skip


def _shown(
    request: HttpRequest, ref: str, name: str, *, form: forms.Form | None = None,
    opened: SuspectReviewed | None = None, claiming: Claiming | None = None,
    clearing: Clearing | None = None, status: int = 200, why: Sequence[str] = (),
) -> HttpResponse:  # fmt: skip
    language, one = language_of(request), suspects.suspect(ref, name)
    named = kinds(door_of(request).policy, one.sensitive, language)
    with looking():
        looked = opened is not None or has_looked(request, WHAT, name)
    return page(
        request, "console/sensitive/item.html", ITEM, status=status, one=one, why=why,
        item=said(ITEM["file" if one.is_file else "text"], language), inquiry=ref,
        told=said(ITEM["why_inquiry"], language).format(kinds=named), opened=opened, looked=looked,
        pieces=[(opened.text, False)] if opened else (), found=(),
        source=said(CHANNELS[one.channel], language), reveal=form or _reason(request, ref),
        claiming=claiming or claiming_form(request), clearing=clearing or clearing_form(request),
        at=reverse("console_sensitive_inquiry", args=[ref, name]),
        back=reverse("console_sensitive_inquiries"),
    )  # fmt: skip
