"""Seeing accounts that several people may have, and saying which are whose.

They are shown in the answer to a form with purpose and reason; only saying it changes anything.
"""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from mamoru.console.items import item_words
from mamoru.console.requests import wording
from mamoru.console.requests.call import call_of
from mamoru.console.requests.one import shown
from mamoru.console.requests.opening import OPENS, why
from mamoru.errors import MamoruError
from mamoru.faces.faults import status_of
from mamoru.faces.frame import page
from mamoru.faces.guard import for_officer
from mamoru.faces.revealing import Thing, reveal
from mamoru.gate.asking import Asker, is_reference
from mamoru.gate.kinds import item_of
from mamoru.gate.scopes import Scopes
from mamoru.rights.requests.accounts import accounts, settle_accounts
from mamoru.rights.requests.errors import InvalidRequestError
from mamoru.rights.whose import AccountSeen, AccountsSettled

_WHOSE = "whose:"


@for_officer(*OPENS)
@require_POST
def see_accounts(request: HttpRequest, ref: str) -> HttpResponse:
    """Show the accounts in question, with the form that says whose they are."""
    call = call_of(request, ref)
    form = why(request, call)
    if not form.is_valid():
        return shown(request, call, reveal=form, status=400)

    def opening(by: Asker, _: str) -> tuple[tuple[AccountSeen, ...], int | None]:
        return accounts(call.door, by, ref), None

    thing = Thing(what="request_accounts", ref=ref, trace=call.row.trace)
    found = reveal(request, thing, form, opening)
    return page(
        request, "console/requests/accounts.html", wording.ACCOUNTS, ref=ref,
        settle_at=reverse("console_request_accounts_settled", args=[ref]),
        back_at=reverse("console_request", args=[ref]),
        found=[account_told(one, item_words(call.door.policy, call.language)) for one in found],
        reference=form.cleaned_data["reference"],
    )  # fmt: skip


def account_told(one: AccountSeen, words: dict[str, str]) -> dict[str, object]:
    """Return an account as its page shows it, with the words of its items."""
    return {
        "account": one.account, "system": one.system, "table": one.table,
        "fits": [words.get(item_of(kind), kind) for kind in one.fits],
        "values": [(words.get(column, column), value) for column, value in one.values.items()],
    }  # fmt: skip


@for_officer(Scopes.REQUESTS_HANDLE)
@require_POST
def settle(request: HttpRequest, ref: str) -> HttpResponse:
    """Keep whose accounts are."""
    call = call_of(request, ref)
    reference = request.POST.get("reference", "").strip()
    if not is_reference(reference):
        messages.error(request, call.word(wording.ACCOUNTS["reference_help"]))
        return shown(request, call, status=400)
    said = {
        name.removeprefix(_WHOSE): whose
        for name, whose in request.POST.items()
        if name.startswith(_WHOSE)
    }
    settled = AccountsSettled(
        theirs=tuple(name for name, whose in said.items() if whose == "theirs"),
        others=tuple(name for name, whose in said.items() if whose == "other"),
        reference=reference,
    )
    try:
        settle_accounts(call.door, call.asker, ref, settled)
    except InvalidRequestError as error:
        reason = error.facts[f"reason_{call.language}"]
        messages.error(request, call.word(wording.ACCOUNTS["unfit"]).format(reason=reason))
        return shown(request, call_of(request, ref), status=status_of(error))
    except MamoruError as error:
        messages.error(request, error.message(call.language))
        return shown(request, call_of(request, ref), status=status_of(error))
    messages.success(request, call.word(wording.ONE["done"]))
    return HttpResponseRedirect(f"/console/requests/{ref}")
