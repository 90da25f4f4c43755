"""What is held of a person: by category, each value when they ask for it, and where else."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST, require_safe

from mamoru.errors import Language
from mamoru.faces.frame import page
from mamoru.faces.guard import for_person
from mamoru.faces.here import asker_of, door_of
from mamoru.faces.language import language_of
from mamoru.gate.own_pages import HeldCategory, inventory, open_identifier, open_item
from mamoru.gate.systems.look import Found, Unreachable, Whom, look
from mamoru.gate.systems.registering import names_in_use, systems_in_use
from mamoru.policy.model import Policy
from mamoru.policy.texts import as_shown
from mamoru.policy.words import SOURCES, Word
from mamoru.portal.clauses import Clause, clause_of, clauses_of, day, in_words
from mamoru.portal.own import own_wish, ref_of
from mamoru.portal.wording_held import HELD

SECONDS = 20.0
"""How long a page waits for the company's systems."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One item that is held, without its value."""

    item: str
    word: str
    source: str
    since: str
    is_sensitive: bool
    former: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Purpose:
    """What a category may be used for."""

    word: str
    clause: Clause
    is_allowed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """A category with everything that is held of it."""

    data: str
    word: str
    lines: tuple[Line, ...]
    found_by: tuple[tuple[str, str], ...]
    events: int
    has_files: bool
    quarantined: int
    uses: tuple[Purpose, ...]
    kept: tuple[tuple[str, str], ...]


@for_person
@require_safe
def held(request: HttpRequest) -> HttpResponse:
    """Show what is held, without a value of it."""
    door, language = door_of(request), language_of(request)
    found = inventory(
        door, asker_of(request), own_wish(request, "explain_purpose"), ref_of(request)
    )
    groups = [_group(door.policy, one, language) for one in found.categories]
    return page(
        request, "portal/held.html", HELD, groups=groups, since=day(found.since, language),
        clauses=clauses_of(door.policy, found.decision.cites, language),
        found=found, systems=names_in_use(),
    )  # fmt: skip


@for_person
@require_POST
def reveal(request: HttpRequest) -> HttpResponse:
    """Show the values of one item, which is a handling of its own."""
    door, language, ref = door_of(request), language_of(request), ref_of(request)
    data, item = request.POST.get("data", ""), request.POST.get("item", "")
    wish, asker = own_wish(request, "disclose"), asker_of(request)
    if request.POST.get("what") == "identifier":
        values, decision = open_identifier(door, asker, wish, ref, item)
        shown = [(value, "", "") for value in values]
    else:
        opened = open_item(door, asker, wish, ref, data, item)
        decision = opened.decision
        shown = [
            (
                one.value, day(one.collected_at, language),
                day(one.superseded_at, language) if one.superseded_at else "",
            )
            for one in opened.values
        ]  # fmt: skip
    return page(
        request, "portal/revealed.html", HELD, values=shown,
        what=_item(door.policy, item, language),
        clauses=clauses_of(door.policy, decision.cites, language),
    )  # fmt: skip


@for_person
@require_POST
def elsewhere(request: HttpRequest) -> HttpResponse:
    """Look what the company's own systems hold, and say it in words."""
    door, language = door_of(request), language_of(request)
    found = look(
        door, asker_of(request), own_wish(request, "disclose"), Whom(ref=ref_of(request)),
        deadline=SECONDS,
    )  # fmt: skip
    titles = {one.name: in_words(one.title, language) for one in systems_in_use()}
    systems = [_system(door.policy, one, titles, language) for one in found]
    return page(request, "portal/elsewhere.html", HELD, systems=systems)


def _group(policy: Policy, one: HeldCategory, language: Language) -> Group:
    return Group(
        data=one.data, word=in_words(policy.categories[one.data].word, language),
        lines=tuple(
            Line(
                item=value.item, word=_item(policy, value.item, language),
                source=in_words(SOURCES.get(value.source or "", Word("", "")), language),
                since=day(value.collected_at, language), is_sensitive=value.is_sensitive,
                former=value.former,
            )
            for value in one.values
        ),
        found_by=tuple((kind, _item(policy, kind, language)) for kind in one.identifiers),
        events=one.events, has_files=one.has_files, quarantined=one.quarantined,
        uses=tuple(
            Purpose(
                word=in_words(policy.purposes[use.purpose].word, language),
                clause=clause_of(policy, use.clause, language), is_allowed=use.is_allowed,
            )
            for use in one.uses
        ),
        kept=tuple(
            (
                as_shown(kept.ja if language == "ja" else kept.en),
                day(kept.until, language) if kept.until else "",
            )
            for kept in one.kept
        ),
    )  # fmt: skip


def _item(policy: Policy, item: str, language: Language) -> str:
    for category in policy.categories.values():
        if item in category.items:
            return in_words(category.items[item], language)
    return item


def _system(
    policy: Policy, one: Found | Unreachable, titles: Mapping[str, str], language: Language
) -> tuple[str, list[tuple[str, int]], str]:
    """Return the name of a system, how many rows of which category it holds, and what is wrong."""
    title = titles.get(one.system) or one.system
    if isinstance(one, Unreachable):
        return title, [], one.ja if language == "ja" else one.en
    counted: dict[str, int] = {}
    for row in one.rows:
        for data in dict.fromkeys(data for data, _ in row.columns.values()):
            counted[data] = counted.get(data, 0) + 1
    known = policy.categories
    return title, [
        (in_words(known[data].word, language) if data in known else data, count)
        for data, count in counted.items()
    ], ""  # fmt: skip
