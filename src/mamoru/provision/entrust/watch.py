"""Watching over contractors: the calendar of what is due from or about each, and what is late.

Due are: the next assessment, review and contract, what was recalled, and incidents that are open.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Literal

import msgspec

from mamoru.law.clocks import end_of
from mamoru.parties import queries
from mamoru.parties.papers import Paper, latest
from mamoru.parties.party import Party
from mamoru.parties.ready import LOOKS, review_due
from mamoru.provision.entrust.models import Incident, Recall

What = Literal["assessment", "contract", "review", "deletion", "incident"]
AHEAD = timedelta(days=30)
"""How long before its day something is said to be coming up."""
_PAPERS: tuple[Literal["assessment", "contract"], ...] = ("assessment", "contract")


class Due(msgspec.Struct, frozen=True, kw_only=True):
    """Something that is due about a contractor. `late` is past its time, `soon` within a month."""

    party: str
    what: What
    ref: str | None
    """Paper, recall or incident that it is about; `None` where there is none yet."""
    due_at: datetime
    state: Literal["ahead", "soon", "late"]
    clause: str


def calendar(at: datetime, party: str | None = None) -> tuple[Due, ...]:
    """Return what is due about every contractor, or one, the most urgent first.

    Raises `UnknownPartyError`.
    """
    found = [queries.party(party)] if party else list(queries.parties("contractor"))
    due = [one for each in found for one in _due(each, at)]
    return tuple(sorted(due, key=lambda one: (one.due_at, one.party, one.what)))


def late(at: datetime) -> tuple[Due, ...]:
    """Return what is past its time: the alarms."""
    return tuple(one for one in calendar(at) if one.state == "late")


def _due(party: Party, at: datetime) -> Iterator[Due]:
    if party.status != "ended":
        yield from _of_papers(party, at)
    for recall in Recall.objects.filter(party=party.ref, ended_at=None):
        yield _one(party, "deletion", recall.ref, recall.due_at, at, "5b")
    for incident in Incident.objects.filter(party=party.ref, is_open=True):
        yield _one(party, "incident", incident.ref, incident.answer_by, at, "5c")


def _of_papers(party: Party, at: datetime) -> Iterator[Due]:
    papers = queries.papers(party.ref)
    for kind in _PAPERS:
        paper = latest(papers, kind)
        clause = "5a" if kind == "assessment" else "5b"
        if paper is None:
            yield _one(party, kind, None, party.since, at, clause)
        elif paper.until is not None:
            yield _one(party, kind, paper.ref, end_of(paper.until), at, clause)
    last: Paper | None = latest(papers, *LOOKS)
    if last is not None:
        yield _one(party, "review", last.ref, review_due(last), at, "5c")


def _one(
    party: Party, what: What, ref: str | None, due_at: datetime, at: datetime, clause: str
) -> Due:
    state: Literal["ahead", "soon", "late"] = "ahead"
    if due_at <= at:
        state = "late"
    elif due_at <= at + AHEAD:
        state = "soon"
    return Due(party=party.ref, what=what, ref=ref, due_at=due_at, state=state, clause=clause)
