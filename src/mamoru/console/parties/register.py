"""The register of those who receive, and the page of one party."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from mamoru.console.acting import may
from mamoru.console.items import item_words
from mamoru.console.officers import names_of
from mamoru.console.parties.acts import ACTS_OF_PARTY
from mamoru.console.parties.cases import ASK
from mamoru.console.parties.entrusting import ACTS_OF_CONTRACTOR
from mamoru.console.parties.words import (
    CHANGES,
    DUE,
    DUE_STATES,
    KINDS,
    LIST,
    PARTY,
    PLACES,
    STATUSES,
    WAYS,
)
from mamoru.console.worded import said
from mamoru.errors import Language
from mamoru.faces.cursor import Rows
from mamoru.faces.frame import page
from mamoru.faces.guard import for_officer
from mamoru.faces.here import door_of, now_of
from mamoru.faces.language import language_of
from mamoru.faces.listing import Asked, Cell, Column, Filter, Listing, Row, listing_page
from mamoru.gate.evidence_files import EvidenceFile, files
from mamoru.gate.looking import looking
from mamoru.gate.scopes import Scopes
from mamoru.law.calendar import tokyo_day
from mamoru.parties import queries, scopes
from mamoru.parties.models import PartyVersion
from mamoru.parties.papers import CLAUSES, Paper
from mamoru.parties.papers import KINDS as PAPERS
from mamoru.policy.model import Policy
from mamoru.policy.words import Word
from mamoru.provision.entrust import incidents, recall, watch
from mamoru.provision.parties import register
from mamoru.provision.parties.register import ACTS, PartyShown

AHEAD = timedelta(days=60)
"""How long before its end a paper is said to end soon."""
_TAGS = {"active": "good", "suspended": "warn", "ended": "plain"}


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperTold:
    """A paper in words."""

    ref: str
    what: str
    number: str
    since: date
    until: date | None
    state: str
    word: str
    clauses: tuple[str, ...]
    file: str | None
    """Where its file is opened, for who may."""


@for_officer(Scopes.RECORDS_READ)
@require_safe
def listed(request: HttpRequest) -> HttpResponse:
    """Show the register."""
    return listing_page(
        request, LISTING, "console/parties/list.html", LIST,
        may_manage=may(request, Scopes.PARTIES_MANAGE),
    )  # fmt: skip


def _rows(asked: Asked) -> Rows:
    chosen = {name: value for name, value in asked.chosen.items() if value}
    return queries.present().filter(**chosen)


def _row(row: PartyVersion, asked: Asked) -> Row:
    one = queries.party_of(row)
    with looking():
        papers = queries.papers(one.ref) if one.status == "active" else ()
        lacks = register.lacks(one, papers, asked.now)
    word = LIST["lacks"] if lacks else LIST["is_ready"]
    ready = Cell(text=asked.word(word).format(count=len(lacks)), tag="warn" if lacks else "good")
    return Row(
        address=reverse("console_party", args=[one.ref]),
        cells=(
            Cell(text=one.name),
            Cell(text=asked.word(KINDS[one.kind])),
            Cell(text=asked.word(STATUSES[one.status]), tag=_TAGS[one.status]),
            ready if one.status == "active" else Cell(text="–"),
            Cell(text=one.country),
            Cell(at=one.since),
        ),
    )


LISTING = Listing(
    caption=LIST["caption"], first="name", rows=_rows, row=_row, key="ref",
    columns=(
        Column(name="name", word=LIST["name"], sorts="name"),
        Column(name="kind", word=LIST["kind"], sorts="kind"),
        Column(name="status", word=LIST["status"], sorts="status"),
        Column(name="ready", word=LIST["ready"]),
        Column(name="country", word=LIST["country"], sorts="country"),
        Column(name="since", word=LIST["since"], sorts="since"),
    ),
    filters=(
        Filter(name="kind", word=LIST["kind"], choices=tuple(KINDS.items())),
        Filter(name="status", word=LIST["status"], choices=tuple(STATUSES.items())),
    ),
)  # fmt: skip


@for_officer(Scopes.RECORDS_READ)
@require_safe
def party(request: HttpRequest, ref: str) -> HttpResponse:
    """Show one party: what it may receive and why not, its papers, keys and what is due."""
    language, now = language_of(request), now_of(request)
    policy = door_of(request).policy
    with looking():
        shown = register.show(ref, now)
        history = queries.history(ref)
        kept = files(ref)
        about = _entrusted(ref, now, language) if shown.party.kind == "contractor" else {}
        bounds = scopes.joint_uses(ref)
        sets = [one for one in scopes.data_sets(ref) if one.ended_at is None]
    one = shown.party
    words = item_words(policy, language)
    return page(
        request, "console/parties/party.html", PARTY, party=one,
        kind=said(KINDS[one.kind], language), word=_word(policy, one.word, language),
        standing=said(STATUSES[one.status], language), place=said(PLACES[shown.place], language),
        papers=[
            _paper(paper, tokyo_day(now), language, is_open=may(request, Scopes.PARTIES_MANAGE))
            for paper in shown.papers
        ], files=_loose(kept, shown.papers) if may(request, Scopes.PARTIES_MANAGE) else (),
        keys=[(key, key.is_valid(now)) for key in shown.keys],
        sets=[_set(policy, row.purpose, row.items, row.ref, language) for row in sets],
        bounds=[
            (use, [words.get(item, item) for item in sorted(use.items)])
            for use in bounds
            if not use.is_withdrawn
        ],
        history=[
            (one, said(CHANGES[one.change], language) if one.change in CHANGES else one.change)
            for one in history
        ], names=names_of((change.by for change in history), language),
        acts=[
            (reverse(f"console_party_{act.name}", args=[ref]), said(act.title, language))
            for act in (*ACTS_OF_PARTY, *ACTS_OF_CONTRACTOR, ASK)
            if may(request, act.scope) and act.fits(one)
        ],
        **_standing(shown, language), **about,
    )  # fmt: skip


def _standing(shown: PartyShown, language: Language) -> dict[str, Any]:
    """Return whether it may receive, and what it lacks; of one that does not at all, that alone."""
    way = said(WAYS[ACTS[shown.party.kind]], language)
    if shown.party.status != "active":
        return {"ready": said(PARTY[shown.party.status], language), "missing": ()}
    return {
        "ready": said(PARTY["not_ready" if shown.missing else "ready"], language).format(way=way),
        "missing": [(said(Word(m.ja, m.en), language), m.clause, m.article) for m in shown.missing],
    }


def _word(policy: Policy, word: str, language: Language) -> str:
    known = policy.parties.get(word)
    return said(known.word, language) if known else word


def _entrusted(ref: str, now: datetime, language: Language) -> dict[str, Any]:
    """Return what only a contractor has: what is due, recalls, incidents."""
    return {
        "due": [
            (
                said(DUE[one.what], language),
                one.due_at,
                one.state,
                said(DUE_STATES[one.state], language),
            )
            for one in watch.calendar(now, ref)
        ],
        "recalls": recall.recalls(ref),
        "incidents": incidents.incidents(ref),
        "is_contractor": True,
    }


def _loose(kept: Sequence[EvidenceFile], papers: Sequence[Paper]) -> list[EvidenceFile]:
    """Return the evidence files that no paper in force names."""
    named = {one.file for one in papers}
    return [one for one in kept if one.file not in named]


def _paper(one: Paper, today: date, language: Language, *, is_open: bool) -> PaperTold:
    state = "good"
    word = PARTY["holds"]
    if not one.holds(today):
        state, word = "bad", PARTY["expired"]
    elif one.until is not None and one.until <= today + AHEAD:
        state, word = "warn", PARTY["soon"]
    return PaperTold(
        ref=one.ref, what=said(PAPERS[one.kind], language), number=one.number, since=one.from_,
        until=one.until, state=state, word=said(word, language),
        clauses=tuple(said(CLAUSES[name], language) for name in one.clauses if name in CLAUSES),
        file=reverse("console_party_file", args=[one.party, one.file])
        if one.file and is_open else None,
    )  # fmt: skip


def _set(
    policy: Policy, purpose: str, items: Sequence[str], ref: str, language: Language
) -> dict[str, Any]:
    words = item_words(policy, language)
    known = policy.purposes.get(purpose)
    return {
        "ref": ref,
        "purpose": said(known.word, language) if known else purpose,
        "items": [words.get(item, item) for item in items],
    }


@for_officer(Scopes.RECORDS_READ)
@require_safe
def due(request: HttpRequest) -> HttpResponse:
    """Show what is due about every contractor, the most urgent first."""
    language = language_of(request)
    with looking():
        found = watch.calendar(now_of(request))
        named = {one.ref: one.name for one in queries.parties("contractor")}
    rows = [
        (one.party, named[one.party], said(DUE[one.what], language), one.due_at, one.state,
         said(DUE_STATES[one.state], language))
        for one in found
    ]  # fmt: skip
    return page(request, "console/parties/due.html", PARTY | {"title": PARTY["due"]}, rows=rows)
