"""Leaves out of a schema what a map cannot name, and says so."""

import json
import re
import unicodedata

import msgspec

from mamoru.policy.words import Word
from mamoru.systems.map.grammar import IDENTIFIER
from mamoru.systems.schema import Schema, SchemaTable

_UNSEEN = frozenset(["Cc", "Cf", "Cs", "Cn", "Co", "Zl", "Zp"])
"""Classes of characters that nobody sees in a map, or that end a line of it."""


class Nameable(msgspec.Struct, frozen=True, kw_only=True):
    """What a map can name of a schema."""

    schema: Schema
    questions: tuple[Word, ...] = ()
    """What was left out, to be decided by somebody."""


def nameable(schema: Schema) -> Nameable:
    """Return the schema without tables and columns that no map can name."""
    tables: dict[str, SchemaTable] = {}
    questions: list[Word] = []
    for table in schema.tables.values():
        if not can_name(table.name):
            questions.append(_question("表", "table", table.name))
            continue
        left = [one for one in table.columns if not can_name(one)]
        questions += [_question(f"表 {table.name} の列", "column", one) for one in left]
        columns = {name: one for name, one in table.columns.items() if name not in left}
        if columns:
            key = () if set(table.key) & set(left) else table.key
            tables[table.name] = msgspec.structs.replace(table, columns=columns, key=key)
    for name, table in tables.items():
        there = tuple(
            one
            for one in table.foreign_keys
            if one.to in tables
            and set(one.columns) <= set(table.columns)
            and set(one.to_columns) <= set(tables[one.to].columns)
        )
        tables[name] = msgspec.structs.replace(table, foreign_keys=there)
    found = msgspec.structs.replace(schema, tables=tables)
    return Nameable(schema=found, questions=tuple(questions))


def can_name(name: str) -> bool:
    """Return whether a map can name a table or column."""
    is_seen = all(unicodedata.category(one) not in _UNSEEN for one in name)
    return is_seen and re.fullmatch(IDENTIFIER.pattern, name) is not None


def shown(name: str) -> str:
    """Return a name on one line, without what nobody sees."""
    return " ".join("".join(" " if one.isspace() else one for one in name if _is_seen(one)).split())


def _is_seen(character: str) -> bool:
    return character.isspace() or unicodedata.category(character) not in _UNSEEN


def _question(ja: str, en: str, name: str) -> Word:
    shown = json.dumps(name)  # ASCII on one line, whatever the name is
    return Word(
        f"{ja} {shown} は、対応表に書けない名前なので省きました。個人情報はありませんか。",
        f"The {en} {shown} was left out: no map can name it. Does it hold anything personal?",
    )
