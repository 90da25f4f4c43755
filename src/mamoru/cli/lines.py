"""JSON lines from standard input, one at a time; a line that cannot be read is told, not fatal.

What is wrong is said by kind and place, never by repeating what the line holds.
"""

import json
import re
import sys
from collections.abc import Iterator
from typing import Any, BinaryIO, TypeVar

import msgspec

from mamoru.cli.errors import LineBrokenError
from mamoru.cli.language import say
from mamoru.cli.streams import INPUT, named
from mamoru.errors import Language
from mamoru.policy.words import Word

T = TypeVar("T")
LONGEST = 1 << 20
"""Bytes of the longest line."""

_PATH = re.compile(r"at `(?:key in )?(\$[\w.\[\]]*)")
_MISSING = re.compile(r"missing required field `(\w+)`")


def numbered(stream: BinaryIO | None = None) -> Iterator[tuple[int, bytes | None]]:
    """Yield every line that is not blank with its number; `None` for one that is too long."""
    source = stream or sys.stdin.buffer
    number = 0
    while line := _line(source, LONGEST + 1):
        number += 1
        if len(line) > LONGEST:
            while line and not line.endswith(b"\n"):
                line = _line(source, LONGEST)
            yield number, None
        elif line.strip():
            yield number, line


def _line(source: BinaryIO, limit: int) -> bytes:
    with named(INPUT):
        return source.readline(limit)


def strict(raw: bytes, kind: Any) -> Any:  # noqa: ANN401 - whatever msgspec can decode, unions too
    """Return the `kind` that a JSON text holds.

    Raises what `reason_of` puts into words; also where a key stands twice, which two readers could
    understand differently.
    """
    found = msgspec.json.decode(raw, type=kind)
    json.loads(raw, object_pairs_hook=_once)
    return found


class KeyTwiceError(ValueError):
    """A key stands twice in one object."""


def _once(pairs: list[tuple[str, Any]]) -> None:
    if len(pairs) > 1 and len({key for key, _ in pairs}) != len(pairs):
        raise KeyTwiceError


UNREADABLE = (msgspec.MsgspecError, ValueError, RecursionError)
"""What `strict` raises; a `UnicodeDecodeError` is a `ValueError`."""


def decoded(raw: bytes | None, kind: type[T], line: int, speech: Language) -> T:
    """Return the `kind` that a line holds; raises `LineBrokenError`."""
    if raw is None:
        raise LineBrokenError(line=line, reason=say(_TOO_LONG, speech))
    try:
        found: T = strict(raw, kind)
    except UNREADABLE as error:
        raise LineBrokenError(line=line, reason=reason_of(error, speech)) from None
    return found


def converted(found: Any, kind: type[T], line: int, speech: Language) -> T:  # noqa: ANN401 - any JSON
    """Return `found` as the `kind` it should be; raises `LineBrokenError`."""
    try:
        return msgspec.convert(found, kind)
    except msgspec.MsgspecError as error:
        raise LineBrokenError(line=line, reason=reason_of(error, speech)) from None


def reason_of(error: Exception, speech: Language) -> str:
    """Return what is wrong with a JSON text, without repeating anything of it."""
    text = str(error)
    if isinstance(error, KeyTwiceError):
        return say(_TWICE, speech)
    if not isinstance(error, msgspec.ValidationError):
        return say(_NOT_UTF8 if "utf-8" in text.lower() else _NOT_JSON, speech)
    if missing := _MISSING.search(text):
        return f"{say(_LACKS, speech)}: {missing[1]}"
    if "unknown field" in text:
        return say(_UNKNOWN_KEY, speech)
    path = _PATH.search(text)
    if path and path[1].startswith("$.grounds[") and "matching regex" in text:
        return say(_NO_REFERENCE, speech)
    return f"{say(_WRONG_TYPE, speech)}: {path[1] if path else '$'}"


_TOO_LONG = Word("1 MiB を超えている", "longer than 1 MiB")
_NOT_JSON = Word("JSON ではない", "not JSON")
_NOT_UTF8 = Word("UTF-8 ではない", "not UTF-8")
_TWICE = Word("同じ項目が 2 度ある", "a key stands twice")
_NO_REFERENCE = Word(
    "証拠の参照に使えるのは英数字と : . _ / # - だけです",
    "a reference to evidence has letters, digits and : . _ / # - only",
)
_LACKS = Word("項目が足りない", "a key is missing")
_UNKNOWN_KEY = Word("定められていない項目がある", "there is a key that does not belong here")
_WRONG_TYPE = Word("値の型または形が違う", "a value is not of its type or form")
