"""The shapes that the file of a form is made of, which is YAML, or JSON that is YAML as well."""

import re
from dataclasses import dataclass
from typing import get_args

from mamoru.collection.forms.form import Type
from mamoru.collection.forms.media import KNOWN
from mamoru.policy.shapes import Choice, Day, Flag, Form, Line, Node, Period, Reader, Schema
from mamoru.policy.source import Scalar
from mamoru.policy.structures import Record, Several, Table

MIB = 1024 * 1024
LARGEST = 20 * MIB
"""Bytes of the largest file that any form takes."""
LARGEST_TEXT = 1 * MIB
"""The same for text, which is read and screened as a whole."""
_WHOLE = re.compile(r"0|[1-9][0-9]{0,11}|-[1-9][0-9]{0,11}")


@dataclass(frozen=True, slots=True)
class Whole:
    """A bare whole number within bounds."""

    least: int
    most: int

    def read(self, node: Node, reader: Reader) -> int | None:
        """Return the number."""
        if isinstance(node, Scalar) and node.plain and _WHOLE.fullmatch(node.text):
            number = int(node.text)
            if self.least <= number <= self.most:
                return number
        reader.say("not-a-whole-number", node.place, least=self.least, most=self.most)
        return None

    def schema(self) -> Schema:
        """Return the JSON Schema of this shape."""
        return {"type": "integer", "minimum": self.least, "maximum": self.most}


@dataclass(frozen=True, slots=True)
class FormLanguage:
    """The bare number 1."""

    def read(self, node: Node, reader: Reader) -> int | None:
        """Return the version of the format."""
        word = node.text if isinstance(node, Scalar) else "?"
        if word == "1":
            return 1
        reader.say("form-language", node.place, word=word[:20])
        return None

    def schema(self) -> Schema:
        """Return the JSON Schema of this shape."""
        return {"const": 1}


NAME = Form("[a-z][a-z0-9_-]{0,63}")
VERSION = Form("[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
WORD = Form(r"[^\x00-\x1f]{1,64}")
OPTION = Form(r"[^\x00-\x1f]{1,200}")
FAR = 10**11
TEXT = {"ja": Line(), "en": Line()}

FIELD = Record(
    "field",
    {"item": WORD, "type": Choice(get_args(Type))},
    {
        "required": Flag(),
        "identifies": Flag(),
        "longest": Whole(1, 20_000),
        "least": Whole(-FAR, FAR),
        "most": Whole(-FAR, FAR),
        "first": Day(),
        "last": Day(),
        "options": Several(OPTION, alone=False),
        "media": Several(Choice(tuple(KNOWN)), alone=False),
        "largest": Whole(1, LARGEST),
    },
)
FILE = Record(
    "file",
    {
        "mamoru-form": FormLanguage(),
        "form": Record(
            "form",
            {
                "name": NAME,
                "version": VERSION,
                "title": Record("title", TEXT),
                "whose": NAME,
                "purposes": Several(WORD, alone=False),
                "notice": Record(
                    "notice",
                    {"name": NAME, "version": VERSION},
                    {"shown_within_minutes": Whole(1, 60 * 24 * 31)},
                ),
                "keep": Period(),
            },
            {"guardian": Flag(), "agents": Flag()},
        ),
        "fields": Table(NAME, FIELD),
    },
)
