"""Looking through the values that a request is about, leaving out, seeing what the person will see.

The values are shown in the answer to a form with purpose and reason. Looking at the preview is one
more look; only finishing the review changes anything.
"""

from collections.abc import Mapping

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_POST

from mamoru.console.items import item_words
from mamoru.console.requests import wording
from mamoru.console.requests.call import Call, call_of
from mamoru.console.requests.one import shown
from mamoru.console.requests.opening import OPENS, why
from mamoru.errors import MamoruError
from mamoru.faces.faults import status_of
from mamoru.faces.frame import page
from mamoru.faces.guard import for_officer
from mamoru.faces.revealing import RevealForm, Thing, reveal
from mamoru.gate.asking import Asker
from mamoru.gate.correspondence import inquiries_of
from mamoru.gate.holdings import SeenValue
from mamoru.gate.looking import looking
from mamoru.gate.scopes import Scopes
from mamoru.law.requests import request_rules
from mamoru.policy.words import SOURCES
from mamoru.rights.requests.review import (
    LeftOut,
    Reviewing,
    look_through,
    look_through_systems,
    review,
)
from mamoru.rights.requests.rows import RowSeen
from mamoru.rights.requests.state import CHANGED, DISCLOSE, RECORDS

_OUT = "out:"
_LONGEST = 20_000
Seen = tuple[tuple[SeenValue, ...], tuple[RowSeen, ...]]


@for_officer(*OPENS)
@require_POST
def see_values(request: HttpRequest, ref: str) -> HttpResponse:
    """Show the values that a request is about, with the form that reviews them."""
    call = call_of(request, ref)
    form = why(request, call)
    if not form.is_valid():
        return shown(request, call, reveal=form, status=400)
    return _values(request, call, form)


@for_officer(Scopes.REQUESTS_HANDLE)
@require_POST
def finish(request: HttpRequest, ref: str) -> HttpResponse:
    """Keep what a review came to."""
    call = call_of(request, ref)
    left_out = tuple(
        LeftOut(item=item, ground=ground) for item, ground in _left_out(request.POST).items()
    )
    note = request.POST.get("note", "")[:_LONGEST]
    try:
        review(call.door, call.asker, ref, Reviewing(note=note, left_out=left_out))
    except MamoruError as error:
        messages.error(request, error.message(call.language))
        return shown(request, call_of(request, ref), status=status_of(error))
    messages.success(request, call.word(wording.ONE["done"]))
    return HttpResponseRedirect(f"/console/requests/{ref}")


def _values(request: HttpRequest, call: Call, form: RevealForm) -> HttpResponse:
    def opening(by: Asker, _: str) -> tuple[Seen, int | None]:
        ref = call.row.ref
        found = look_through(call.door, by, ref)
        return (found, look_through_systems(call.door, by, ref)), None

    thing = Thing(what="request_values", ref=call.row.ref, trace=call.row.trace)
    values, rows = reveal(request, thing, form, opening)
    out, words = _left_out(request.POST), item_words(call.door.policy, call.language)
    return page(
        request, "console/requests/values.html", wording.VALUES, call=call, reveal=form,
        values=[(one, *_named(one, words, call), out.get(one.item, "")) for one in values],
        rows=[
            (one, [(words.get(name, name), value) for name, value in one.values.items()],
             [words.get(name, name) for name in one.hidden], out.get(one.row, ""))
            for one in rows
        ],
        inquiries=[(one, out.get(one, "")) for one in _inquiries(call)],
        kept=[(one, words.get(one.item, one.item)) for one in values if one.item not in out],
        kept_rows=[_visible(one, words) for one in rows if one.row not in out],
        grounds=_grounds(call), note=request.POST.get("note", "")[:_LONGEST],
        is_preview="preview" in request.POST,
        can_leave_out=call.row.kind in (DISCLOSE, RECORDS, *CHANGED),
    )  # fmt: skip


def _inquiries(call: Call) -> tuple[str, ...]:
    """Return the inquiries of whoever asks for disclosure; each is read on its own page."""
    if call.row.kind != DISCLOSE or not call.row.person:
        return ()
    with looking():
        return inquiries_of(call.row.person)


def _named(one: SeenValue, words: Mapping[str, str], call: Call) -> tuple[str, str]:
    """Return what an item is called, and from whom it came."""
    source = SOURCES.get(one.source or "")
    return words.get(one.item, one.item), call.word(source) if source else one.source or "–"


def _visible(one: RowSeen, words: Mapping[str, str]) -> tuple[str, list[tuple[str, str]]]:
    """Return where a row is, and its columns as the person sees them."""
    columns = [
        (words.get(name, name), value)
        for name, value in one.values.items()
        if name not in one.hidden
    ]
    return f"{one.system} {one.table}", columns


def _left_out(sent: Mapping[str, str]) -> dict[str, str]:
    """Return item to ground, of what was chosen to be left out."""
    return {
        name.removeprefix(_OUT): ground
        for name, ground in sent.items()
        if name.startswith(_OUT) and ground
    }


def _grounds(call: Call) -> list[tuple[str, str]]:
    """Return the grounds on which something can be left out, each with its article."""
    rules = request_rules().grounds
    procedural = ("identity_unverifiable", "mandate_unproved", "fee_unpaid")
    return [
        (name, f"{call.word(rules[name].word)} ({call.article(article)})")
        for name, article in call.kind.refuse.items()
        if name not in procedural
    ]
