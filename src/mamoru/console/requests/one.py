"""One request: where it stands, what can be done now, and what happened to it."""

from dataclasses import dataclass

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_POST, require_safe

from mamoru.console.problems import problem
from mamoru.console.requests import wording, words
from mamoru.console.requests.act import Act
from mamoru.console.requests.call import Call, call_of
from mamoru.console.requests.deciding_acts import DECIDING
from mamoru.console.requests.facts import checks_of, facts_of, history_of, places_shown
from mamoru.console.requests.identity_acts import IDENTITY
from mamoru.console.requests.opening import Opening, openings_of
from mamoru.console.requests.queue import SEEING
from mamoru.console.requests.receiving_acts import ABANDON, RECEIVING
from mamoru.errors import MamoruError
from mamoru.faces.faults import status_of
from mamoru.faces.frame import page
from mamoru.faces.guard import View, for_officer
from mamoru.faces.here import account_of
from mamoru.faces.revealing import RevealForm
from mamoru.rights.requests.eyes import is_own
from mamoru.rights.requests.state import RequestState
from mamoru.rights.requests.view import report

ACTS = (*IDENTITY, *RECEIVING, *DECIDING, *ABANDON)


@dataclass(frozen=True, slots=True, kw_only=True)
class Offered:
    """An act with its form, as the page shows it."""

    act: Act
    word: str
    told: str
    undo: str
    article: str
    form: forms.Form
    is_failed: bool


@for_officer(one_of=SEEING)
@require_safe
def one(request: HttpRequest, ref: str) -> HttpResponse:
    """Show a request."""
    return shown(request, call_of(request, ref))


def shown(
    request: HttpRequest, call: Call, *, failed: tuple[str, forms.Form] | None = None,
    reveal: RevealForm | None = None, status: int = 200,
) -> HttpResponse:  # fmt: skip
    """Return the page of a request; `failed` is the form of an act that did not work."""
    scopes = account_of(request).scopes
    found = report(call.row, call.now)
    opened: tuple[Opening, ...] = openings_of(request, call, scopes, reveal)
    return page(
        request, "console/requests/one.html", wording.ONE, status=status, found=found,
        call=call, facts=facts_of(call, found), places=places_shown(call, found),
        opens_first=call.row.state in (RequestState.REVIEW, RequestState.ACCOUNT),
        history=history_of(call, found), offered=_offered(call, scopes, failed), openings=opened,
        state=call.word(words.STATES[call.row.state]), checks=checks_of(call, found),
        waits=call.word(words.WHO[found.summary.waits_for]) if found.summary.waits_for else "",
        problem=problem(found.summary.problem or "", call.language),
        is_own=call.row.state == RequestState.DECISION
        and any(is_own(call.row, call.asker, outcome) for outcome in ("whole", "refused")),
    )  # fmt: skip


def _offered(
    call: Call, scopes: frozenset[str], failed: tuple[str, forms.Form] | None
) -> tuple[Offered, ...]:
    return tuple(
        Offered(
            act=act, word=call.word(act.word), told=call.word(act.told),
            undo="" if act.undo is None else call.word(act.undo),
            article=call.article(act.article),
            form=failed[1] if failed and failed[0] == act.name else act.form(call),
            is_failed=failed is not None and failed[0] == act.name,
        )
        for act in ACTS
        if act.is_offered(call, scopes)
    )  # fmt: skip


def view_of(act: Act) -> View[[str]]:
    """Return the view that does an act."""

    @for_officer(act.scope, again=act.again)
    @require_POST
    def done(request: HttpRequest, ref: str) -> HttpResponse:
        call = call_of(request, ref)
        form = act.form(call, request.POST, request.FILES)
        status = 400
        if form.is_valid():
            try:
                once = act.run(call, form.cleaned_data)
            except forms.ValidationError as wrong:
                form.add_error(None, wrong)
            except MamoruError as error:
                form.add_error(None, error.message(call.language))
                status = status_of(error)
            else:
                if once is not None:
                    lines = [(call.word(word), value) for word, value in once.lines]
                    return page(
                        request, "console/requests/once.html", wording.ONCE, lines=lines, ref=ref
                    )
                messages.success(request, call.word(wording.ONE["done"]))
                return HttpResponseRedirect(f"/console/requests/{ref}")
        return shown(request, call_of(request, ref), failed=(act.name, form), status=status)

    return done
