"""Writes a proposal as a map, with questions as comments where they are to be answered."""

import json
import re
from collections.abc import Iterator, Sequence

from mamoru.errors import Language
from mamoru.policy.model import Policy
from mamoru.policy.shapes import BOOLEANS
from mamoru.policy.words import Word
from mamoru.systems.draft.naming import shown
from mamoru.systems.draft.proposal import ProposedColumn, ProposedLink, ProposedTable

_PLAIN = re.compile(r"[A-Za-z_\u3040-\u30ff\u4e00-\u9fff][A-Za-z0-9_.\u3040-\u30ff\u4e00-\u9fff-]*")

_NO_TEXT = frozenset([*BOOLEANS, "null", "~"])
"""Plain words that YAML, or a reader of it, takes for something else."""


def written(
    name: str, tables: Sequence[ProposedTable], policy: Policy, language: Language,
    left_out: Sequence[Word] = (),
) -> str:  # fmt: skip
    """Return the text of a map that proposes `tables`; it loads as it is, if there are any."""
    return "\n".join(_lines(name, tables, policy, language, left_out)) + "\n"


def _lines(
    name: str, tables: Sequence[ProposedTable], policy: Policy, language: Language,
    left_out: Sequence[Word],
) -> Iterator[str]:  # fmt: skip
    yield f"# {_intro(language)}"
    yield "mamoru_map: 1"
    yield f"system: {_system(name)}"
    title = _word(shown(name) or "system")
    yield f"title: {{ja: {title}, en: {title}}}"
    yield "writable: false"
    for one in left_out:
        yield f"# ? {_say(one, language)}"
    yield "tables:"
    kind = next(iter(policy.natural), next(iter(policy.people)))
    for table in tables:
        yield from _table(table, kind, language)


def _table(table: ProposedTable, kind: str, language: Language) -> Iterator[str]:
    yield f"  {_word(table.name)}:"
    for one in table.questions:
        yield f"    # ? {_say(one, language)}"
    if table.is_reference:
        yield "    is: reference"
    if table.found_by:
        by = ", ".join(f"{kind_}: {_word(column)}" for kind_, column in table.found_by.items())
        yield f"    person: {{kind: {kind}, found_by: {{{by}}}}}"
    if table.key:
        yield f"    key: [{', '.join(map(_word, table.key))}]"
    if table.columns:
        yield "    columns:"
        for column in table.columns:
            yield from _column(column, language)
    if table.links and not table.is_reference:
        yield "    links:"
        for link in table.links:
            yield from _link(link, language)


def _column(column: ProposedColumn, language: Language) -> Iterator[str]:
    if column.question is not None:
        yield f"      # ? {_say(column.question, language)}"
    if column.data is None:
        yield f"      {_word(column.name)}: none"
        return
    item = f", item: {column.item}" if column.item else ""
    yield f"      {_word(column.name)}: {{data: {column.data}{item}}}"


def _link(link: ProposedLink, language: Language) -> Iterator[str]:
    if link.question is not None:
        yield f"      # ? {_say(link.question, language)}"
    columns = ", ".join(map(_word, link.columns))
    yield f"      - {{columns: [{columns}], to: {_word(link.to)}, is: {link.relation}}}"


def _word(text: str) -> str:
    """Return a name as YAML reads it back."""
    is_plain = _PLAIN.fullmatch(text) and text.lower() not in _NO_TEXT
    return text if is_plain else json.dumps(text, ensure_ascii=False)


def _system(name: str) -> str:
    bare = re.sub(r"[^a-z0-9-]+", "-", name.lower()).strip("-")
    found = bare if bare[:1].isalpha() else f"system-{bare}".strip("-")
    return found[:64].strip("-") if found not in _NO_TEXT else f"{found}-system"


def _say(word: Word, language: Language) -> str:
    """Return a question on one line, whatever the names in it are."""
    return " ".join((word.ja if language == "ja" else word.en).split())


def _intro(language: Language) -> str:
    if language == "ja":
        return "案です。「# ?」の問いに答え、mamoru systems check で確かめてください。"
    return "A proposal. Answer the questions at `# ?`, then run mamoru systems check."
