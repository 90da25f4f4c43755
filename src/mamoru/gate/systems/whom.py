"""In which systems a plan is made, and by what the person is found there."""

from collections.abc import Collection, Sequence
from datetime import date, datetime

import msgspec

from mamoru.errors import MamoruError
from mamoru.gate.about import About, Touched
from mamoru.gate.asking import Asker, Wish
from mamoru.gate.door import Door
from mamoru.gate.holding.rules import HoldRules
from mamoru.gate.judge import Judged, judge
from mamoru.gate.looking import looking
from mamoru.gate.record import note, noted
from mamoru.gate.systems.look import Whom, held_ref
from mamoru.gate.systems.reached import unreachable
from mamoru.gate.systems.registering import address_of, loaded, systems_in_use
from mamoru.gate.transaction import Record
from mamoru.law.clocks import last_day
from mamoru.law.errors import UnknownClockError
from mamoru.law.figures import clock_named
from mamoru.policy.handling import Decision, Outcome, Standing
from mamoru.systems import registry
from mamoru.systems.found import Unreachable
from mamoru.systems.map.model import Map, people_of
from mamoru.systems.trace.start import Account, Named
from mamoru.vault.read import fetch, identities


class Target(msgspec.Struct, frozen=True, kw_only=True):
    """A system: its map, and where it is."""

    map: Map
    url: str


class Known(msgspec.Struct, frozen=True, kw_only=True):
    """By what a person is found, and who they are in the vault."""

    named: tuple[Named, ...]
    ref: str | None = None
    number: int | None = None
    accounts: tuple[Account, ...] = ()


def registered(door: Door, systems: Collection[str] | None = None) -> list[Target | Unreachable]:
    """Return the systems in use, or those of them that are named; a broken map blocks its own."""
    found: list[Target | Unreachable] = []
    for shown in systems_in_use():
        if systems is not None and shown.name not in systems:
            continue
        try:
            with looking():
                row = registry.system(shown.name)
                text = bytes(registry.present_map(row).text)
            found.append(Target(map=loaded(door, text), url=address_of(door, row)))
        except MamoruError as error:
            found.append(unreachable(shown.name, error))
    return found


def known(
    door: Door, asker: Asker, wish: Wish, whom: Whom, targets: Sequence[Target]
) -> Known:  # fmt: skip
    """Return by what the person is found, if it may be looked for them at all.

    That is decided for the categories by which people are found there, and on record, before a
    system is reached. What the plans then do is decided by itself. Raises `UnknownPersonError`,
    `HandlingRefusedError` and its kinds.
    """
    touched = _identifying(targets)
    kinds = list(dict.fromkeys(kind for one in targets for kind in _kinds(one.map)))

    def unit(record: Record) -> Known | Decision:
        ref = held_ref(door, whom)
        about = decided_about(door, record, asker, wish, ref, touched, kinds)
        if isinstance(about, Decision):
            return about
        held = identities(door.keys, about.held) if about and whom.ref else ()
        named = [*whom.named, *((one.kind, one.value) for one in held)]
        return Known(
            named=tuple(dict.fromkeys(named)), ref=ref, number=about.held.number if about else None,
            accounts=whom.accounts,
        )  # fmt: skip

    return door.run(asker, wish, unit, ref=whom.ref)[0]


def decided_about(
    door: Door, record: Record, asker: Asker, wish: Wish, ref: str | None,
    touched: Sequence[Touched], kinds: Sequence[str],
) -> About | Decision | None:  # fmt: skip
    """Decide and record; return who is held (`None`: nobody in the vault), or the refusal.

    Whom only systems know is of the classes of people that their maps say; it has to be allowed for
    each of them.
    """
    at = door.clock()
    if ref is not None:
        about = door.about(record, fetch(ref, history=True), at)
        decision, basis = judge(about.book, wish, touched, about=about, at=at)
        noted(record, asker, wish, touched, decision, about, basis)
        return about if decision.outcome is Outcome.ALLOW else decision
    book = door.shelf.book(at)
    judged: list[Judged] = [
        judge(book, wish, touched, given=Standing(whose=kind), at=at) for kind in kinds
    ]
    denied = [one for one in judged if one.decision.outcome is not Outcome.ALLOW]
    decision, basis = (denied or judged)[0]
    note(record, book, asker, wish, touched, decision, at=at, basis=basis)
    return None if decision.outcome is Outcome.ALLOW else decision


def kept_until(
    rules: HoldRules, clock: str, since: datetime, on: date, *, is_event: bool = False
) -> date:
    """Return the last day that a clock of the law gives; raises `UnknownClockError`.

    The clock is that of the day on which it began; what began before the table of the law does is
    counted as the law says `on` the day of the plan. A clock that counts from a return or the
    closing of books begins with the business year that the row's day is in, by the rules of holds;
    where `since` is the event itself (`is_event`), it counts from that day.
    """
    try:
        found = clock_named(clock, since.date())
    except UnknownClockError:
        found = clock_named(clock, on)
    return last_day(found, since if is_event else rules.begun(found.event, since))


def _identifying(targets: Sequence[Target]) -> list[Touched]:
    """Return the categories of the columns by which people are found, or else every category."""
    found: dict[str, None] = {}
    for one in targets:
        for table in one.map.subjects:
            columns = (table.columns.get(name) for name in people_of(table).found_by.values())
            found |= dict.fromkeys(column.data for column in columns if column and column.data)
    return [(data, None) for data in found or _categories(targets)]


def _categories(targets: Sequence[Target]) -> dict[str, None]:
    return dict.fromkeys(data for one in targets for data in one.map.categories)


def _kinds(found: Map) -> list[str]:
    return [people_of(table).kind for table in found.subjects]
