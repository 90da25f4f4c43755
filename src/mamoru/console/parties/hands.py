"""Hand-overs: listed, planned, shown as what happened, approved by somebody else, called back."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

import msgspec
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from mamoru.console.acting import Act, Asking, filled, may
from mamoru.console.cited import apart, grounds
from mamoru.console.items import item_words, purposes_of
from mamoru.console.officers import names_of
from mamoru.console.parties.acts import reference, there
from mamoru.console.parties.form_words import FORMS
from mamoru.console.parties.forms import Because, HandForm, items_of
from mamoru.console.parties.hand_words import HAND, HAND_STATES, HANDS
from mamoru.console.parties.sending_words import MAILS, PROBLEMS, WAYS_THERE
from mamoru.console.parties.words import WAYS
from mamoru.console.worded import Worded, lines, said
from mamoru.errors import Language
from mamoru.faces.frame import page
from mamoru.faces.guard import for_officer
from mamoru.faces.here import account_of, door_of
from mamoru.faces.language import language_of
from mamoru.faces.listing import Asked, Cell, Column, Filter, Listing, Row, listing_page
from mamoru.gate.looking import looking
from mamoru.gate.scopes import Scopes
from mamoru.parties import queries, scopes
from mamoru.parties.party import is_party
from mamoru.policy.words import Word
from mamoru.provision.packages import report
from mamoru.provision.packages.approve import approve, want
from mamoru.provision.packages.links import ADDRESS, offer
from mamoru.provision.packages.mailing import mail_link
from mamoru.provision.packages.models import HandOver
from mamoru.provision.packages.plan import NewHandOver
from mamoru.provision.packages.planning import plan_soon
from mamoru.provision.packages.recall import revoke
from mamoru.provision.packages.report import HandOverReport
from mamoru.provision.packages.state import ENDED, MAKING, HandState
from mamoru.provision.parties.register import ACTS

_TAGS = {
    "planned": "warn", "acknowledged": "good", "ready": "warn", "delivered": "warn",
    "failed": "bad", "expired": "bad", "revoked": "plain",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """Something that happened, or is still to."""

    at: datetime | None
    text: str
    who: str = ""
    tag: str = ""


@for_officer(Scopes.RECORDS_READ)
@require_safe
def listed(request: HttpRequest) -> HttpResponse:
    """Show hand-overs, the latest first."""
    return listing_page(
        request, LISTING, "console/parties/hands.html", HANDS,
        may_make=may(request, Scopes.PACKAGES_MAKE),
    )  # fmt: skip


def _rows(asked: Asked) -> object:
    rows = HandOver.objects.all()
    if is_party(asked.chosen["party"]):
        rows = rows.filter(party=asked.chosen["party"])
    return rows.filter(state=asked.chosen["state"]) if asked.chosen["state"] else rows


def _row(one: HandOver, asked: Asked) -> Row:
    return Row(
        address=reverse("console_hand", args=[one.ref]),
        cells=(
            Cell(text=one.ref),
            Cell(text=queries.party(one.party).name, address=there(one.party)),
            Cell(text=asked.word(WAYS[one.act])),
            Cell(text=asked.word(HAND_STATES[one.state]), tag=_TAGS.get(one.state, "plain")),
            Cell(text=f"{one.expected:,}", is_number=True),
            Cell(at=one.created_at),
        ),
    )


LISTING = Listing(
    caption=HANDS["caption"], first="-planned", rows=_rows, row=_row,  # type: ignore[arg-type]  # a query
    columns=(
        Column(name="hand", word=HANDS["hand"]),
        Column(name="party", word=HANDS["party"]),
        Column(name="act", word=HANDS["act"], sorts="act"),
        Column(name="state", word=HANDS["state"], sorts="state"),
        Column(name="people", word=HANDS["people"], is_number=True),
        Column(name="planned", word=HANDS["planned"], sorts="created_at"),
    ),
    filters=(
        Filter(name="state", word=HANDS["state"], choices=tuple(HAND_STATES.items())),
        Filter(name="party", word=HANDS["party"]),
    ),
)  # fmt: skip


@for_officer(Scopes.RECORDS_READ)
@require_safe
def hand(request: HttpRequest, ref: str) -> HttpResponse:
    """Show one hand-over."""
    return _shown(request, ref)


@for_officer(Scopes.PACKAGES_APPROVE)
@require_POST
def approval(request: HttpRequest, ref: str) -> HttpResponse:
    """Approve what somebody else planned."""
    name = account_of(request).handle
    approve(door_of(request), ref, name, caller=name)
    return _told(request, ref, "approved_now")


@for_officer(Scopes.PACKAGES_MAKE)
@require_POST
def making(request: HttpRequest, ref: str) -> HttpResponse:
    """Let the package be made in the background."""
    want(door_of(request), ref)
    return _told(request, ref, "made_now")


@for_officer(Scopes.PACKAGES_MAKE)
@require_POST
def mailing(request: HttpRequest, ref: str) -> HttpResponse:
    """Let a new link be mailed to the party."""
    mail_link(door_of(request), ref)
    return _told(request, ref, "mailed_now")


@for_officer(Scopes.PACKAGES_MAKE)
@require_POST
def link(request: HttpRequest, ref: str) -> HttpResponse:
    """Make a link and show it this once: it is in no address, no message and no log."""
    found = offer(door_of(request), ref)
    return _shown(
        request, ref, link=f"{settings.URL or ''}{ADDRESS}/{found.token}", until=found.expires_at
    )


def _told(request: HttpRequest, ref: str, word: str) -> HttpResponse:
    messages.success(request, said(HAND[word], language_of(request)))
    return HttpResponseRedirect(reverse("console_hand", args=[ref]))


def _shown(
    request: HttpRequest, ref: str, link: str = "", until: datetime | None = None
) -> HttpResponse:
    language, account = language_of(request), account_of(request)
    with looking():
        plan = report.plan_of(report.hand_over(ref))
        name = queries.party(plan.hand.party).name
    one = plan.hand
    book = door_of(request).shelf.book(one.created_at)
    words = item_words(door_of(request).policy, language)
    items = [words.get(item, item) for item in one.items]
    purpose = door_of(request).policy.purposes.get(one.purpose or "")
    names = names_of([one.created_by, one.approved_by], language)
    return page(
        request, "console/parties/hand.html", HAND, hand=one, name=name, items=items,
        sample=[list(row.items.values()) for row in plan.sample],
        state=said(HAND_STATES[one.state], language), tag=_TAGS.get(one.state, "plain"),
        case=grounds(book, apart(one.case), language),
        answers=[(each, grounds(book, apart(each.clauses), language)) for each in one.answers],
        way=said(WAYS[one.act], language), steps=list(_steps(one, names, language)),
        purpose=said(purpose.word, language) if purpose else one.purpose,
        of=said(HAND["of"], language).format(expected=f"{one.expected:,}", seen=f"{one.seen:,}"),
        link=link, until=until, is_own=account.handle == one.created_by,
        may_approve=may(request, Scopes.PACKAGES_APPROVE) and one.state is HandState.PLANNED,
        may_make=may(request, Scopes.PACKAGES_MAKE),
        can_be_made=one.state is HandState.APPROVED,
        can_be_sent=one.state in (*MAKING, HandState.READY, HandState.DELIVERING),
        problem=_in(PROBLEMS, one.problem, language),
        way_there=_in(WAYS_THERE, one.way or "", language),
        can_be_linked=one.state in (HandState.READY, HandState.DELIVERED),
        can_be_recalled=one.state not in ENDED or one.is_removed is False,
    )  # fmt: skip


def _in(words: Mapping[str, Word], name: str, language: Language) -> str:
    """Return what something is called; what has no word, such as a reference, as it is."""
    return said(words[name], language) if name in words else name


def _steps(one: HandOverReport, names: dict[str, str], language: Language) -> Iterator[Step]:
    def word(name: str, **facts: object) -> str:
        return said(HAND[name], language).format(**facts)

    state = said(HAND_STATES[one.state], language)
    gone = word("removed" if one.is_removed else "not_removed")
    every = (
        (True, one.created_at, word("planned_by"), names.get(one.created_by, ""), ""),
        (one.state is HandState.PLANNING, None,
         word("to_see", seen=one.seen, to_see=one.to_see), "", "warn"),
        (one.state is HandState.PLANNED, None, word("waits_approval"), "", "warn"),
        (one.approved_at, one.approved_at, word("approved_by"), names.get(one.approved_by, ""), ""),
        (one.begun_at, one.begun_at, word("begun"), "", ""),
        (one.ready_at, one.ready_at, word("ready", parts=one.parts, people=one.people), "", ""),
        (one.mail_state, None,
         f"{word('mail')}: {_in(MAILS, one.mail_state, language)}", "", ""),
        (one.delivered_at, one.delivered_at, word("delivered", arrived=one.arrived), "", ""),
        (one.opened_again, None, word("opened_again", count=one.opened_again), "", "bad"),
        (one.overdue_at, one.overdue_at, word("overdue"), "", "bad"),
        (one.acknowledged_at, one.acknowledged_at, word("acknowledged"), "", "good"),
        (one.ended_at, one.ended_at, f"{word('ended')} ({state})", "", "warn"),
        (one.ended_at and one.is_removed is not None, None, gone, "", ""),
    )  # fmt: skip
    for happened, at, text, who, tag in every:
        if happened:
            yield Step(at=at, text=text, who=who, tag=tag)


def _offered(form: Worded, asking: Asking) -> None:
    policy, none = asking.door.policy, ("", said(FORMS["empty"], asking.language))
    with looking():
        parties = [one for one in queries.parties() if one.status == "active"]
        approved = scopes.cases(state="approved")
    form.choose("party", [(one.ref, one.name) for one in parties])
    form.choose("items", items_of(policy, asking.language))
    form.choose("purpose", [none, *purposes_of(policy, asking.language)])
    named = {one.ref: one.name for one in parties}
    form.choose(
        "case",
        [
            none,
            *(
                (one.ref, f"{one.case} {named[one.party]}")
                for one in approved
                if one.party in named
            ),
        ],
    )
    form.fields["party"].initial = asking.request.GET.get("party", "")


def _plan(asking: Asking) -> str:
    given = asking.given
    with looking():
        act = ACTS[queries.party(given["party"]).kind]
        grounds = scopes.case(given["case"]).facts if given["case"] else {}
    new = msgspec.convert(
        {
            **filled(given, "party", "items", "purpose", "format", "cipher"),
            **filled(given, "days", "acknowledge_days"),
            "act": act, "grounds": grounds, "people": lines(given["whose"]) or None,
        },
        NewHandOver,
    )  # fmt: skip
    made = plan_soon(asking.door, asking.asker, new, asking.asker.system)
    return reverse("console_hand", args=[made.hand.hand])


def _recall(asking: Asking) -> str:
    revoke(asking.door, asking.ref, caller=asking.asker.system, reason=reference(asking))
    return reverse("console_hand", args=[asking.ref])


PLAN = Act(
    name="plan", title=HANDS["plan"],
    lead=Word(
        "計画では値を開きません。何人について認められるかを確かめ、別の担当者の承認を待ちます。",
        "Planning opens no value: it finds of how many people it is allowed, and waits for "
        "approval.",
    ),
    done=Word("計画しました。", "It is planned."), scope=Scopes.PACKAGES_MAKE, form=HandForm,
    do=_plan,    back=lambda _: reverse("console_hands"), prepare=_offered,
)  # fmt: skip
RECALL = Act(
    name="recall", title=HAND["recall"],
    lead=Word(
        "手元のものを破棄し、相手のサーバーにあるものは取り除きます。すでに受け取られたものは戻りません。",
        "What is here is destroyed, and what lies on the recipient's server is removed. What they "
        "took already does not come back by that.",
    ),
    done=Word("取り戻しました。", "It is called back."), scope=Scopes.PACKAGES_MAKE, form=Because,
    do=_recall, back=lambda ref: reverse("console_hand", args=[ref]), is_danger=True,
    about=str,
)  # fmt: skip
