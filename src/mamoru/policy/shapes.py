"""The shapes that a policy file is made of; each reads itself and writes its own JSON Schema.

A shape turns a node of the tree into plain values. Every text that comes out is a `Spot`: a string
that still knows its place, so that later steps can say where a wrong reference stands.
"""

import re
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Protocol

from mamoru.errors import Fact
from mamoru.policy.errors import Finding, Place
from mamoru.policy.source import Mapping, Scalar, Sequence

Node = Scalar | Mapping | Sequence
Schema = dict[str, Any]  # a JSON Schema is an open structure

BOOLEANS = {"yes", "no", "on", "off", "true", "false"}
_NUMBER = re.compile(r"[-+]?(\d[\d_,.:e+-]*|0x[0-9a-f]+|\.\d+|\.inf|\.nan)(?![^\s])", re.IGNORECASE)
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
PERIOD = re.compile(r"P(?=[0-9])([0-9]{1,4}Y)?([0-9]{1,4}M)?([0-9]{1,4}W)?([0-9]{1,5}D)?")


class Spot(str):
    """A string that knows where in the file it stands."""

    __slots__ = ("place",)
    place: Place

    @classmethod
    def at(cls, text: str, place: Place) -> "Spot":
        """Return `text` as it stands at `place`."""
        spot = cls(text)
        spot.place = place
        return spot


class Section(dict[Any, Any]):
    """A mapping that knows where in the file it begins; its keys are spots, looked up as text."""

    place: Place = Place(1, 1)


@dataclass(slots=True)
class Reader:
    """Collects findings while shapes read."""

    findings: list[Finding] = field(default_factory=list)

    def say(self, code: str, place: Place, **facts: Fact) -> None:
        """Note that something is wrong, and go on."""
        self.findings.append(Finding.of(code, place, **facts))


class Shape(Protocol):
    """Something that can stand in a policy file."""

    def read(self, node: Node, reader: Reader) -> Any:  # noqa: ANN401 - each shape has its own
        """Return the value of `node`, or `None` after saying what is wrong."""

    def schema(self) -> Schema:
        """Return the JSON Schema (2020-12) of this shape."""


def _word(node: Node, reader: Reader) -> Spot | None:
    """Return a text that YAML reads as text."""
    if not isinstance(node, Scalar):
        reader.say("not-text-here", node.place)
        return None
    if node.plain and node.text in ("", "~", "null", "Null", "NULL"):
        reader.say("null-value", node.place)
    elif node.plain and node.text.lower() in BOOLEANS:
        reader.say("bare-boolean", node.place, word=node.text)
    elif node.plain and _NUMBER.fullmatch(node.text):
        reader.say("bare-number", node.place, word=node.text)
    elif not node.text.strip():
        reader.say("empty", node.place)
    else:
        return Spot.at(node.text, node.place)
    return None


def _is_date(word: str) -> bool:
    """Tell whether `word` is a day of the calendar in the one form of ISO 8601 that is used."""
    try:
        date.fromisoformat(word)
    except ValueError:
        return False
    return _DATE.fullmatch(word) is not None


@dataclass(frozen=True, slots=True)
class Line:
    """Free text."""

    def read(self, node: Node, reader: Reader) -> Spot | None:
        return _word(node, reader)

    def schema(self) -> Schema:
        return {"type": "string", "minLength": 1}


@dataclass(frozen=True, slots=True)
class Form:
    """A word of a certain form."""

    pattern: str
    code: str = "bad-word"

    def read(self, node: Node, reader: Reader) -> Spot | None:
        word = _word(node, reader)
        if word is not None and not re.fullmatch(self.pattern, word):
            reader.say(self.code, node.place, word=word)
            return None
        return word

    def schema(self) -> Schema:
        return {"type": "string", "pattern": f"^(?:{self.pattern})$"}


@dataclass(frozen=True, slots=True)
class Choice:
    """One of a fixed set of words."""

    words: tuple[str, ...]

    def read(self, node: Node, reader: Reader) -> Spot | None:
        word = _word(node, reader)
        if word is not None and word not in self.words:
            reader.say(
                "unknown-word",
                node.place,
                word=word,
                what="the words here",
                known=", ".join(self.words),
            )
            return None
        return word

    def schema(self) -> Schema:
        return {"enum": list(self.words)}


@dataclass(frozen=True, slots=True)
class Flag:
    """A bare `true` or `false`."""

    def read(self, node: Node, reader: Reader) -> bool | None:
        if isinstance(node, Scalar) and node.plain and node.text in ("true", "false"):
            return node.text == "true"
        reader.say("not-a-flag", node.place)
        return None

    def schema(self) -> Schema:
        return {"type": "boolean"}


@dataclass(frozen=True, slots=True)
class Yes:
    """A bare `true`."""

    def read(self, node: Node, reader: Reader) -> bool | None:
        if isinstance(node, Scalar) and node.plain and node.text == "true":
            return True
        reader.say("not-true", node.place)
        return None

    def schema(self) -> Schema:
        return {"const": True}


@dataclass(frozen=True, slots=True)
class One:
    """The bare number 1."""

    def read(self, node: Node, reader: Reader) -> int | None:
        if isinstance(node, Scalar) and node.text == "1":
            return 1
        word = node.text if isinstance(node, Scalar) else "?"
        reader.say("language-version", node.place, word=word[:20])
        return None

    def schema(self) -> Schema:
        return {"const": 1}


@dataclass(frozen=True, slots=True)
class Day:
    """A date, quoted: `"2026-11-23"`."""

    def read(self, node: Node, reader: Reader) -> Spot | None:
        word = _word(node, reader)
        if word is None:
            return None
        if not _is_date(word):
            reader.say("not-a-date", node.place)
            return None
        return word

    def schema(self) -> Schema:
        return {"type": "string", "format": "date", "pattern": r"^\d{4}-\d{2}-\d{2}$"}


@dataclass(frozen=True, slots=True)
class Period:
    """An ISO 8601 period of days, weeks, months or years."""

    def read(self, node: Node, reader: Reader) -> Spot | None:
        word = _word(node, reader)
        if word is not None and not PERIOD.fullmatch(word):
            reader.say("not-a-period", node.place)
            return None
        return word

    def schema(self) -> Schema:
        return {"type": "string", "pattern": f"^{PERIOD.pattern}$"}
