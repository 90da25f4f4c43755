"""One inquiry: how it stands, what happened, what can be done; what was written only on request."""

from collections.abc import Callable
from typing import Final, TypeVar

from django import forms
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_POST, require_safe

from mamoru.console.inquiries.acts import acts_of
from mamoru.console.inquiries.facts import facts_of, steps_of
from mamoru.console.inquiries.queue import LOOK
from mamoru.console.inquiries.replying import reply_form
from mamoru.console.inquiries.thread_words import ONE
from mamoru.console.inquiries.words import SENDING
from mamoru.console.officers import every_name
from mamoru.console.worded import said
from mamoru.desk import listing
from mamoru.desk.handling import answering_purpose
from mamoru.desk.models import Inquiry, Step
from mamoru.desk.reading import FileRead, MessageSeen, Thread, attachment, thread
from mamoru.desk.steps import inquiry_row
from mamoru.faces.frame import page
from mamoru.faces.given_file import sent_file
from mamoru.faces.guard import for_officer
from mamoru.faces.here import account_of, door_of, now_of
from mamoru.faces.language import language_of
from mamoru.faces.revealing import RevealForm, Thing, What, reveal, reveal_form
from mamoru.gate.asking import Asker
from mamoru.gate.looking import looking
from mamoru.gate.scopes import Scopes

T = TypeVar("T")
INQUIRY: Final = "inquiry"
FILE: Final = "inquiry_file"
"""Kinds of thing that are opened, as their reasons are kept under."""
REASONS = ("inquiry", "request", "incident", "misuse", "law")


@for_officer(one_of=LOOK)
@require_safe
def one(request: HttpRequest, ref: str) -> HttpResponse:
    """Show where an inquiry stands; nothing of what was written."""
    return shown(request, row_of(ref))


@for_officer(Scopes.INQUIRIES_HANDLE)
@require_POST
def opened(request: HttpRequest, ref: str) -> HttpResponse:
    """Show what was written, this once, with the reason on record."""
    row, door = row_of(ref), door_of(request)
    form = _reason(request, row)
    if not form.is_valid():
        return shown(request, row, reason=form, status=400)
    found = _reveal(request, row, INQUIRY, ref, form, "read", lambda by: thread(door, by, ref))
    return shown(request, row_of(ref), written=found)


@for_officer(Scopes.INQUIRIES_HANDLE, again=True)
@require_POST
def file(request: HttpRequest, ref: str, name: str) -> HttpResponseBase:
    """Give a file of an inquiry to be kept, never to be shown by the browser."""
    row, door = row_of(ref), door_of(request)
    form = _reason(request, row)
    if not form.is_valid():
        return shown(request, row, reason=form, status=400)
    found: FileRead = _reveal(
        request, row, FILE, name, form, "attachment_read",
        lambda by: attachment(door, by, ref, name),
    )  # fmt: skip
    return sent_file(found.content, found.name)


def row_of(ref: str) -> Inquiry:
    """Return an inquiry; raises `UnknownInquiryError`."""
    with looking():
        return inquiry_row(ref)


def shown(
    request: HttpRequest, row: Inquiry, *, written: Thread | None = None,
    reason: RevealForm | None = None, act: tuple[str, forms.Form] | None = None,
    reply: forms.Form | None = None, preview: object = None, status: int = 200,
) -> HttpResponse:  # fmt: skip
    """Return the page of an inquiry, with a form as it was sent where something was wrong with it.

    What was written is shown only with the answer to the form that asked for it.
    """
    language, account = language_of(request), account_of(request)
    names = every_name(language)
    with looking():
        found = listing.report(row, now_of(request))
    may_handle = Scopes.INQUIRIES_HANDLE in account.scopes
    return page(
        request, "console/inquiries/one.html", ONE, status=status, row=row,
        heading=said(ONE["title"], language).format(number=row.ref),
        facts=facts_of(found, names, language), steps=steps_of(found, names, language),
        may_handle=may_handle, may_ledger=Scopes.LEDGER in account.scopes,
        messages_seen=_seen(request, written), is_open=written is not None,
        reveal=reason or _reason(request, row, is_fresh=True),
        acts=acts_of(request, row, act) if may_handle else (),
        reply=reply or reply_form(request, row), preview=preview,
    )  # fmt: skip


def _reason(request: HttpRequest, row: Inquiry, *, is_fresh: bool = False) -> RevealForm:
    purpose = answering_purpose(door_of(request).policy)
    form = reveal_form(
        request, purposes=[purpose] if purpose else None, reasons=REASONS,
        reference=f"inquiry:{row.ref}",
    )  # fmt: skip
    if is_fresh and form.is_bound:
        form.is_bound = False
    return form


def _reveal(
    request: HttpRequest, row: Inquiry, what: What, ref: str, form: RevealForm, step: str,
    opening: Callable[[Asker], T],
) -> T:  # fmt: skip
    def told(by: Asker, _: str) -> tuple[T, int | None]:
        return opening(by), _ticket(row, step)

    return reveal(request, Thing(what=what, ref=ref, trace=row.trace), form, told)


def _ticket(row: Inquiry, change: str) -> int | None:
    with looking():
        last = Step.objects.filter(inquiry=row, change=change).order_by("-pk").first()
        return last.ticket if last else None


def _seen(request: HttpRequest, written: Thread | None) -> list[tuple[MessageSeen, str, str]]:
    """Return each message with who wrote it and how its sending stands, in words."""
    language = language_of(request)
    names = every_name(language)
    return [
        (
            one, names.get(one.by or "", one.by or one.address or "–"),
            said(SENDING[one.send_state], language) if one.send_state in SENDING else "",
        )
        for one in (written.messages if written else ())
    ]  # fmt: skip
