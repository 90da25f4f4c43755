"""Handlings asked by the officer at the command line: what is wished for, done, and shown."""

from argparse import Namespace
from collections.abc import Callable
from typing import Any

import msgspec

from mamoru.cli.codes import NO, YES
from mamoru.cli.errors import InputBrokenError
from mamoru.cli.installation import opened_door
from mamoru.cli.language import language, say
from mamoru.cli.lines import reason_of
from mamoru.cli.output import as_json, tell, warn
from mamoru.cli.refusal import refused
from mamoru.gate.asking import Wish
from mamoru.gate.consider import place_of
from mamoru.gate.door import Door
from mamoru.gate.errors import HandlingRefusedError
from mamoru.gate.recipient_errors import PartyUnnamedError
from mamoru.policy.words import Word

_ENTRY = Word("台帳のエントリ", "ledger entry")


def carried_out(
    asked: Namespace,
    act: Callable[[Door], tuple[dict[str, Any], list[str]]],
    *,
    may_begin: bool = False,
) -> int:
    """Do it, and show what came of it; a refusal is shown with its reasons."""
    with opened_door(may_begin=may_begin) as door:
        try:
            found, lines = act(door)
        except HandlingRefusedError as error:
            refused(door, error.decision, asked)
            if isinstance(error, PartyUnnamedError):
                warn(error.message(language()))
            return NO
        tell(as_json(found) if asked.format == "json" else "\n".join(lines))
    return YES


def wish_of(asked: Namespace) -> Wish:
    """Return what the arguments ask for; raises `InputBrokenError`."""
    grounds = {}
    for ground in asked.ground:
        fact, is_shown, reference = ground.partition("=")
        grounds[fact] = reference if is_shown else None
    stated = {
        "act": asked.act,
        "purpose": asked.purpose,
        "from": asked.source,
        "to": asked.recipient,
        "place": asked.place,
        "party": getattr(asked, "party", None),
        "grounds": grounds,
    }
    try:
        return msgspec.convert(stated, Wish)
    except msgspec.ValidationError as error:
        raise InputBrokenError(reason=reason_of(error, language())) from None


def placed(door: Door, ticket: int | None) -> int | None:
    """Return the place of an entry in the log, `None` if it has not got one yet.

    Whatever keeps it from one must not keep anybody from learning what was done: closing the door
    tries again, and tells what is in the way.
    """
    if ticket is None:
        return None
    try:
        door.settle()
        return place_of(ticket).index
    except (Exception, KeyboardInterrupt):  # noqa: BLE001 - see above
        return None


def entry_line(place: int | None) -> str:
    """Return where the entry of what was done is."""
    return f"{say(_ENTRY, language())}: {'-' if place is None else place}"
