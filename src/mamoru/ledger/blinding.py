"""How each field of an entry is kept free of personal data, declared and enforced by type.

An entry is public and can never be changed, so nothing about a person may stand in it. Every field
of every kind of entry carries one of these markers; a kind with a field that does not is refused
when it is declared, and a value that does not fit its marker is refused when an entry is made:

- `Plain`: a word of a vocabulary, an id of a rule, a version, a count or a time;
- `Pseudonym`: 128 random bits that stand for a person or a request, meaningless once forgotten;
- `Commitment`: SHA-256 over a random salt and a content, which tells nothing without the salt.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

import msgspec

from mamoru.ledger.errors import EntryFieldError, FieldUnblindedError
from mamoru.policy.words import ARTICLE_FORM


@dataclass(frozen=True)
class Plain:
    """Text of a closed form, which names rules and vocabulary, never people."""

    pattern: str


@dataclass(frozen=True)
class Closed:
    """A word of the few that the type itself lists."""


@dataclass(frozen=True)
class Counted:
    """How many: not negative."""


@dataclass(frozen=True)
class Timed:
    """When, in UTC."""


@dataclass(frozen=True)
class Pseudonymous:
    """128 random bits in 32 hexadecimal digits."""


@dataclass(frozen=True)
class Committed:
    """A salted SHA-256 in 64 hexadecimal digits."""


Word = Annotated[str, Plain(r"[a-z][a-z0-9_-]{0,63}")]
"""Id of a vocabulary: act, category, party, fact, system."""
Clause = Annotated[str, Plain(r"[A-Za-z0-9(][A-Za-z0-9_.()\[\]-]{0,63}")]
"""Path in the policy: `4(1)`, `2(1)a`, `11.2`, `8.1`, `retention[access_log]`, `R1`."""
Article = Annotated[
    str,
    Plain(ARTICLE_FORM),
]
"""Place in a law: `APPI 27(1)`."""
_WORD = r"(?:[a-z][a-z0-9_-]{0,63}|\?)"
_WORDS = rf"(?:{_WORD}(?:,{_WORD})*)?"
_PAIR = rf"{_WORD}?(?::{_WORD})?"
Asked = Annotated[
    str, Plain(rf"{_WORD}?;(?:JP|EEA|UK|other|\?)?;{_WORDS};{_WORDS};{_PAIR}(?:,{_PAIR})*")
]
"""What was decided (`asked.py`): class, residence, facts held, facts claimed, categories."""
Version = Annotated[str, Plain(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")]
Token = Annotated[str, Plain(r"[A-Za-z0-9][A-Za-z0-9._:;,/+=~-]{0,255}")]
"""Versions and hashes that a decision rests on."""
Digest = Annotated[str, Plain(r"[0-9a-f]{64}")]
"""SHA-256 of something public: a policy's text, a rule book."""
Place = Annotated[str, Plain("JP|designated|abroad")]
"""Where a recipient is."""
Count = Annotated[int, Counted()]
Moment = Annotated[datetime, Timed()]
Pseudonym = Annotated[str, Pseudonymous()]
Commitment = Annotated[str, Committed()]

Check = Callable[[Any], bool]

_REMEMBERED = 4096
"""Most values that one field remembers."""

_PSEUDONYM = re.compile(r"[0-9a-f]{32}", re.ASCII)
_COMMITMENT = re.compile(r"[0-9a-f]{64}", re.ASCII)


def commit(salt: bytes, content: bytes) -> str:
    """Return the commitment to `content`; `salt` is 16 random bytes or more, kept to open it."""
    return sha256(len(salt).to_bytes(2, "big") + salt + content).hexdigest()


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a kind of entry, and what its values must be."""

    name: str
    default: object
    holds: Check
    remembers: bool
    known: set[object]
    """Values that held before: the same few words come again and again, and need no new match."""

    def accepts(self, value: object) -> bool:
        """Tell whether `value` has the declared form."""
        if not self.holds(value):
            return False
        if self.remembers and len(self.known) < _REMEMBERED:
            self.known.add(value)
        return True


def fields_of(kind: type[msgspec.Struct]) -> tuple[Field, ...]:
    """Return the fields of `kind` in order; raises `FieldUnblindedError` if one is not declared."""
    hints = get_type_hints(kind, include_extras=True)
    found: list[Field] = []
    for field in msgspec.structs.fields(kind):
        holds = _check_of(hints[field.name])
        if holds is None:
            raise FieldUnblindedError(kind=kind.__name__, field=field.name)
        found.append(
            Field(
                name=field.name,
                default=field.default,
                holds=holds,
                known=set(),
                remembers=_is_vocabulary(hints[field.name]),
            )
        )
    return tuple(found)


def check_fields(entry: msgspec.Struct, fields: tuple[Field, ...]) -> None:
    """Raise `EntryFieldError` for the first field whose value does not fit its marker."""
    for value, field in zip(msgspec.structs.astuple(entry), fields, strict=True):
        if value is field.default:
            continue
        try:
            fits = value in field.known or field.accepts(value)
        except TypeError:  # not hashable, so no value of an entry
            fits = False
        if not fits:
            raise EntryFieldError(kind=type(entry).__name__, field=field.name)


def _is_vocabulary(hint: Any) -> bool:  # noqa: ANN401 - any type hint
    """Tell whether a type consists of words and nothing random."""
    return isinstance(hint, Plain | Closed) or any(
        _is_vocabulary(part) for part in (*get_args(hint), *getattr(hint, "__metadata__", ()))
    )


def _check_of(hint: Any) -> Check | None:  # noqa: ANN401 - any type hint
    """Return the check for a declared type, `None` if it is not declared."""
    arguments = get_args(hint)
    if get_origin(hint) is Annotated:
        return _check_of_marker(arguments[0], arguments[1:])
    if get_origin(hint) in {Union, UnionType} and NoneType in arguments:
        inner = [_check_of(part) for part in arguments if part is not NoneType]
        return _optional(inner[0]) if len(inner) == 1 and inner[0] else None
    if get_origin(hint) is tuple and arguments[1:] == (...,):
        each = _check_of(arguments[0])
        return _every(each) if each else None
    return None


def _check_of_marker(of: Any, markers: tuple[object, ...]) -> Check | None:  # noqa: ANN401 - a hint
    for marker in markers:
        match marker:
            case Plain(pattern) if of is str:
                return _matches(pattern)
            case Closed() if get_origin(of) is Literal:
                return frozenset(get_args(of)).__contains__
            case Counted() if of is int:
                return lambda value: type(value) is int and 0 <= value < 1 << 63
            case Timed() if of is datetime:
                return lambda value: isinstance(value, datetime) and value.tzinfo is UTC
            case Pseudonymous() if of is str:
                return lambda value: type(value) is str and bool(_PSEUDONYM.fullmatch(value))
            case Committed() if of is str:
                return lambda value: type(value) is str and bool(_COMMITMENT.fullmatch(value))
    return None


def _matches(pattern: str) -> Check:
    fits = re.compile(pattern, re.ASCII).fullmatch
    return lambda value: type(value) is str and fits(value) is not None


def _optional(inner: Check) -> Check:
    return lambda value: value is None or inner(value)


def _every(each: Check) -> Check:
    def holds(values: object) -> bool:
        if type(values) is not tuple:
            return False
        return all(map(each, values)) if values else True

    return holds
