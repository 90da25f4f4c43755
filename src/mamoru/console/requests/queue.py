"""The queue of requests: by state, kind, whom they wait for, and deadline."""

from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from mamoru.console.requests import wording, words
from mamoru.faces.guard import for_officer
from mamoru.faces.here import account_of
from mamoru.faces.listing import Asked, Cell, Column, Filter, Listing, Row, listing_page
from mamoru.gate.scopes import Scopes
from mamoru.law.requests import request_rules
from mamoru.policy.words import Word
from mamoru.rights.requests.models import Request
from mamoru.rights.requests.state import ENDED, WAITS_FOR, WORKED
from mamoru.rights.requests.view import summary

SEEING = (Scopes.REQUESTS_HANDLE, Scopes.RECORDS_READ)
"""Either lets the list and the steps be seen, which hold no value."""
KINDS = tuple(dict.fromkeys((one.name, one.word) for one in request_rules().kinds))
_DEAD = Q(state__in=WORKED, next_try_at=None)
_WHEN: dict[str, Word] = {
    "late": Word("期限切れ", "late"),
    "soon": Word("期限間近", "due soon"),
    "dead": Word("失敗して停止", "failed"),
}


def queue_rows(asked: Asked) -> QuerySet[Any]:
    """Return the requests that are chosen; those that have ended only where that is asked for."""
    chosen = asked.chosen
    rows = Request.objects.all()
    if chosen["state"]:
        rows = rows.filter(state=chosen["state"])
    elif chosen["which"] != "all":
        rows = rows.filter(state__in=list(WAITS_FOR))
    if chosen["kind"]:
        rows = rows.filter(kind=chosen["kind"])
    if who := chosen["who"]:
        theirs = Q(state__in=[state for state, one in WAITS_FOR.items() if one == who])
        rows = rows.filter(theirs | _DEAD if who == "officer" else theirs & ~_DEAD)
    if chosen["when"] == "dead":
        return rows.filter(_DEAD)
    if chosen["when"] == "late":
        return rows.exclude(state__in=ENDED).filter(answered_at=None, due_at__lte=asked.now)
    if chosen["when"] == "soon":
        near = rows.filter(answered_at=None, warn_at__lte=asked.now, due_at__gt=asked.now)
        return near.exclude(state__in=ENDED)
    return rows


def _row(one: Request, asked: Asked) -> Row:
    found = summary(one, asked.now)
    colour = "bad" if found.is_late or found.is_dead else "warn" if found.is_warned else "plain"
    waits = words.WHO.get(found.waits_for or "")
    return Row(
        address=f"/console/requests/{one.ref}",
        cells=(
            Cell(text=one.ref),
            Cell(text=asked.word(dict(KINDS)[one.kind])),
            Cell(text=asked.word(words.STATES[one.state]), tag=colour),
            Cell(text=asked.word(waits) if waits else "–"),
            Cell(at=one.due_at),
            Cell(at=one.arrived_at),
        ),
    )


LISTING = Listing(
    caption=Word("請求の一覧", "The list of requests"),
    columns=(
        Column(name="request", word=Word("請求", "Request")),
        Column(name="kind", word=Word("種類", "Kind")),
        Column(name="state", word=Word("段階", "State")),
        Column(name="who", word=Word("待っている相手", "Waits for")),
        Column(name="due", word=Word("期限", "Due"), sorts="due_at"),
        Column(name="arrived", word=Word("受付", "Arrived"), sorts="arrived_at"),
    ),
    filters=(
        Filter(name="which", word=Word("範囲", "Which"), choices=(
            ("all", Word("終わったものも含む", "ended ones too")),
        ), unset=Word("終わっていないもの", "open ones")),
        Filter(name="state", word=Word("段階", "State"), choices=tuple(words.STATES.items())),
        Filter(name="kind", word=Word("種類", "Kind"), choices=KINDS),
        Filter(
            name="who", word=Word("待っている相手", "Waits for"), choices=tuple(words.WHO.items())
        ),
        Filter(name="when", word=Word("急ぐもの", "Urgent"), choices=tuple(_WHEN.items())),
    ),
    first="due", rows=queue_rows, row=_row,
)  # fmt: skip


@for_officer(one_of=SEEING)
@require_safe
def queue(request: HttpRequest) -> HttpResponse:
    """Show the queue."""
    can_receive = Scopes.REQUESTS_RECEIVE in account_of(request).scopes
    return listing_page(
        request, LISTING, "console/requests/queue.html", wording.QUEUE, can_receive=can_receive
    )
