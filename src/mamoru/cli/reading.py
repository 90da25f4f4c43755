"""What commands read as JSON, and how they show what was made of it."""

from argparse import Namespace
from collections.abc import Callable
from typing import Any, TypeVar

from mamoru.cli.codes import YES
from mamoru.cli.errors import InputBrokenError
from mamoru.cli.files import STANDARD_INPUT, read_file
from mamoru.cli.installation import check_installed, opened_door
from mamoru.cli.language import language
from mamoru.cli.lines import LONGEST, UNREADABLE, reason_of, strict
from mamoru.cli.output import as_json, table, tell
from mamoru.gate.door import Door

T = TypeVar("T")


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
        lines = "\n".join(f"{field}: {_said(getattr(made, field))}" for field in fields)
        tell(as_json(made) if asked.format == "json" else lines)
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
        tell("\n".join(f"{field}: {_said(getattr(kept, field))}" for field in fields))
    return YES


def _said(value: object) -> str:
    if isinstance(value, tuple):
        return ", ".join(map(_said, value)) or "-"
    return "-" if value in (None, "") else str(value)
