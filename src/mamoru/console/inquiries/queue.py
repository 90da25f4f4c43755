"""The queue: what waits for an answer, and all there ever was; nothing of what was written."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from mamoru.console.inquiries.words import DEADLINES, KIND, LANES, QUEUE, STATES, WHOSE
from mamoru.console.officers import every_name
from mamoru.console.worded import said
from mamoru.desk.listing import waits
from mamoru.desk.models import Attachment, Inquiry, Message
from mamoru.desk.state import OPEN, InquiryState, Lane
from mamoru.faces.frame import page
from mamoru.faces.guard import for_officer
from mamoru.faces.here import account_of, now_of
from mamoru.faces.language import language_of
from mamoru.faces.listing import AFTER, Asked, Cell, Column, Filter, Listing, Row, listed
from mamoru.gate.looking import looking
from mamoru.gate.scopes import Scopes

LOOK = (Scopes.INQUIRIES_HANDLE, Scopes.RECORDS_READ)
"""Whoever has one of these sees which inquiries there are, and nothing that was written."""
_NOT_CLOSED = (*OPEN, InquiryState.ANSWERED, InquiryState.WAITING)
_COLUMNS = (
    Column(name="number", word=QUEUE["number"]),
    Column(name="due", word=QUEUE["due"], sorts="due_at"),
    Column(name="kind", word=QUEUE["kind"]),
    Column(name="state", word=QUEUE["state"]),
    Column(name="assignee", word=QUEUE["assignee"]),
    Column(name="arrived", word=QUEUE["arrived"], sorts="pk"),
    Column(name="mark", word=QUEUE["mark"]),
)


@for_officer(one_of=LOOK)
@require_safe
def queue(request: HttpRequest) -> HttpResponse:
    """List what is not closed, the most urgent first."""
    return _listed(request, is_all=False)


@for_officer(one_of=LOOK)
@require_safe
def every(request: HttpRequest) -> HttpResponse:
    """List all there ever was, the latest first."""
    return _listed(request, is_all=True)


def _listed(request: HttpRequest, *, is_all: bool) -> HttpResponse:
    handle, now = account_of(request).handle, now_of(request)
    with looking():
        shown = listed(request, listing(handle, every_name(language_of(request)), is_all=is_all))
        if request.headers.get("HX-Request") and AFTER in request.GET:
            return page(request, "faces/listing_rows.html", QUEUE, listing=shown)
        count = waits(now)
    language = language_of(request)
    return page(
        request, "console/inquiries/queue.html", QUEUE, listing=shown, is_all=is_all,
        told=said(QUEUE["waits"], language).format(
            received=count.received, assigned=count.assigned, late=count.late, held=count.held,
            not_sent=count.not_sent,
        ),
        held=count.held, may_handle=Scopes.INQUIRIES_HANDLE in account_of(request).scopes,
        may_read=Scopes.RECORDS_READ in account_of(request).scopes,
    )  # fmt: skip


def listing(handle: str, names: Mapping[str, str], *, is_all: bool) -> Listing:
    """Return what a list shows to the officer with that handle; `names` are those of officers."""
    states = tuple(STATES) if is_all else _NOT_CLOSED
    filters = [
        Filter(name="lane", word=QUEUE["lane"], choices=tuple(LANES.items())),
        Filter(
            name="state", word=QUEUE["state"],
            choices=tuple((str(one), STATES[one]) for one in states),
        ),
        Filter(name="kind", word=QUEUE["kind"], choices=tuple(KIND.items())),
    ]  # fmt: skip
    if not is_all:
        filters += [
            Filter(name="deadline", word=QUEUE["deadline"], choices=tuple(DEADLINES.items())),
            Filter(name="assignee", word=QUEUE["assignee"], choices=tuple(WHOSE.items())),
        ]
    return Listing(
        caption=QUEUE["every" if is_all else "open"], columns=_COLUMNS,
        first="-arrived" if is_all else "due", filters=tuple(filters),
        rows=partial(_rows, handle=handle, is_all=is_all), row=partial(_row, names=names),
    )  # fmt: skip


def _rows(asked: Asked, *, handle: str, is_all: bool) -> QuerySet[Inquiry]:
    chosen = asked.chosen
    rows = Inquiry.objects.all()
    if not is_all and not chosen["state"]:
        rows = rows.filter(state__in=_NOT_CLOSED)
    if not is_all and not chosen["lane"]:
        rows = rows.exclude(lane=Lane.AUTOMATIC)
    rows = rows.filter(**{name: chosen[name] for name in ("lane", "state", "kind") if chosen[name]})
    if whose := chosen.get("assignee"):
        rows = rows.filter(assignee=handle if whose == "mine" else "")
    if deadline := chosen.get("deadline"):
        rows = rows.filter(state__in=OPEN, warn_at__lte=asked.now)
        is_late = deadline == "late"
        rows = rows.filter(due_at__lte=asked.now) if is_late else rows.filter(due_at__gt=asked.now)
    waiting = Message.objects.filter(inquiry=OuterRef("pk"))
    files = Attachment.objects.filter(message__inquiry=OuterRef("pk"), purge_at__isnull=False)
    return rows.annotate(
        on_hold=Exists(waiting.filter(is_on_hold=True)),
        withheld=Exists(waiting.filter(purge_at__isnull=False)), aside=Exists(files),
    )  # fmt: skip


def _row(one: Any, asked: Asked, *, names: Mapping[str, str]) -> Row:  # noqa: ANN401 - annotated
    mark, tag = _mark(one, asked)
    return Row(
        address=reverse("console_inquiry", args=[one.ref]),
        cells=(
            Cell(text=one.ref), Cell(at=one.due_at), Cell(text=asked.word(KIND[one.kind])),
            Cell(text=asked.word(STATES[one.state])),
            Cell(text=names.get(one.assignee, one.assignee) or "–"),
            Cell(at=one.arrived_at), Cell(text=mark, tag=tag),
        ),
    )  # fmt: skip


def _mark(one: Any, asked: Asked) -> tuple[str, str]:  # noqa: ANN401 - likewise
    is_open = one.state in OPEN and one.lane != Lane.AUTOMATIC
    marks = (
        (is_open and one.due_at <= asked.now, "late", "bad"), (bool(one.problem), "problem", "bad"),
        (one.on_hold, "on_hold", "warn"), (one.withheld or one.aside, "withheld", "warn"),
        (is_open and one.warn_at <= asked.now, "near", "warn"),
    )  # fmt: skip
    found = ((asked.word(QUEUE[name]), tag) for is_so, name, tag in marks if is_so)
    return next(found, ("–", ""))
