"""A slow evaluator of what becomes of rows when somebody is forgotten, from the definitions alone.

It stands on the slow evaluator of ownership, and knows neither SQL nor plans.
"""

import copy
import json
from dataclasses import dataclass, field
from typing import Any

from hypothesis import strategies as st
from tests.systems.naive import Name, Tie, World
from tests.systems.random_worlds import PERSONAL, map_text, statements, worlds


@dataclass(kw_only=True)
class Firm:
    """A random world whose links have rules for forgetting, and may be foreign keys."""

    world: World
    on_del: dict[int, tuple[frozenset[str], bool]]
    """By the number of a tie: columns that are anonymised, and whether the row is dropped."""
    enforced: set[int] = field(default_factory=set)
    firm: set[int] = field(default_factory=set)
    """Ties whose columns may not be NULL."""


@st.composite
def firms(draw: st.DrawFn) -> Firm:
    world = draw(worlds())
    found = Firm(world=world, on_del={})
    for number, tie in enumerate(world.ties):
        if tie.relation is not None and draw(st.booleans()):
            hides = frozenset(draw(st.sets(st.sampled_from(PERSONAL))))
            found.on_del[number] = hides, draw(st.integers(0, 5)) == 0
        if draw(st.booleans()):
            found.enforced.add(number)
            wants_firm = draw(st.booleans())
            if mend(world, tie, is_firm=wants_firm):
                found.firm.add(number)
    return found


def mend(world: World, tie: Tie, *, is_firm: bool) -> bool:
    """Let no row point to what is not there; with `is_firm`, all point somewhere if they can."""
    there = [tuple(row[one] for one in tie.to_columns) for row in world.rows[tie.to]]
    for number, row in enumerate(world.rows[tie.table]):
        if tuple(row[one] for one in tie.columns) in there:
            continue
        chosen = there[number % len(there)] if is_firm and there else (None,) * len(tie.columns)
        row |= dict(zip(tie.columns, chosen, strict=True))
    return is_firm and bool(there)


def tables(firm: Firm) -> list[str]:
    """Return the statements that make the tables, foreign keys last."""
    found = [one.removesuffix(")") for one in statements(firm.world)]
    for number, tie in enumerate(firm.world.ties):
        at = list(firm.world.keys).index(tie.table)
        if number in firm.firm:
            for column in tie.columns:
                found[at] = found[at].replace(f"{column} INTEGER", f"{column} INTEGER NOT NULL")
    return [f"{one})" for one in found]


def foreign_keys(firm: Firm) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for number in sorted(firm.enforced):
        tie = firm.world.ties[number]
        found.setdefault(tie.table, []).append(
            f"FOREIGN KEY ({', '.join(tie.columns)}) REFERENCES {tie.to}"
            f" ({', '.join(tie.to_columns)})"
        )
    return found


def text_of(firm: Firm) -> str:
    told = json.loads(map_text(firm.world))
    told["writable"] = True
    for name, table in told["tables"].items():
        table.setdefault("columns", {}).update({"who": {"data": "registration"}, "no": "none"})
        mine = [number for number, tie in enumerate(firm.world.ties) if tie.table == name]
        for number, link in zip(mine, table.get("links", ()), strict=True):
            if number in firm.on_del:
                hides, drops = firm.on_del[number]
                rule: dict[str, Any] = {"anonymise": sorted(hides)} if hides else {}
                rule |= {"drop_row": True} if drops else {}
                if rule:
                    link["on_del"] = rule
    return json.dumps(told)


@dataclass(kw_only=True)
class Expected:
    """What is to come of it."""

    world: World
    orphans: bool
    stays: dict[Name, str]


def expected(firm: Firm, person: Name) -> Expected:
    """Return the rows that there are to be, once the person is forgotten."""
    world = firm.world
    owners = world.owners()
    mine = {name for name, who in owners.items() if person in who}
    goes = {name for name in mine if owners[name] == {person}}
    stays = dict.fromkeys(mine - goes, "co_owned")
    blank: dict[Name, set[str]] = {}
    dropped: set[Name] = set()
    for number, (hides, drops) in firm.on_del.items():
        for origin, lead in world.flows(world.ties[number]):
            if origin in mine and lead not in goes and (hides or drops):
                blank.setdefault(lead, set()).update(hides)
                stays.setdefault(lead, "not_ours")
                if drops:
                    dropped.add(lead)
    for name in dropped:
        stays.pop(name)
        blank.pop(name)
    orphans = _orphans(world, person, goes, dropped)
    goes |= dropped
    _settle(firm, goes, stays, blank)
    after = copy.deepcopy(world)
    for table, rows in after.rows.items():
        rows[:] = [row for row in rows if world.name(table, row) not in goes]
        for row in rows:
            row |= dict.fromkeys(blank.get(world.name(table, row), ()))
    return Expected(world=after, orphans=orphans, stays=stays)


def _orphans(world: World, person: Name, goes: set[Name], dropped: set[Name]) -> bool:
    """Whether something would be nobody's that hangs on what is dropped."""
    left = copy.deepcopy(world)
    for table, rows in left.rows.items():
        rows[:] = [row for row in rows if world.name(table, row) not in dropped]
    after = left.owners()
    leads = {
        lead for tie in world.owning() for origin, lead in world.flows(tie) if origin in dropped
    }
    return any(not after[one] - {person} for one in leads - goes - dropped)


def _settle(
    firm: Firm, goes: set[Name], stays: dict[Name, str], blank: dict[Name, set[str]]
) -> None:
    """Keep what cannot be let go of, and let go of the rest."""
    held = [
        (number, tie, row, to)
        for number, tie in enumerate(firm.world.ties)
        for row, to in firm.world.pairs(tie)
    ]
    first = set(goes)
    changed = True
    while changed:
        changed = False
        for number, _, row, to in held:
            if row not in goes and to in goes and number in firm.firm:
                goes.discard(to)
                stays[to] = "referenced"
                blank[to] = {*PERSONAL, "who"}
                changed = True
    for number, tie, row, to in held:
        if row not in goes and to in goes and number not in firm.firm:
            blank.setdefault(row, set()).update(tie.columns)
        if row not in goes and to in first:
            stays.setdefault(row, "not_ours")
