"""The list of a person's requests, and one request: where it stands and what can be done now."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_safe

from mamoru.errors import Language
from mamoru.faces.frame import page
from mamoru.faces.guard import for_everybody, for_person
from mamoru.faces.here import account_of, door_of, now_of
from mamoru.faces.language import language_of
from mamoru.faces.signed_in import is_lately
from mamoru.gate.looking import looking
from mamoru.law.calendar import tokyo_day
from mamoru.law.citing import in_full
from mamoru.law.figures import clock_named
from mamoru.law.requests import request_kind
from mamoru.notices.places import in_language
from mamoru.policy.model import Policy
from mamoru.portal.asking.form import FollowForm
from mamoru.portal.asking.kinds import BY_SESSION, PARTED
from mamoru.portal.asking.models import Followed
from mamoru.portal.asking.progress import (
    BEFORE_IDENTITY,
    FOLLOW,
    ONE,
    STATES,
    STEPS,
    STEPS_OF_AGENT,
    WAITING,
)
from mamoru.portal.asking.viewer import Viewer, follow, following, signed_in
from mamoru.portal.asking.wording import LIST
from mamoru.rights.requests.adding import TAKEN, papers_added
from mamoru.rights.requests.matching import OPEN
from mamoru.rights.requests.models import Paper, Request, Step
from mamoru.rights.requests.papers import ANSWER
from mamoru.rights.requests.state import ENDED, ERASE, RequestState
from mamoru.screening.proofs import Document

SHOWN = 100
OF_SOMEBODY = ("duplicate",)
"""Ends of a request that tell whoever only claims to be somebody that the person is held."""
ACTS = (
    "code",
    "try",
    "session",
    "document",
    "paper",
    "scope",
    "withdraw",
    "answer",
    "link",
    "keep",
)
"""What can be done with a request from its page."""
DOCUMENTS: dict[str, tuple[str, str]] = {
    Document.LICENCE: ("運転免許証", "Driving licence"),
    Document.MY_NUMBER_CARD: ("マイナンバーカード(表面)", "Individual number card (front)"),
    Document.PASSPORT: ("パスポート", "Passport"),
    Document.RESIDENT_RECORD: ("住民票の写し", "Copy of the resident record"),
    Document.INSURANCE_CARD: ("健康保険の資格確認書", "Health insurance card"),
    Document.PENSION_BOOK: ("年金手帳", "Pension book"),
}


@for_person
@require_safe
def requests(request: HttpRequest) -> HttpResponse:
    """List the requests about whoever is signed in, and those that they make for others."""
    account, language, now = account_of(request), language_of(request), now_of(request)
    with looking():
        mine = Request.objects.filter(person=account.ref or "-").order_by("-pk")[:SHOWN]
        theirs = Followed.objects.filter(account=account.handle).select_related("request")
        rows = {one.ref: Viewer(row=one, is_public=False, is_agent=False) for one in mine}
        rows |= {
            one.request.ref: Viewer(row=one.request, is_public=False, is_agent=True)
            for one in theirs.order_by("-pk")[:SHOWN]
        }
    ordered = sorted(rows.values(), key=lambda one: one.row.arrived_at, reverse=True)
    return page(
        request, "portal/requests.html", LIST,
        rows=[{**_brief(row, language, now, is_known=one.is_told), "is_agent": one.is_agent}
              for one in ordered for row in (one.row,)],
    )  # fmt: skip


@for_person
@require_safe
def one(request: HttpRequest, ref: str) -> HttpResponse:
    """Show one request of whoever is signed in."""
    return shown(request, signed_in(request, ref))


@for_everybody
@require_safe
def public_one(request: HttpRequest, ref: str) -> HttpResponse:
    """Show one request to whoever follows it by its code."""
    return shown(request, following(request, ref))


@for_everybody
@require_http_methods(["GET", "HEAD", "POST"])
def find(request: HttpRequest) -> HttpResponse:
    """Lead to a request by its number and code."""
    wrong = False
    if request.method == "POST":
        form = FollowForm(request.POST)
        said = form.cleaned_data if form.is_valid() else None
        if said and follow(request, said["number"], said["code"]):
            return redirect("contact_request", ref=said["number"].strip())
        wrong = True
    return page(
        request, "portal/request_follow.html", FOLLOW, wrong=wrong, status=403 if wrong else 200
    )


def shown(
    request: HttpRequest,
    viewer: Viewer,
    *,
    status: int = 200,
    **more: Any,  # noqa: ANN401
) -> HttpResponse:
    """Return the page of one request."""
    language, now, row = language_of(request), now_of(request), viewer.row
    is_told = viewer.is_told
    kind = request_kind(row.kind, tokyo_day(row.arrived_at))
    clock = clock_named(kind.clock, tokyo_day(row.arrived_at))
    with looking():
        steps = _steps(viewer, language)
        papers = papers_added(row.ref)
        has_answer = Paper.objects.filter(request=row, name=ANSWER).exists()
    days = (tokyo_day(row.due_at) - tokyo_day(now)).days
    return page(
        request, "portal/request.html", ONE, status=status, viewer=viewer, row=row,
        **_brief(row, language, now, is_known=is_told), steps=steps, papers=len(papers),
        clock_text=_say(
            "hard" if clock.is_hard else "soft", language,
            article=in_full(clock.article if clock.is_hard else kind.article, language),
        ),
        days_text=_say("days_left", language, days=max(days, 0)),
        fee_text=_say("fee_why", language, yen=row.fee, invoice=row.invoice),
        acts={name: viewer.at(name) for name in ACTS},
        scope=_scope(door_of(request).policy, row, language),
        can=_can(viewer, has_answer=has_answer, is_told=is_told),
        is_by_document=kind.identity > BY_SESSION,
        documents=[
            (name, ja if language == "ja" else en) for name, (ja, en) in DOCUMENTS.items()
        ],
        parts=[
            (name, in_language(one.word, language))
            for name, one in door_of(request).policy.categories.items()
        ],
        is_parted=row.kind in PARTED, is_fresh=is_lately(request), **more,
    )  # fmt: skip


def _say(key: str, language: Language, **facts: object) -> str:
    return in_language(ONE[key], language).format(**facts)


def _brief(row: Request, language: Language, now: datetime, *, is_known: bool) -> dict[str, Any]:
    """Return a line about a request; nothing shows through before it is known who asks."""
    kind = request_kind(row.kind, tokyo_day(row.arrived_at))
    is_taken_back = row.outcome == RequestState.ABANDONED
    is_over = is_taken_back or (row.state in ENDED and (is_known or row.outcome not in OF_SOMEBODY))
    word = STATES[row.state] if is_known or is_over else WAITING
    if is_taken_back:
        word = STATES[RequestState.ABANDONED]  # while the letter that says so is being made, too
    return {
        "ref": row.ref, "kind": in_language(kind.word, language),
        "state": in_language(word, language), "arrived_at": row.arrived_at, "due_at": row.due_at,
        "is_open": not is_over and row.answered_at is None,
        "is_late": not is_over and row.answered_at is None and row.due_at <= now,
        "is_ready": is_known and row.state == RequestState.READY,
    }  # fmt: skip


def _steps(viewer: Viewer, language: Language) -> list[tuple[datetime, str]]:
    words = STEPS if viewer.is_maker else STEPS | STEPS_OF_AGENT
    return [
        (one.at, in_language(words[one.change], language))
        for one in Step.objects.filter(request=viewer.row).order_by("pk")
        if one.change in words and (viewer.is_told or one.change in BEFORE_IDENTITY)
    ]


def _scope(policy: Policy, row: Request, language: Language) -> str:
    if row.fields is None:
        return ""
    items = {item: word for one in policy.categories.values() for item, word in one.items.items()}
    words = []
    for name in row.fields:
        category = policy.categories.get(name)
        word = category.word if category else items.get(name)
        words.append(in_language(word, language) if word else name)
    return ", ".join(words)


def can_keep(viewer: Viewer) -> bool:
    """Return whether somebody signed in may have a code, since they will lose their way in."""
    is_own = not viewer.is_public and not viewer.is_agent and viewer.is_maker
    is_over = viewer.row.state in ENDED or viewer.row.outcome == RequestState.ABANDONED
    return is_own and viewer.row.kind == ERASE and not is_over


def _can(viewer: Viewer, *, has_answer: bool, is_told: bool) -> dict[str, bool]:
    """Return what can be done now, by the name of the act."""
    state = viewer.row.state
    if not is_told and viewer.row.outcome in OF_SOMEBODY:
        state = RequestState.IDENTITY
    waits = not viewer.is_known and state in OPEN
    is_asked = waits and (state == RequestState.IDENTITY or not is_told)
    electronic = (viewer.row.given_method or viewer.row.method) == "electronic"
    return {
        "identity": viewer.is_maker and (is_asked or (waits and viewer.is_agent)),
        "session": viewer.is_maker and not viewer.is_public and not viewer.is_agent
        and state == RequestState.IDENTITY and viewer.row.kind != ERASE,
        "mandate": viewer.is_agent and not viewer.row.is_mandated and state in OPEN,
        "keep": can_keep(viewer),
        "fee": state == RequestState.FEE,
        "scope": viewer.is_maker and state == RequestState.SCOPE,
        "paper": viewer.is_maker and state in TAKEN,
        "withdraw": state in OPEN,
        "answer": viewer.is_maker and viewer.is_known and has_answer and electronic
        and state in (RequestState.READY, RequestState.ANSWERED, *ENDED),
    }  # fmt: skip
