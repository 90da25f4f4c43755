"""Rows of JSON Lines: one object a line, whose keys are those of the mapping."""

import json
from collections.abc import Iterator
from typing import Any, BinaryIO

from mamoru.collection.partners.mapping import Plan
from mamoru.collection.partners.raw_rows import KEY_TWICE, NESTED, NOT_JSON, UNKNOWN_KEY, Raw
from mamoru.collection.partners.text_lines import lines

_WORDS = {True: "true", False: "false", None: None}


class _TwiceError(ValueError):
    """A key stands twice: two readers could understand it differently."""


def json_rows(file: BinaryIO, plan: Plan) -> Iterator[Raw]:
    """Yield every line as a row; empty lines are none.

    Numbers keep the digits they are written with. A key may be left out, and is empty then.
    """
    names = [column.name for column in plan.columns]
    decode = json.JSONDecoder(
        object_pairs_hook=_once, parse_int=str, parse_float=str, parse_constant=_refused
    ).decode
    for number, text in lines(file, plan.encoding):
        if isinstance(text, Raw):
            yield text
        elif text:
            yield _row(number, text, names, decode)


def _row(number: int, text: str, names: list[str], decode: Any) -> Raw:  # noqa: ANN401 - of json
    try:
        found = decode(text)
    except _TwiceError:
        return Raw(number, reason=KEY_TWICE)
    except (ValueError, RecursionError):
        return Raw(number, reason=NOT_JSON)
    if not isinstance(found, dict):
        return Raw(number, reason=NOT_JSON)
    if not found.keys() <= set(names):
        return Raw(number, reason=UNKNOWN_KEY)
    values: list[str | None] = []
    for name in names:
        value = found.get(name)
        if isinstance(value, dict | list):
            return Raw(number, reason=NESTED, detail=name)
        values.append(value if isinstance(value, str) else _WORDS[value])
    return Raw(number, values)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise _TwiceError
    return found


def _refused(_: str) -> None:
    """Raise for NaN and the infinities, which JSON does not have (RFC 8259, 6)."""
    raise ValueError
