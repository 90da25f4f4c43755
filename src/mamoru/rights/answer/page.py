"""What an answer says, as paragraphs and tables in one language; HTML and PDF are made of it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from mamoru.errors import Language
from mamoru.gate.correspondence import InquiryTold
from mamoru.law.citing import articles
from mamoru.law.requests import RequestKind, request_rules
from mamoru.policy.model import Policy
from mamoru.policy.moment import TOKYO
from mamoru.policy.words import Word
from mamoru.rights.answer import wording
from mamoru.rights.answer.changes import ChangesTold
from mamoru.rights.answer.material import Material, Named, RowTold, Told, ValueTold
from mamoru.rights.answer.proof import Statement, SystemDone
from mamoru.rights.requests.models import Request

NONE = "—"


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A heading, and a table below it."""

    heading: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """An answer in one language."""

    language: Language
    title: str
    company: str
    paragraphs: tuple[str, ...]
    sections: tuple[Section, ...] = ()


def page(
    row: Request, kind: RequestKind, policy: Policy, told: Material | Statement | None,
    reasons: str, language: Language, changes: ChangesTold | None = None,
) -> Page:  # fmt: skip
    """Return the answer to a request in one language; `reasons` are in whatever they were given."""
    speak = _Speaking(language)
    sections: tuple[Section, ...] = ()
    if isinstance(told, Material):
        sections = tuple(speak.material(told))
    elif told is not None:
        sections = (speak.statement(told),)
    if changes is not None:
        sections = (*speak.changes(changes), *sections)
    return Page(
        language=language, title=speak(wording.TITLE).format(kind=speak(kind.word)),
        company=speak(policy.controller),
        paragraphs=tuple(speak.result(row, kind, policy, reasons)), sections=sections,
    )  # fmt: skip


