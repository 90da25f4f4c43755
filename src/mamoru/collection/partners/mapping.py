"""The mapping of a delivery: what each column is in the words of the policy, in a strict YAML file.

It is read with the shapes of the policy language, so that every finding has its line, in Japanese
and in English. What it names is held against the policy in force (`plan_of`).
"""

from collections.abc import Iterator, Mapping

import msgspec

from mamoru.collection.partners.errors import MappingFileError
from mamoru.crypto.index import KINDS
from mamoru.gate.kinds import category_of_name
from mamoru.policy.errors import Finding, Place, PolicyFileError
from mamoru.policy.grammar import NAME
from mamoru.policy.model import Policy
from mamoru.policy.shapes import Choice, Flag, Line, One, Reader, Section, Shape, Spot, Yes
from mamoru.policy.source import read_tree
from mamoru.policy.structures import Record, Table
from mamoru.policy.words import RESIDENCES

LARGEST = 1 << 20
"""Bytes of the largest mapping."""
FORMATS = ("csv", "jsonl", "parquet")
ENCODINGS = ("utf-8", "cp932")
SEPARATORS = {"comma": ",", "tab": "\t", "semicolon": ";"}

_RESIDENCE = Choice(tuple(RESIDENCES))
_COLUMN: dict[str, Shape] = {
    "identifier": Choice(tuple(KINDS)),
    "item": NAME,
    "data": NAME,
    "sensitive": NAME,
    "required": Flag(),
    "drop": Yes(),
    "whose": Table(Line(), NAME),
    "residence": Table(Line(), _RESIDENCE),
}
_FILE = Record(
    "delivery_mapping",
    {
        "mamoru": One(),
        "format": Choice(FORMATS),
        "columns": Table(Line(), Record("delivery_column", {}, _COLUMN)),
    },
    {
        "encoding": Choice(ENCODINGS),
        "separator": Choice(tuple(SEPARATORS)),
        "lines": Choice(("single", "several")),
        "whose": NAME,
        "residence": _RESIDENCE,
    },
)


class Column(msgspec.Struct, frozen=True, kw_only=True):
    """What one column is. Of one that is dropped, nothing is set."""

    name: str
    kind: str | None = None
    """Kind of identifier by which the person is found."""
    item: str | None = None
    data: str | None = None
    """Category of the policy that the column belongs to."""
    sensitive: str | None = None
    is_required: bool = False
    whose: dict[str, str] | None = None
    """Which class of person each value of the column means."""
    residence: dict[str, str] | None = None

    @property
    def is_dropped(self) -> bool:
        """Whether nothing of the column is kept or looked at."""
        return not (self.kind or self.item or self.whose or self.residence)


class Plan(msgspec.Struct, frozen=True, kw_only=True):
    """A mapping whose every word the policy knows."""

    format: str
    encoding: str
    separator: str
    has_line_breaks: bool
    """Whether a quoted field of CSV may hold several lines."""
    whose: str | None
    residence: str | None
    columns: tuple[Column, ...]

    @property
    def categories(self) -> Mapping[str, str]:
        """Return the category of each kind of identifier."""
        return {one.kind: one.data for one in self.columns if one.kind and one.data}

    @property
    def touched(self) -> tuple[tuple[str, str | None], ...]:
        """Return every category, with the kind of sensitive information, each once."""
        named = [(one.data, one.sensitive) for one in self.columns if one.data]
        return tuple(dict.fromkeys(named))

    @property
    def items(self) -> tuple[str, ...]:
        """Return the items of information that the delivery holds, as the policy names them."""
        return tuple(dict.fromkeys(one.item or one.kind or "" for one in self.columns if one.data))


def plan_of(text: bytes, policy: Policy) -> Plan:
    """Return what the mapping in `text` means under `policy`.

    Raises `MappingFileError` with every finding.
    """
    reader = Reader()
    if len(text) > LARGEST:
        raise MappingFileError([Finding.of("too-large", Place(1, 1), megabytes=1)])
    try:
        file: Section | None = _FILE.read(read_tree(text), reader)
    except PolicyFileError as error:
        raise MappingFileError(error.findings) from None
    if file is None or reader.findings:
        raise MappingFileError(reader.findings)
    columns = tuple(_column(str(name), one, policy) for name, one in file["columns"].items())
    _check(file, columns, policy, reader)
    if reader.findings:
        raise MappingFileError(reader.findings)
    return Plan(
        format=str(file["format"]),
        encoding=str(file.get("encoding", ENCODINGS[0])),
        separator=SEPARATORS[file.get("separator", "comma")],
        has_line_breaks=file.get("lines") == "several",
        whose=_text(file.get("whose")),
        residence=_text(file.get("residence")),
        columns=columns,
    )


def _column(name: str, section: Section, policy: Policy) -> Column:
    kind, item = _text(section.get("identifier")), _text(section.get("item"))
    named = item or kind
    data = _text(section.get("data")) or (category_of_name(policy, named) if named else None)
    return Column(
        name=name,
        kind=kind,
        item=item,
        data=data,
        sensitive=_text(section.get("sensitive")),
        is_required=section.get("required", False),
        whose=_words(section.get("whose")),
        residence=_words(section.get("residence")),
    )


def _text(word: Spot | None) -> str | None:
    return None if word is None else str(word)


def _words(section: Section | None) -> dict[str, str] | None:
    return section and {str(value): str(word) for value, word in section.items()}


def _check(file: Section, columns: tuple[Column, ...], policy: Policy, reader: Reader) -> None:
    """Say what the policy does not know, and what contradicts itself."""
    seen: set[str] = set()
    for section, column in zip(file["columns"].values(), columns, strict=True):
        _check_words(section, column, policy, reader)
        for name in filter(None, (column.item,)):
            if name in seen:
                reader.say("defined-twice", section["item"].place, word=name)
            seen.add(name)
        if column.is_dropped != ("drop" in section):
            beside = next(iter(section), "column")
            reader.say("misplaced", section.place, key="drop", beside=str(beside))
    if not any(column.kind for column in columns):
        reader.say("missing-key", file["columns"].place, key="identifier")
    has_whose = [key for key in ("whose",) if key in file] + [c.name for c in columns if c.whose]
    if not has_whose:
        reader.say("missing-key", file.place, key="whose")
    _known(file.get("whose"), policy.people, "people", reader)


def _check_words(section: Section, column: Column, policy: Policy, reader: Reader) -> None:
    _known(section.get("data"), policy.categories, "data", reader)
    _known(section.get("sensitive"), policy.sensitive, "sensitive", reader)
    for word in section.get("whose", {}).values():
        _known(word, policy.people, "people", reader)
    named = column.item or column.kind
    if named is None:
        return
    key = "item" if column.item else "identifier"
    category = category_of_name(policy, named)
    if category is None and (column.item or column.data is None):
        items = [item for one in policy.categories.values() for item in one.items]
        _known(section[key], items, "data", reader)
    elif column.item and category != column.data:
        reader.say("misplaced", section["data"].place, key="data", beside="item")


def _known(
    word: Spot | None, known: Mapping[str, object] | list[str], what: str, reader: Reader
) -> None:
    if word is not None and word not in known:
        listed = ", ".join(_shown(known))
        reader.say("unknown-word", word.place, word=str(word)[:60], what=what, known=listed)


def _shown(known: Mapping[str, object] | list[str]) -> Iterator[str]:
    """Yield the first of the known words: a policy may have hundreds."""
    for number, word in enumerate(known):
        if number == 40:
            yield "…"
            return
        yield word
