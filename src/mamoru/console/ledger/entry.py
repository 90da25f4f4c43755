"""One entry: in words, with the clauses that decided, and the proof that the ledger holds it."""

from typing import NamedTuple

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_safe

from mamoru.console.ledger.finding import vkey
from mamoru.console.ledger.saying import clauses_of, facts_of, needs_of, told
from mamoru.console.ledger.words import ENTRY
from mamoru.console.officers import every_name
from mamoru.console.worded import said
from mamoru.errors import IntegrityError
from mamoru.faces.frame import page
from mamoru.faces.guard import for_officer
from mamoru.faces.here import door_of
from mamoru.faces.language import language_of
from mamoru.gate.consider import place_of
from mamoru.gate.looking import looking
from mamoru.gate.scopes import Scopes
from mamoru.law.citing import clause
from mamoru.ledger.entries import Handled, decode
from mamoru.ledger.proof import entry_bytes, latest, receipt
from mamoru.ledger.trace import Recorded
from mamoru.ledger.tree.errors import CheckpointMissingError
from mamoru.ledger.tree.notes import encode
from mamoru.ledger.tree.receipts import Receipt, check_receipt

LARGEST = 1 << 60


class Proof(NamedTuple):
    """The way from an entry to the root that is signed."""

    holds: bool
    hashes: tuple[str, ...]
    size: int


@for_officer(Scopes.LEDGER)
@require_safe
def entry(request: HttpRequest, index: int) -> HttpResponse:
    """Show the entry at an index."""
    _check(index)
    with looking() as cursor:
        raw = entry_bytes(cursor, index)
        try:
            size = latest(cursor)[0].size
            proved = receipt(cursor, index) if index < size else None
        except CheckpointMissingError:
            size, proved = 0, None
    found = Recorded(0, index, raw, decode(raw, index))
    return _shown(request, found, proved, size)


@for_officer(Scopes.LEDGER)
@require_safe
def ticketed(request: HttpRequest, ticket: int) -> HttpResponse:
    """Lead to the entry with a ticket; it is shown without a number where it has none yet."""
    _check(ticket)
    with looking():
        found = place_of(ticket)
    if found.index is not None:
        return HttpResponseRedirect(reverse("console_ledger_entry", args=[found.index]))
    return _shown(request, found, None, 0)


@for_officer(Scopes.LEDGER)
@require_safe
def proof_file(_: HttpRequest, index: int) -> HttpResponse:
    """Give the receipt of an entry (C2SP tlog-proof): hashes, a signature, nothing of anybody."""
    _check(index)
    with looking() as cursor:
        found = receipt(cursor, index)
    return HttpResponse(
        str(found), content_type="text/plain; charset=utf-8",
        headers={
            "Content-Disposition": f'attachment; filename="entry-{index}.tlog-proof"',
            "X-Content-Type-Options": "nosniff",
        },
    )  # fmt: skip


def _check(number: int) -> None:
    if number >= LARGEST:
        raise Http404


def _shown(
    request: HttpRequest, found: Recorded, proved: Receipt | None, size: int
) -> HttpResponse:
    language, door = language_of(request), door_of(request)
    names = every_name(language)
    one = found.entry
    handled = one if isinstance(one, Handled) else None
    heading = said(ENTRY["title" if found.index is not None else "pending"], language)
    return page(
        request, "console/ledger/entry.html", ENTRY, index=found.index,
        heading=heading.format(number=found.index),
        row=told(found, door.policy, names, language), handled=handled,
        clauses=clauses_of(door, handled, language) if handled else (),
        needs=needs_of(handled, language) if handled else (),
        law=[clause(one, language) for one in handled.law] if handled else (),
        facts=facts_of(one, door.policy, names, language), raw=found.raw.decode(),
        proof=_proof(request, proved, found.raw, size) if proved else None,
        before=found.index - 1 if found.index else None,
        after=found.index + 1 if found.index is not None and found.index + 1 < size else None,
    )  # fmt: skip


def _proof(request: HttpRequest, proved: Receipt, raw: bytes, size: int) -> Proof:
    try:
        check_receipt(str(proved), raw, vkey(request))
        holds = True
    except IntegrityError:
        holds = False
    return Proof(holds, tuple(encode(one) for one in proved.proof), size)
