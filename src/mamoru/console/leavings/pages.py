"""People who left and wait since several accounts fit them: seeing those, saying whose they are.

Accounts are shown in the answer to a form with purpose and reason; only saying it changes anything.
"""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from mamoru.console.items import item_words
from mamoru.console.leavings.words import ACCOUNTS, LIST
from mamoru.console.requests.accounting import account_told
from mamoru.errors import MamoruError
from mamoru.faces.faults import status_of
from mamoru.faces.frame import page, said
from mamoru.faces.guard import for_officer
from mamoru.faces.here import asker_of, door_of, now_of
from mamoru.faces.language import language_of
from mamoru.faces.revealing import RevealForm, Thing, reveal, reveal_form
from mamoru.gate.asking import Asker, is_reference
from mamoru.gate.looking import looking
from mamoru.gate.scopes import Scopes
from mamoru.rights.leaving.accounts import accounts, settle_accounts, unclear
from mamoru.rights.leaving.report import LeavingReport, leaving
from mamoru.rights.places import AMBIGUOUS
from mamoru.rights.requests.receive import finding_purpose
from mamoru.rights.whose import AccountSeen, AccountsSettled

OPENS = (Scopes.PEOPLE_ERASE, Scopes.PEOPLE_READ)
_REASONS = ("identity", "case", "law", "incident")
_WHOSE = "whose:"


@for_officer(*OPENS)
@require_safe
def listed(request: HttpRequest) -> HttpResponse:
    """List the leavings that wait for somebody to say whose an account is."""
    return _list(request)


@for_officer(*OPENS)
@require_POST
def see(request: HttpRequest, ref: str) -> HttpResponse:
    """Show the accounts in question, with the form that says whose they are."""
    found = leaving(ref)
    form = _why(request, ref, is_sent=True)
    if not form.is_valid():
        return _list(request, failed=(ref, form), status=400)

    def opening(by: Asker, _: str) -> tuple[tuple[AccountSeen, ...], int | None]:
        return accounts(door_of(request), by, ref), None

    seen = reveal(request, Thing(what="leaving_accounts", ref=ref), form, opening)
    words = item_words(door_of(request).policy, language_of(request))
    return page(
        request, "console/requests/accounts.html", ACCOUNTS, ref=found.leaving,
        settle_at=reverse("console_leaving_settled", args=[ref]), is_danger=True,
        back_at=reverse("console_leavings"),
        found=[account_told(one, words) for one in seen],
        reference=form.cleaned_data["reference"],
    )  # fmt: skip


@for_officer(*OPENS, again=True)
@require_POST
def settle(request: HttpRequest, ref: str) -> HttpResponse:
    """Go on with what is said of whose accounts are."""
    language = language_of(request)
    reference = request.POST.get("reference", "").strip()
    if not is_reference(reference):
        messages.error(request, said(ACCOUNTS, language)["reference_help"])
        return _list(request, status=400)
    whose = {
        name.removeprefix(_WHOSE): to
        for name, to in request.POST.items()
        if name.startswith(_WHOSE)
    }
    settled = AccountsSettled(
        theirs=tuple(name for name, to in whose.items() if to == "theirs"),
        others=tuple(name for name, to in whose.items() if to == "other"),
        reference=reference,
    )
    try:
        settle_accounts(door_of(request), asker_of(request), ref, settled)
    except MamoruError as error:
        messages.error(request, error.message(language))
        return _list(request, status=status_of(error))
    messages.success(request, said(LIST, language)["done"])
    return HttpResponseRedirect(reverse("console_leavings"))


def _list(
    request: HttpRequest, *, failed: tuple[str, RevealForm] | None = None, status: int = 200
) -> HttpResponse:
    with looking():
        waiting = unclear()
    return page(
        request, "console/leavings/list.html", LIST, status=status,
        rows=[_row(request, one, failed) for one in waiting],
    )  # fmt: skip


def _row(
    request: HttpRequest, one: LeavingReport, failed: tuple[str, RevealForm] | None
) -> dict[str, Any]:
    is_failed = failed is not None and failed[0] == one.leaving
    return {
        "one": one, "is_failed": is_failed,
        "systems": [each.system for each in one.systems if each.code == AMBIGUOUS],
        "form": failed[1] if failed and is_failed else _why(request, one.leaving, is_sent=False),
        "see_at": reverse("console_leaving_accounts", args=[one.leaving]),
    }  # fmt: skip


def _why(request: HttpRequest, ref: str, *, is_sent: bool) -> RevealForm:
    purpose = finding_purpose(door_of(request).shelf.policy(now_of(request)))
    return reveal_form(
        request, purposes=None if purpose is None else (purpose,), reasons=_REASONS,
        reference=ref, name=f"why_{ref}", is_sent=is_sent,
    )  # fmt: skip
