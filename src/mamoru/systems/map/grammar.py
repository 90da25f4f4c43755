"""What may stand in a map. The loader and the JSON Schema for editors follow this."""

import re
from dataclasses import dataclass
from typing import Any

from mamoru.crypto.index import KINDS
from mamoru.policy.grammar import ID, NAME, SAID, records
from mamoru.policy.shapes import Choice, Flag, Form, Line, Node, One, Reader, Schema, Shape, Spot
from mamoru.policy.source import Mapping, Scalar
from mamoru.policy.structures import Record, Several, Table
from mamoru.systems.map.model import RELATIONS

NONE = "none"
"""What a column says that holds nothing personal."""
IDENTIFIER = Form(
    r"[^\s\"`\[\]\x00-\x1f;'\\]([^\"`\[\]\x00-\x1f;'\\]{0,62}[^\s\"`\[\]\x00-\x1f;'\\])?"
)
"""A name in a database, `schema.table` included: never quoted by hand, so no quotes are in it."""
CALL_PATH = Form(r"/[A-Za-z0-9._~/{}?=&,:@+-]{0,400}")
ROWS = Form(r"[A-Za-z_][A-Za-z0-9_-]{0,63}(\.[A-Za-z_][A-Za-z0-9_-]{0,63}){0,7}")
_WHOLE = re.compile(r"-?(?:0|[1-9][0-9]{0,17})")


@dataclass(frozen=True, slots=True)
class Value:
    """A truth value, a whole number, or a text in quotes."""

    def read(self, node: Node, reader: Reader) -> bool | int | Spot | None:
        """Return it as what it is."""
        if isinstance(node, Scalar) and not node.plain:
            return Spot.at(node.text, node.place)  # a text, the empty one as well
        if isinstance(node, Scalar) and node.text in ("true", "false"):
            return node.text == "true"
        if isinstance(node, Scalar) and _WHOLE.fullmatch(node.text):
            return int(node.text)
        return Line().read(node, reader)

    def schema(self) -> Schema:
        """Return the JSON Schema of such a value."""
        return {"type": ["boolean", "integer", "string"]}


@dataclass(frozen=True, slots=True)
class Either:
    """A word that stands alone, or a mapping."""

    word: Shape
    mapping: Shape

    def read(self, node: Node, reader: Reader) -> Any:  # noqa: ANN401 - whatever it stands for
        """Return the value of whichever it is."""
        return (self.mapping if isinstance(node, Mapping) else self.word).read(node, reader)

    def schema(self) -> Schema:
        """Return the JSON Schema of both."""
        return {"anyOf": [self.word.schema(), self.mapping.schema()]}


COLUMNS = Several(IDENTIFIER)
RULE = Record("map_rule", {}, {"anonymise": COLUMNS, "drop_row": Flag()})
COLUMN = Record(
    "map_column",
    {"data": NAME},
    {
        "item": NAME,
        "search": Choice(("exact", "contains")),
        "anonymise": Record("map_anonymise", {"to": Value()}),
    },
)
FOUND_BY = Record("map_found_by", {"column": IDENTIFIER, "fold": Choice(("lower",))})
PEOPLE = Record(
    "map_people",
    {"kind": NAME, "found_by": Table(Choice(tuple(KINDS)), Either(IDENTIFIER, FOUND_BY))},
)
LINK = Record(
    "map_link",
    {"columns": COLUMNS, "to": IDENTIFIER},
    {"to_columns": COLUMNS, "is": Choice(RELATIONS), "on_get": RULE, "on_del": RULE},
)
HOLD = Record(
    "map_hold",
    {"clock": NAME, "since": IDENTIFIER, "keep": COLUMNS},
    {"since_is": Choice(("day", "event"))},
)
FLAG = Record("map_flag", {"column": IDENTIFIER, "on": Value(), "off": Value()})
SUSPEND_CALL = Record("map_suspend_call", {"name": NAME, "seen": FLAG}, {"end": NAME, "system": ID})
SUSPEND = Record(
    "map_suspend",
    {},
    {
        "flag": FLAG,
        "view": Record("map_view", {"name": IDENTIFIER, "table": IDENTIFIER}),
        "call": SUSPEND_CALL,
    },
)
SHARED = Record("map_shared", {"anonymise": COLUMNS})
TABLE = Record(
    "map_table",
    {},
    {
        "is": Choice(("reference",)),
        "person": PEOPLE,
        "key": COLUMNS,
        "columns": Table(IDENTIFIER, Either(Choice((NONE,)), COLUMN), may_be_empty=True),
        "links": Several(LINK),
        "shared": Either(Choice(("review", "show")), SHARED),
        "suspend": SUSPEND,
        "hold": HOLD,
        "read": NAME,
        "erase": NAME,
        "correct": NAME,
        "delete": NAME,
    },
)
CALL = Record(
    "map_call",
    {},
    {
        **dict.fromkeys(("get", "post", "put", "patch", "delete"), CALL_PATH),
        "rows": ROWS,
        "body": Table(IDENTIFIER, Line()),
        "set": Table(IDENTIFIER, NAME),
        "absent": Several(Form("[1-5][0-9][0-9]")),
    },
)
FILE = Record(
    "map",
    {
        "mamoru_map": One(),
        "system": ID,
        "title": SAID,
        "tables": Table(IDENTIFIER, TABLE),
    },
    {"writable": Flag(), "calls": Table(NAME, CALL)},
)


def json_schema() -> Schema:
    """Return the JSON Schema (2020-12) of a map, for editors."""
    found = {**records(FILE), **records(COLUMN), **records(SHARED), **records(FOUND_BY)}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "https://mamoru.invalid/map-1.schema.json",
        "title": "Mamoru map of a system, version 1",
        "$ref": "#/$defs/map",
        "$defs": {name: record.definition() for name, record in sorted(found.items())},
    }
