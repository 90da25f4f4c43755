"""The commands `mamoru systems forget` and `resume`: plans, and carrying them out."""

from argparse import Namespace
from collections.abc import Iterator

import msgspec

from mamoru.cli.carrying import wish_of
from mamoru.cli.codes import CONFLICT, INPUT, NO, TRY_AGAIN, YES
from mamoru.cli.files import read_file
from mamoru.cli.installation import opened_door
from mamoru.cli.language import language, say
from mamoru.cli.output import as_json, tell, warn
from mamoru.cli.refusal import refused
from mamoru.cli.system import person_named, url_given
from mamoru.gate.asking import OFFICER
from mamoru.gate.door import Door
from mamoru.gate.errors import HandlingRefusedError
from mamoru.gate.systems import registering
from mamoru.gate.systems.carrying import Outcome, carry_out, go_on
from mamoru.gate.systems.look import Unreachable
from mamoru.gate.systems.planning import plan, plan_in
from mamoru.gate.systems.registering import MAP_BYTES, loaded
from mamoru.gate.systems.shown import OutcomeShown, PlanShown, outcome_shown, plan_shown
from mamoru.gate.systems.whom import Target
from mamoru.policy.words import Word

_THEIR_FAULT = frozenset(["person-ambiguous", "person-unnamed", "map-disagrees"])
_NOTHING_HELD = Word("本人の行はありません。", "Nothing is held of this person.")
_LATER = Word("あとで mamoru systems resume を", "go on with it by mamoru systems resume")
_CODES = {"done": YES, "partial": NO, "blocked": CONFLICT}


def forget_person(asked: Namespace) -> int:
    """Plan to forget somebody in a system, and carry the plan out if that is wanted."""
    whom = person_named(asked.person)
    with opened_door() as door:
        try:
            if asked.url is None:
                registering.system_shown(asked.map)
                [found] = plan(door, OFFICER, wish_of(asked), whom, systems=(asked.map,))
            else:
                there = loaded(door, read_file(asked.map, MAP_BYTES))
                target = Target(map=there, url=url_given(asked.url))
                [found] = plan_in(door, OFFICER, wish_of(asked), whom, [target])
            if isinstance(found, Unreachable):
                warn(getattr(found, language()))
                return INPUT if found.code in _THEIR_FAULT else TRY_AGAIN
            made = plan_shown(found)
            if not asked.apply or not made.is_ready:
                return _told_plan(asked, made)
            return _carried(asked, door, made)
        except HandlingRefusedError as error:
            refused(door, error.decision, asked)
            return NO


def resume_plans(asked: Namespace) -> int:
    """Go on with every plan that was begun and left."""
    with opened_door() as door:
        found = [outcome_shown(one) for one in go_on(door, OFFICER)]
    if asked.format == "json":
        tell(as_json(found))
    else:
        for one in found:
            tell("\n".join(_outcome_lines(one)))
    return max((_code(one) for one in found), default=YES)


def _carried(asked: Namespace, door: Door, made: PlanShown) -> int:
    outcome: Outcome = carry_out(door, OFFICER, wish_of(asked), made.plan)
    shown = outcome_shown(outcome)
    if asked.format == "json":
        told = {"plan": msgspec.to_builtins(made, enc_hook=str)}
        tell(as_json(told | {"outcome": msgspec.to_builtins(shown, enc_hook=str)}))
    else:
        tell("\n".join([*_plan_lines(made), *_outcome_lines(shown)]))
    return _code(shown)


def _told_plan(asked: Namespace, made: PlanShown) -> int:
    if asked.format == "json":
        tell(as_json(msgspec.to_builtins(made, enc_hook=str)))
    else:
        tell("\n".join(_plan_lines(made)))
    return YES if made.is_ready else NO


def _plan_lines(made: PlanShown) -> Iterator[str]:
    yield f"{made.plan} {made.system} {_counted(made.counts)}"
    if not (made.deletes or made.changes or made.stays):
        yield say(_NOTHING_HELD, language())
    for row in made.deletes:
        yield f"- {row.table} {_key(row.key)}"
    for row in made.changes:
        told = ", ".join(f"{name} ({why})" for name, why in row.columns.items())
        yield f"~ {row.table} {_key(row.key)}: {told}"
    for row in made.stays:
        until = f" {row.clock} {row.last_day or '-'}" if row.clock else ""
        yield f"= {row.table} {_key(row.key)}: {row.reason}{until}"
    for call in made.calls:
        where = f"{call.system}." if call.system else ""
        yield f"> {where}{call.name} {call.method} {call.path}: {', '.join(call.tables)}"
    for mark, several in (("!", made.problems), ("?", made.warnings)):
        for one in several:
            where = ".".join(filter(None, [one.table, ",".join(one.columns)]))
            yield f"{mark} {where or made.system}: {getattr(one, language())} [{one.code}]"


def _outcome_lines(shown: OutcomeShown) -> Iterator[str]:
    yield f"{shown.plan} {shown.system}: {shown.state}, {shown.wrote} {_counted(shown.counts)}"
    if shown.problem:
        later = "" if shown.state in _CODES else f"; {say(_LATER, language())}"
        yield f"! {shown.problem}{later}"
    for row in shown.left:
        yield f"! {row.table} {_key(row.key)} {','.join(row.columns)}: {row.why}"
    for one in shown.unsearched:
        yield f"? {one.table}.{','.join(one.columns)}: {getattr(one, language())} [{one.code}]"


def _counted(counts: dict[str, int]) -> str:
    return " ".join(f"{name}={count}" for name, count in counts.items())


def _key(key: tuple[object, ...]) -> str:
    return "/".join(map(str, key))


def _code(shown: OutcomeShown) -> int:
    return _CODES.get(shown.state, TRY_AGAIN)
