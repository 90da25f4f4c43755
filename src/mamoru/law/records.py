"""The records, notices and statements the law asks for: what each holds and how long it is kept."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from mamoru.law.errors import TableError, UnknownRecordError
from mamoru.law.figures import law_clocks
from mamoru.law.packaged import read_packaged
from mamoru.law.periods import Period
from mamoru.law.validity import (
    SOURCED,
    VALIDITY_OPTIONAL,
    Validity,
    in_force,
    row_name,
    validity_of,
    validity_problems,
)
from mamoru.policy import shapes, structures
from mamoru.policy.grammar import NAME, SAID, TEXT
from mamoru.policy.shapes import Form, Section
from mamoru.policy.structures import Record
from mamoru.policy.words import Word

FILE_NAME = "records.yaml"


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordCase:
    """What a record holds in one case, where the rule tells cases apart."""

    word: Word
    items: tuple[str, ...]
    article: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordRow:
    """One kind of document. It is kept as long as `lasts` says, and for `keep` from `event` on.

    Where there are `clocks`, one for each way of making the record, they say how long instead.
    """

    name: str
    word: Word
    items: Mapping[str, Word]
    lasts: Word | None
    keep: Period | None
    event: str | None
    article: str
    validity: Validity
    cases: Mapping[str, RecordCase]
    clocks: Mapping[str, str]


_CASE = Record(
    "law_record_case",
    {**TEXT, "items": structures.Several(NAME, alone=False), "article": shapes.Line()},
)
_FILE = Record(
    "law_records",
    {
        "records": structures.Table(
            Form(r"R[0-9]{2}( #[0-9]+)?"),
            Record(
                "law_record",
                {**TEXT, **SOURCED, "items": structures.Table(NAME, SAID)},
                {
                    **VALIDITY_OPTIONAL,
                    "while": SAID,
                    "keep": shapes.Period(),
                    "from": NAME,
                    "cases": structures.Table(NAME, _CASE),
                    "clocks": structures.Table(NAME, NAME),
                },
            ),
        ),
    },
)


@lru_cache(maxsize=1)
def law_records() -> tuple[RecordRow, ...]:
    """Return all rows. Raises `TableError` if the packaged file cannot be used."""
    file, _ = read_packaged(FILE_NAME, _FILE)
    rows = tuple(_row(str(key), section) for key, section in file["records"].items())
    problems = [*validity_problems(rows), *_problems(rows)]
    if problems:
        raise TableError(FILE_NAME, problems)
    return rows


def record_named(name: str, on: date) -> RecordRow:
    """Return the row `name` (R01 …) as it applies on `on`. Raises `UnknownRecordError`."""
    found = in_force(law_records(), name, on)
    if found is None:
        raise UnknownRecordError(name=name[:20], on=on.isoformat())
    return found


def _row(key: str, section: Section) -> RecordRow:
    return RecordRow(
        name=row_name(key),
        word=_word(section),
        items={str(name): _word(item) for name, item in section["items"].items()},
        lasts=_word(section["while"]) if "while" in section else None,
        keep=Period.parse(section["keep"]) if "keep" in section else None,
        event=str(section["from"]) if "from" in section else None,
        article=str(section["article"]),
        validity=validity_of(section),
        cases={str(name): _case(one) for name, one in section.get("cases", {}).items()},
        clocks={str(name): str(clock) for name, clock in section.get("clocks", {}).items()},
    )


def _case(section: Section) -> RecordCase:
    items = tuple(map(str, section["items"]))
    return RecordCase(word=_word(section), items=items, article=str(section["article"]))


def _problems(rows: tuple[RecordRow, ...]) -> Iterator[tuple[str, str]]:
    events = law_clocks().events
    known = {clock.name for clock in law_clocks().clocks}
    for row in rows:
        if row.lasts is None and row.keep is None:
            yield f"{row.name}: while か keep が必要です。", f"{row.name}: while or keep is needed."
        if (row.keep is None) != (row.event is None):
            yield f"{row.name}: keep と from は並べます。", f"{row.name}: keep goes with from."
        if row.event is not None and row.event not in events:
            yield f"{row.name}: from が出来事にありません。", f"{row.name}: no such event."
        listed = {item for case in row.cases.values() for item in case.items}
        if not listed <= row.items.keys():
            yield f"{row.name}: cases に items にない項目があります。", f"{row.name}: no such item."
        if not known.issuperset(row.clocks.values()):
            yield f"{row.name}: clocks が時計にありません。", f"{row.name}: no such clock."


def _word(section: Section) -> Word:
    return Word(str(section["ja"]), str(section["en"]))
