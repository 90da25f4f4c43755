"""What commands read as JSON, and how they show what was made of it."""

from argparse import Namespace
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from textwrap import indent
from typing import Any, TypeVar

import msgspec

from mamoru.cli.codes import YES
from mamoru.cli.errors import InputBrokenError
from mamoru.cli.files import STANDARD_INPUT, read_file
from mamoru.cli.installation import check_installed, opened_door
from mamoru.cli.language import language, say
from mamoru.cli.lines import LONGEST, UNREADABLE, reason_of, strict
from mamoru.cli.output import as_json, table, tell
from mamoru.gate.door import Door
from mamoru.policy.words import Word

T = TypeVar("T")
_YES = Word("はい", "yes")
_NO = Word("いいえ", "no")


def from_input(kind: type[T]) -> T:
    """Return the JSON object on standard input as a value of `kind`; raises `InputBrokenError`."""
    raw = read_file(STANDARD_INPUT, LONGEST)
    try:
        found: T = strict(raw, kind)
    except UNREADABLE as error:
        raise InputBrokenError(reason=reason_of(error, language())) from None
    return found


def done(
    asked: Namespace, act: Callable[[Door], Any], fields: tuple[str, ...], *, begins: bool = False
) -> int:
    """Do it through the door, and show `fields` of what came of it, or all of it as JSON."""
    with opened_door(may_begin=begins) as door:
        made = act(door)
        tell(as_json(made) if asked.format == "json" else _lines(made, fields))
    return YES


def shown(asked: Namespace, found: Callable[[], Any], fields: tuple[str, ...]) -> int:
    """Show what is kept: one value line by line, several as a table, or all of it as JSON."""
    check_installed()
    kept = found()
    if asked.format == "json":
        tell(as_json(kept))
    elif isinstance(kept, tuple):
        tell(table(fields, [[_said(getattr(one, field)) for field in fields] for one in kept]))
    else:
        tell(_lines(kept, fields))
    return YES


def _lines(one: object, fields: Sequence[str]) -> str:
    """Return a line for each field; a value that has fields itself takes lines below, indented."""
    told = []
    for field in fields:
        value = getattr(one, field)
        below = _below(value)
        told.append(f"{field}: {_said(value)}" if below is None else f"{field}:\n{below}")
    return "\n".join(told)


def _below(value: object) -> str | None:
    """Return what has fields of its own as indented lines, several as a table; others `None`."""
    if isinstance(value, msgspec.Struct):
        text = _lines(value, value.__struct_fields__)
    elif isinstance(value, tuple) and value and isinstance(value[0], msgspec.Struct):
        fields = value[0].__struct_fields__
        text = table(fields, [[_said(getattr(one, field)) for field in fields] for one in value])
    else:
        return None
    return indent(text, "  ")


def _said(value: object) -> str:
    if isinstance(value, tuple):
        return ", ".join(map(_said, value)) or "-"
    if isinstance(value, bool):
        return say(_YES if value else _NO, language())
    if isinstance(value, datetime):
        return f"{value.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
    return "-" if value in (None, "") else str(value)
