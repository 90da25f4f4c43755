"""The clauses as a map: what of each became a rule, was met, and brings evidence and duties."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from mamoru.console.policy.text import title_of, tops
from mamoru.console.policy.words import COVERAGE
from mamoru.console.worded import said
from mamoru.errors import Language
from mamoru.faces.frame import page
from mamoru.faces.guard import for_officer
from mamoru.faces.here import door_of, now_of
from mamoru.faces.language import language_of
from mamoru.gate.coverage import owing_here, seen_here
from mamoru.gate.looking import looking
from mamoru.gate.scopes import Scopes
from mamoru.notices.places import is_within
from mamoru.policy.coverage import Clause, Owing, coverage
from mamoru.policy.model import Said
from mamoru.policy.words import ACTS

STATES = ("seen", "ruled", "words")
SIDE, GAP, ACROSS = 14, 4, 12
"""Of the squares: their side, what lies between, and how many stand in a row."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Square:
    """One place in the picture."""

    x: int
    y: int
    state: str
    """`seen`, `ruled` or `words`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tile:
    """One clause of the map."""

    cite: str
    title: str
    squares: tuple[Square, ...]
    width: int
    height: int
    counts: dict[str, int]
    """Places by their state."""
    rules: int
    handlings: int
    last: date | None
    received: int
    asked: int
    owing: Owing
    points: tuple[str, ...]
    alt: str = ""
    late: str = field(default="")


@for_officer(Scopes.POLICY_READ)
@require_safe
def coverage_map(request: HttpRequest) -> HttpResponse:
    """Show the map of the text in force."""
    language, door, now = language_of(request), door_of(request), now_of(request)
    door.look_again()
    policy = door.policy
    with looking():
        clauses = coverage(policy, seen_here(policy.id), owing_here(now))
    tiles = [tile(one, clauses, language) for one in tops(policy)]
    return page(
        request, "console/policy/coverage.html", COVERAGE, tiles=tiles, version=policy.version
    )


def tile(top: Said, clauses: Sequence[Clause], language: Language) -> Tile:
    """Return the tile of one clause, from the places that stand in it."""
    there = [one for one in clauses if one.cite == top.cite or is_within(one.cite, top.cite)]
    squares = tuple(_squares(there))
    counts = {name: sum(one.state == name for one in squares) for name in STATES}
    seen = [one.seen for one in there if one.seen]
    owing = [one.owing for one in there if one.owing]
    late = sum(one.overdue for one in owing)
    return Tile(
        cite=top.cite, title=title_of(top, language), squares=squares,
        width=min(len(there), ACROSS) * (SIDE + GAP),
        height=-(-len(there) // ACROSS) * (SIDE + GAP), counts=counts,
        rules=sum(len(one.rules) for one in there),
        handlings=max((one.handlings for one in seen), default=0),
        last=max((one.last for one in seen), default=None),
        received=len({kind for one in there for kind in one.received}),
        asked=len({kind for one in there for kind in one.evidence}),
        owing=Owing(
            open=sum(one.open for one in owing), overdue=late, done=sum(one.done for one in owing)
        ),
        points=tuple(
            said(ACTS[act], language) if act in ACTS else act
            for act in sorted({point.act for one in seen for point in one.points})
        ),
        alt=said(COVERAGE["in_words"], language).format(places=len(there), **counts),
        late=said(COVERAGE["overdue"], language).format(count=late) if late else "",
    )  # fmt: skip


def _squares(there: Sequence[Clause]) -> Iterator[Square]:
    for at, one in enumerate(there):
        state = "seen" if one.seen else "words" if one.is_words_only else "ruled"
        if one.below and not one.rules and not one.seen:
            state = "ruled"
        yield Square(x=at % ACROSS * (SIDE + GAP), y=at // ACROSS * (SIDE + GAP), state=state)
