"""What a register is: its rows by key for a page, and a sheet of all of them for a file."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import islice
from typing import Any

from django.db.models import QuerySet

from mamoru.errors import Language
from mamoru.faces.cursor import Joined, Rows
from mamoru.gate.scopes import Scopes
from mamoru.law.calendar import tokyo_day
from mamoru.law.citing import articles
from mamoru.law.clocks import end_of, start_of
from mamoru.law.periods import Period
from mamoru.law.records import RecordRow, record_named
from mamoru.policy.model import Policy
from mamoru.policy.words import Word
from mamoru.provision.records.sheet import EVERY_DAY, Days, Sheet, say

MOST_ROWS = 100_000
"""Rows of one file; of more than that it is to be some days."""
FIRST_DAY, LAST_DAY = date(2000, 1, 1), date(9998, 12, 31)
"""Days beyond which there is nothing, whatever is asked for: moments have no earlier or later."""
Value = str | int | datetime | date | None
Names = Mapping[str, str]
"""Officers' names by their handles."""


class TooManyRowsError(Exception):
    """A file of these days would have more rows than a file may."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One column: what it is called, and what a row has in it."""

    name: str
    word: Word
    of: Callable[[Any], Value]
    words: Mapping[str, Word] = field(default_factory=dict)
    """What its values are called, where they are words of a short list."""
    sorts: str = ""
    is_officer: bool = False
    is_law: bool = False
    """Whether it names places in laws."""
    phrase: Callable[[Any, "Reader"], str] | None = None
    """Says it where words of the policy or of several lists are in it; `of` is not asked then."""

    def text(self, row: Any, reader: "Reader") -> str:  # noqa: ANN401 - rows of any room
        """Return what a row has in this column, for a file; days are those of Japan."""
        if self.phrase is not None:
            return self.phrase(row, reader)
        held = self.of(row)
        if isinstance(held, datetime):
            return tokyo_day(held).isoformat()
        if held is None:
            return ""
        text = held.isoformat() if isinstance(held, date) else str(held)
        if text in self.words:
            return say(self.words[text], reader.language)
        if self.is_law:
            return articles(text, reader.language)
        return reader.names.get(text, text) if self.is_officer else text


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """Who reads a register: in which language, by the words of which policy."""

    policy: Policy
    language: Language
    names: Names

    def say(self, word: Word) -> str:
        """Return a word."""
        return say(word, self.language)

    def together(self, found: Iterable[str]) -> str:
        """Return several texts as one."""
        return ("、" if self.language == "ja" else ", ").join(found)


@dataclass(frozen=True, slots=True, kw_only=True)
class Book:
    """One register."""

    name: str
    word: Word
    told: Word
    """What stands in it, in plain words."""
    columns: tuple[Told, ...]
    rows: Callable[[datetime], Rows]
    day_of: Callable[[Any], datetime | None]
    """Of which day a row is, where a file is to tell of some days only."""
    first: str
    """How its page is sorted, as in `mamoru.faces.listing`."""
    record: str = ""
    """Row of the law's table (R01 …) that says what it holds and how long."""
    day_field: str = ""
    """The same as a field of a query, so that the database leaves out all other days."""
    key: str = "pk"
    scope: str = Scopes.RECORDS_READ
    address: Callable[[Any], str] | None = None
    """Where a row leads; nowhere by itself where it is `None`."""
    sheet: Callable[[Policy, Language, datetime, Days], Sheet] | None = None
    """What its room writes down, where the rules say what that is."""

    def law(self, at: datetime) -> RecordRow | None:
        """Return what the law asks of it; `None` of a register of our own."""
        return record_named(self.record, tokyo_day(at)) if self.record else None

    def written(self, reader: Reader, at: datetime, days: Days) -> Sheet:
        """Return all of it, of some days, ready to be written down.

        Raises `TooManyRowsError`.
        """
        if self.sheet is not None:
            return self.sheet(reader.policy, reader.language, at, days)
        rows = tuple(
            tuple(one.text(row, reader) for one in self.columns)
            for row in islice(self._of(days, at), MOST_ROWS + 1)
        )
        if len(rows) > MOST_ROWS:
            raise TooManyRowsError
        return Sheet(
            title=reader.say(self.word), company=reader.say(reader.policy.controller),
            printed_on=tokyo_day(at).isoformat(),
            columns=tuple(reader.say(one.word) for one in self.columns), rows=rows,
            language=reader.language,
        )  # fmt: skip

    def _of(self, days: Days, at: datetime) -> Iterator[Any]:
        for row in self._all(days, at):
            moment = self.day_of(row)
            day = None if moment is None else tokyo_day(moment)
            if days == EVERY_DAY or (day is not None and days.touch(day, day)):
                yield row

    def _all(self, days: Days, at: datetime) -> Iterable[Any]:
        rows = self.rows(at)
        if isinstance(rows, Joined):
            return rows.every()
        if not isinstance(rows, QuerySet):
            return rows
        if self.day_field and days.since:
            since = start_of(max(days.since, FIRST_DAY))
            rows = rows.filter(**{f"{self.day_field}__gte": since})
        if self.day_field and days.until:
            until = end_of(min(max(days.until, FIRST_DAY), LAST_DAY))
            rows = rows.filter(**{f"{self.day_field}__lt": until})
        return rows.order_by("pk").iterator(chunk_size=500)


def period_said(row: RecordRow, language: Language) -> str:
    """Return how long a record is kept, in words."""
    parts = [] if row.lasts is None else [say(row.lasts, language)]
    if row.keep is not None:
        parts.append(_length(row.keep, language))
    if row.clocks:
        parts.append(say(_BY_WAY, language))
    return " + ".join(parts) or say(_FOREVER, language)


_BY_WAY = Word("記録の方法により 1 年又は 3 年", "one or three years, by how it is made")
_FOREVER = Word("期限なし", "without end")


def _length(period: Period, language: Language) -> str:
    years, months = divmod(period.months, 12)
    units = ((years, "年", "years"), (months, "か月", "months"), (period.days, "日", "days"))
    if language == "ja":
        return "".join(f"{count} {ja}" for count, ja, _ in units if count)
    return " ".join(
        f"{count} {en.removesuffix('s') if count == 1 else en}" for count, _, en in units if count
    )
