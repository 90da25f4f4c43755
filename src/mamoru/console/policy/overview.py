"""Every version and every text that is worked on."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from mamoru.console.officers import names_of
from mamoru.console.policy.words import OVERVIEW, STATES
from mamoru.console.worded import said
from mamoru.faces.frame import page
from mamoru.faces.guard import for_officer
from mamoru.faces.here import account_of, now_of
from mamoru.faces.language import language_of
from mamoru.gate.looking import looking
from mamoru.gate.scopes import Scopes
from mamoru.notices.listing import revisions
from mamoru.notices.sheets import every


@for_officer(Scopes.POLICY_READ)
@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """List versions, drafts and what is worked on."""
    language = language_of(request)
    with looking():
        found = revisions(now_of(request))
    rows = [(one, said(STATES[one.state], language)) for one in reversed(found)]
    sheets = every()
    return page(
        request, "console/policy/overview.html", OVERVIEW, rows=rows, sheets=sheets,
        names=names_of((one.saved_by for one in sheets), language),
        may_revise=Scopes.POLICY_REVISE in account_of(request).scopes,
    )  # fmt: skip
