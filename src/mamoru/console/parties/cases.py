"""Cases of clause 4: asked for with evidence, decided by somebody else, closed."""

from collections.abc import Mapping, Sequence

import msgspec
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from mamoru.console.acting import Asking, filled, may
from mamoru.console.items import item_words, purposes_of
from mamoru.console.officers import names_of
from mamoru.console.parties.acts import PartyAct, there
from mamoru.console.parties.form_words import FORMS
from mamoru.console.parties.forms import CaseForm, items_of
from mamoru.console.parties.words import CASE, CASE_STATES, CASES, STAGES
from mamoru.console.worded import Worded, choices, said
from mamoru.errors import Language
from mamoru.faces.frame import page
from mamoru.faces.guard import for_officer
from mamoru.faces.here import account_of, asker_of, door_of
from mamoru.faces.language import language_of
from mamoru.faces.listing import Asked, Cell, Column, Filter, Listing, Row, listing_page
from mamoru.gate.looking import looking
from mamoru.gate.scopes import Scopes
from mamoru.law.citing import clause
from mamoru.parties import queries, scopes
from mamoru.parties.cases import SENSITIVE, Case, Evidence, NewCase
from mamoru.parties.party import is_party
from mamoru.policy.model import Policy
from mamoru.policy.words import Word
from mamoru.provision.cases import ask as room

_EVIDENCE = (
    "statute", "body", "document", "scope", "facts", "difficulty", "impediment", "deal", "stage",
    "purposes", "exception",
)  # fmt: skip
_TAGS = {"asked": "warn", "approved": "good", "refused": "bad", "closed": "plain"}


@for_officer(Scopes.RECORDS_READ)
@require_safe
def listed(request: HttpRequest) -> HttpResponse:
    """Show every case."""
    words = CASE | {"title": CASE["list_title"]}
    return listing_page(request, LISTING, "console/parties/cases.html", words)


def _rows(asked: Asked) -> Sequence[Case]:
    of = asked.chosen["party"]
    with looking():
        return scopes.cases(of if is_party(of) else None, state=asked.chosen["state"] or None)


def _row(one: Case, asked: Asked) -> Row:
    with looking():
        name = queries.party(one.party).name
    return Row(
        address=reverse("console_case", args=[one.ref]),
        cells=(
            Cell(text=asked.word(CASES[one.case])),
            Cell(text=name, address=there(one.party)),
            Cell(text=asked.word(CASE_STATES[one.state]), tag=_TAGS[one.state]),
            Cell(at=one.asked_at),
            Cell(text=str(one.until or "–")),
        ),
    )


LISTING = Listing(
    caption=CASE["caption"], first="-asked", rows=_rows, row=_row, key="ref",
    columns=(
        Column(name="case", word=CASE["case"], sorts="case"),
        Column(name="party", word=CASE["party"]),
        Column(name="state", word=CASE["state"], sorts="state"),
        Column(name="asked", word=CASE["asked_at"], sorts="asked_at"),
        Column(name="until", word=CASE["until"]),
    ),
    filters=(
        Filter(name="state", word=CASE["state"], choices=tuple(CASE_STATES.items())),
        Filter(name="party", word=CASE["party"]),
    ),
)  # fmt: skip


@for_officer(Scopes.RECORDS_READ)
@require_safe
def case(request: HttpRequest, ref: str) -> HttpResponse:
    """Show one case, and let it be decided."""
    language, account = language_of(request), account_of(request)
    with looking():
        one = scopes.case(ref)
        name = queries.party(one.party).name
    named = item_words(door_of(request).policy, language)
    shown = msgspec.structs.asdict(one.evidence)
    called = _called(door_of(request).policy, language)
    evidence = [
        (said(FORMS[what], language), _told_as(value, called))
        for what, value in shown.items()
        if value
    ]
    return page(
        request, "console/parties/case.html", CASE, case=one, name=name, evidence=evidence,
        items=[named.get(item, item) for item in one.items],
        word=said(CASES[one.case], language), state=said(CASE_STATES[one.state], language),
        tag=_TAGS[one.state], names=names_of([one.asked_by, one.decided_by], language),
        is_own=one.asked_by == account.handle, may_approve=may(request, Scopes.CASES_APPROVE),
        may_ask=may(request, Scopes.CASES_ASK),
    )  # fmt: skip


def _called(policy: Policy, language: Language) -> Mapping[str, str]:
    """Return what stages and purposes in the evidence are called."""
    return dict(choices(STAGES, language)) | dict(purposes_of(policy, language))


def _told_as(value: str | Sequence[str], called: Mapping[str, str]) -> str:
    told = [value] if isinstance(value, str) else value
    return ", ".join(called.get(one, one) for one in told)


@for_officer(Scopes.CASES_APPROVE)
@require_POST
def decision(request: HttpRequest, ref: str) -> HttpResponse:
    """Approve or refuse a case that somebody else asked for."""
    decide = room.approve if request.POST.get("do") == "approve" else room.refuse
    decide(door_of(request), asker_of(request), ref)
    return _told(request, ref)


@for_officer(Scopes.CASES_ASK)
@require_POST
def closing(request: HttpRequest, ref: str) -> HttpResponse:
    """Close a case."""
    room.close(door_of(request), asker_of(request), ref)
    return _told(request, ref)


def _told(request: HttpRequest, ref: str) -> HttpResponse:
    messages.success(request, said(CASE["done"], language_of(request)))
    return HttpResponseRedirect(reverse("console_case", args=[ref]))


def _offered(form: Worded, asking: Asking) -> None:
    policy = asking.door.policy
    form.choose("items", items_of(policy, asking.language))
    form.choose("purposes", purposes_of(policy, asking.language))
    told = ((cite, policy.said.get(cite)) for cite in SENSITIVE)
    exceptions = [
        (cite, f"{clause(cite, asking.language)} {said(Word(one.ja, one.en), asking.language)}")
        for cite, one in told
        if one
    ]
    form.choose("sensitive", [("", said(FORMS["empty"], asking.language)), *exceptions])


def _ask(asking: Asking) -> str:
    evidence = msgspec.convert(filled(asking.given, *_EVIDENCE), Evidence)
    new = msgspec.convert(
        {**filled(asking.given, "case", "items", "until", "sensitive"), "party": asking.ref,
         "evidence": evidence},
        NewCase, from_attributes=True,
    )  # fmt: skip
    made = room.ask(asking.door, asking.asker, new)
    return reverse("console_case", args=[made.ref])


ASK = PartyAct(
    name="case", title=CASE["ask"], lead=CASE["lead"], done=CASE["done"], scope=Scopes.CASES_ASK,
    form=CaseForm, do=_ask, back=there, prepare=_offered,
)  # fmt: skip
