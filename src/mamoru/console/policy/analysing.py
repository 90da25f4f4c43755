"""What a text would change, in sentences and on past handlings; and what is wrong with it."""

from collections import Counter
from collections.abc import Mapping
from datetime import date
from typing import Any

import msgspec
from django import forms
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from mamoru.console.policy.sources import source
from mamoru.console.policy.words import CHANGES, FINDINGS, OUTCOMES, REPLAY, SEVERITIES
from mamoru.console.worded import Worded, said
from mamoru.errors import Language
from mamoru.faces.frame import page
from mamoru.faces.guard import for_officer
from mamoru.faces.here import door_of, now_of
from mamoru.faces.language import language_of
from mamoru.gate.replay import replay_here
from mamoru.gate.scopes import Scopes
from mamoru.gate.shelf import read
from mamoru.notices.analyses import Compared, Comparing, Linted, Linting
from mamoru.notices.aside import aside
from mamoru.notices.changes import told
from mamoru.notices.difference import first_moment
from mamoru.policy.explain import ATTRIBUTE_WORDS
from mamoru.policy.lint.report import Finding
from mamoru.policy.moment import tokyo_day
from mamoru.policy.replay.found import Flip, Replay
from mamoru.policy.words import Word

SHOWN = 50
"""Flips, duties and words that are shown."""


@for_officer(Scopes.POLICY_READ)
@require_safe
def changes(request: HttpRequest, kind: str, name: str) -> HttpResponse:
    """Say in what a text differs from the one in force."""
    language, door = language_of(request), door_of(request)
    shown = source(kind, name)
    new = read(shown.text)
    door.look_again()
    base = door.shelf.edition(now_of(request))
    at = first_moment(new)
    tokyo_day(at)  # refuses a day that no law reaches
    asked = Comparing(old=base.text, new=shown.text, at=at)
    found = msgspec.json.decode(aside(asked), type=Compared).difference
    return page(
        request, "console/policy/changes.html", CHANGES, source=shown, version=new.version,
        base=base.version, told=told(found, language, frozenset(new.said)),
        reasons=[said(Word(one.ja, one.en), language) for one in found.importance],
    )  # fmt: skip


@for_officer(Scopes.POLICY_READ)
@require_safe
def findings(request: HttpRequest, kind: str, name: str) -> HttpResponse:
    """Say what is wrong with a text, and what the law asks for that it does not say."""
    language = language_of(request)
    shown = source(kind, name)
    policy = read(shown.text)
    asked = Linting(text=shown.text, on=tokyo_day(now_of(request)))
    found = msgspec.json.decode(aside(asked), type=Linted).findings
    counts = Counter(one.severity.value for one in found)
    return page(
        request, "console/policy/findings.html", FINDINGS, source=shown, version=policy.version,
        counts=said(FINDINGS["counts"], language).format(
            error=counts["error"], warn=counts["warn"], info=counts["info"]
        ),
        rows=[_finding(one, language) for one in found],
    )  # fmt: skip


class Days(Worded):
    """From which day to which."""

    words: Mapping[str, Word] = REPLAY
    since = forms.DateField(required=False, widget=forms.DateInput(attrs={"type": "date"}))
    until = forms.DateField(required=False, widget=forms.DateInput(attrs={"type": "date"}))


@for_officer(Scopes.POLICY_READ)
@require_safe
def replay(request: HttpRequest, kind: str, name: str) -> HttpResponse:
    """Decide past handlings again by a text, once that is asked for."""
    language = language_of(request)
    shown = source(kind, name)
    draft = read(shown.text)
    form = Days(request.GET if "run" in request.GET else None, language=language)
    result: dict[str, Any] = {}
    if form.is_bound and form.is_valid():
        given: dict[str, date | None] = form.cleaned_data
        found = replay_here(draft, since=given["since"], until=given["until"]).replay
        result = {"found": found, **_replayed(found, language)}
    return page(
        request, "console/policy/replay.html", REPLAY, source=shown, version=draft.version,
        form=form, **result,
    )  # fmt: skip


def _finding(one: Finding, language: Language) -> dict[str, object]:
    return {
        "severity": one.severity.value,
        "word": said(SEVERITIES[one.severity], language),
        "about": one.about,
        "line": said(FINDINGS["line"], language).format(line=one.line),
        "text": said(Word(one.ja, one.en), language),
        "suggestion": said(Word(one.suggestion_ja, one.suggestion_en), language),
        "basis": ", ".join((*one.law, *one.basis)),
        "verified": one.verified,
        "known_gap": one.known_gap,
        "accepted": said(Word(one.accepted.ja, one.accepted.en), language) if one.accepted else "",
        "code": one.code,
    }


def _replayed(found: Replay, language: Language) -> dict[str, Any]:
    left = msgspec.structs.asdict(found.undecided)
    return {
        "headline": said(REPLAY["headline"], language).format(
            decided=f"{found.decided:,}", flipped=f"{found.flipped:,}", people=f"{found.people:,}"
        ),
        "left_out": said(REPLAY["left_out"], language).format(**left) if any(left.values()) else "",
        "flips": [_flip(one, language) for one in found.flips[:SHOWN]],
        "duties": found.duties[:SHOWN],
        "uncovered": [
            (said(ATTRIBUTE_WORDS[one.attribute], language), one.word, one.handlings)
            for one in found.uncovered[:SHOWN]
        ],
    }


def _flip(one: Flip, language: Language) -> dict[str, object]:
    return {
        "before": said(OUTCOMES[one.before], language),
        "now": said(OUTCOMES[one.now], language),
        "was_by": ", ".join(one.decided_by) or "–",
        "now_by": ", ".join(one.would_decide) or "–",
        "handlings": one.handlings,
        "people": one.people + one.unnamed,
        "first": one.first,
        "last": one.last,
        "example": one.example,
    }