class _Speaking:
    """One language."""

    def __init__(self, language: Language) -> None:
        self._is_ja = language == "ja"
        self.law = partial(articles, language=language)
        """Return places in laws as they are named in the language."""

    def __call__(self, word: Word | Named) -> str:
        return word.ja if self._is_ja else word.en

    def result(
        self, row: Request, kind: RequestKind, policy: Policy, reasons: str
    ) -> Iterable[str]:
        """Yield what was decided, on which ground, and where to turn to."""
        yield self(wording.ARRIVED).format(
            request=row.ref, arrived=_day(row.arrived_at),
            decided=_day(row.decided_at) if row.decided_at else NONE,
        )  # fmt: skip
        yield self(wording.OUTCOMES[row.outcome])
        if row.ground:
            ground = self(request_rules().grounds[row.ground].word)
            yield self(wording.GROUND).format(ground=ground, articles=self.law(row.articles))
        if row.given_method:
            yield self(wording.METHOD).format(method=self(wording.METHODS[row.given_method]))
        if reasons:
            yield self(wording.REASONS).format(reasons=reasons)
        if row.fee_state in ("paid", "waived"):
            yield self(wording.FEES[row.fee_state]).format(yen=row.fee, invoice=row.invoice)
        yield self(wording.DESK).format(
            company=self(policy.controller), contact=policy.contact or NONE,
            article=self.law(kind.article),
        )  # fmt: skip

    def material(self, told: Material) -> Iterable[Section]:
        """Yield a section for everything of which there is something."""
        for heading, words in (
            (wording.PURPOSES, told.purposes), (wording.CATEGORIES, told.categories),
            (wording.SOURCES, told.sources), (wording.RECIPIENTS, told.recipients),
            (wording.LEFT_OUT, told.left_out),
        ):  # fmt: skip
            yield from self._section(heading, (wording.NAME,), [(self(one),) for one in words])
        yield from self._section(
            wording.VALUES, wording.VALUE_COLUMNS, [self._value(one) for one in told.values]
        )
        cells = [line for one in told.rows for line in self._row(one)]
        yield from self._section(wording.ROWS, wording.ROW_COLUMNS, cells)
        yield from self._section(
            wording.IDENTITIES, (wording.NAME, wording.VALUE), list(told.identities)
        )
        for heading, found in (
            (wording.QUARANTINED, told.quarantined), (wording.EVENTS, told.events),
            (wording.FILES, told.files), *self._records(told),
        ):  # fmt: skip
            yield from self._raw(heading, found)
        letters = [line for one in told.inquiries for line in self._inquiry(one)]
        yield from self._section(wording.INQUIRIES, wording.INQUIRY_COLUMNS, letters)
        yield from self._section(
            wording.HANDLINGS, wording.HANDLING_COLUMNS, [self._told(o) for o in told.handlings]
        )

    def changes(self, told: ChangesTold) -> Iterable[Section]:
        """Yield what was corrected, added or deleted, and what was not."""
        rows = [
            (self(one.data), self(one.item), self(wording.DONE[one.done]), one.value or NONE)
            for one in told.changes
        ]
        yield from self._section(wording.CHANGES, wording.CHANGE_COLUMNS, rows)
        left_out = [(self(one),) for one in told.left_out]
        yield from self._section(wording.NOT_CHANGED, (wording.NAME,), left_out)

    def _records(self, told: Material) -> Iterable[tuple[Word, Sequence[dict[str, object]]]]:
        for name, heading in wording.RECORDS.items():
            yield heading, told.records.get(name, ())

    def statement(self, told: Statement) -> Section:
        """Return what a certificate states."""
        rows = [
            (self(wording.REQUEST), told.request),
            (self(wording.DONE_AT), _moment(told.carried_out_at)),
            (self(wording.ITEMS), ", ".join(told.items) or self(wording.EVERYTHING)),
            *((name, str(count)) for name, count in told.counts.items()),
            *(line for one in told.systems for line in self._system(one)),
            ("SHA-256", told.digest),
        ]
        return Section(
            heading=self(wording.CERTIFICATE),
            columns=(self(wording.NAME), self(wording.VALUE)), rows=tuple(rows),
        )  # fmt: skip

    def _system(self, one: SystemDone) -> Iterable[tuple[str, str]]:
        """Yield what was done in one of the company's databases."""
        if one.problem:
            yield one.system, one.problem
        for name, count in one.counts.items():
            yield f"{one.system}: {name}", str(count)
        for held in one.kept:
            until = self(wording.KEPT).format(last_day=held.last_day or NONE)
            yield f"{one.system}: {held.clock}", f"{held.rows} ({until})"

    def _row(self, one: RowTold) -> Iterable[tuple[str, ...]]:
        """Yield the values of a row of the company's databases, one a line."""
        because = ", ".join(one.because) or NONE
        for cell in one.values:
            item = self(cell.item or cell.data)
            yield one.system, one.table, f"{item} ({cell.column})", cell.value or NONE, because
        for column in one.hidden:
            yield one.system, one.table, column, self(wording.HIDDEN), because

    def _inquiry(self, told: InquiryTold) -> Iterable[tuple[str, ...]]:
        """Yield the messages of an inquiry, one a line."""
        for one in told.messages:
            yield (
                told.inquiry, _moment(one.at), self(wording.US if one.is_answer else wording.YOU),
                one.subject or NONE, self(wording.ERASED) if one.is_erased else one.text or NONE,
                ", ".join(file.name or file.media for file in one.files) or NONE,
            )  # fmt: skip

    def _section(
        self, heading: Word, columns: Sequence[Word], rows: Sequence[tuple[str, ...]]
    ) -> Iterable[Section]:
        if rows:
            yield Section(
                heading=self(heading), columns=tuple(self(one) for one in columns), rows=tuple(rows)
            )

    def _raw(self, heading: Word, found: Sequence[dict[str, object]]) -> Iterable[Section]:
        """Yield a table of whatever keys the rows have."""
        columns = list(dict.fromkeys(key for one in found for key in one))
        if columns:
            rows = tuple(tuple(self._cell(key, one.get(key)) for key in columns) for one in found)
            yield Section(heading=self(heading), columns=tuple(columns), rows=rows)

    def _cell(self, key: str, found: object) -> str:
        return self.law(self._plain(found)) if key == "article" else self._plain(found)

    def _plain(self, found: object) -> str:
        if found is None:
            return NONE
        if isinstance(found, dict):
            if {"ja", "en"} <= found.keys():
                return str(found["ja" if self._is_ja else "en"])
            return "; ".join(f"{key}: {self._plain(value)}" for key, value in found.items())
        if isinstance(found, list | tuple):
            return ", ".join(self._plain(one) for one in found)
        return str(found)

    def _value(self, one: ValueTold) -> tuple[str, ...]:
        return (
            self(one.data), self(one.item), one.value, self(one.source) if one.source else NONE,
            _day(one.collected_at), _day(one.until) if one.until else NONE,
        )  # fmt: skip

    def _told(self, one: Told) -> tuple[str, ...]:
        named = wording.OWN_ACTS.get(one.act.id)
        return (
            _moment(one.at), self(named) if named else self(one.act),
            self(wording.ANSWERS[one.outcome]), ", ".join(self(data) for data in one.data) or NONE,
            self(one.purpose) if one.purpose else NONE,
            self(one.recipient) if one.recipient else NONE, ", ".join(one.clauses) or NONE,
            NONE if one.entry is None else str(one.entry),
        )  # fmt: skip


def _day(at: datetime) -> str:
    return at.astimezone(TOKYO).date().isoformat()


def _moment(at: datetime) -> str:
    return at.astimezone(TOKYO).isoformat(sep=" ", timespec="minutes")
