"""What is on each page, as values: pure, in one language, ready for its template."""

from dataclasses import dataclass
from datetime import date

from mamoru.errors import Language
from mamoru.gate.editions import Edition
from mamoru.notices import wording
from mamoru.notices.changes import Told, between
from mamoru.notices.known import Known, effective, policy_of
from mamoru.notices.places import Place, in_language, places
from mamoru.policy.moment import tokyo_day
from mamoru.policy.texts import WHOLE, clause_hashes


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """A day as people write it, and as programs do (ISO 8601)."""

    written: str
    iso: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A version in a list."""

    name: str
    version: str
    state: str
    """`current`, `upcoming` or `former`."""
    state_word: str
    in_force: Day
    published: Day
    before: str
    """Name of the version before; empty for the first."""
    told: Told | None = None
    """What it changes, where that is shown with it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TextPage:
    """The text of one version."""

    title: str
    controller: str
    users: str
    row: Row
    history: tuple[tuple[Day, str], ...]
    clauses: tuple[Place, ...]
    upcoming: tuple[Row, ...]
    """Versions to come, which the page of the text in force announces."""
    file_hash: str
    text_hash: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ListPage:
    """Every version that was published."""

    title: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangesPage:
    """What differs between two versions."""

    title: str
    old: Row
    new: Row
    told: Told


def text_page(known: Known, edition: Edition, language: Language) -> TextPage:
    """Return the page of `edition`; that of the text in force announces what is to come."""
    policy = policy_of(edition)
    announced = known.upcoming if edition == known.current else ()
    return TextPage(
        title=in_language(policy.title, language),
        controller=in_language(policy.controller, language),
        users=in_language(policy.users, language),
        row=row(known, edition, language),
        history=tuple(
            (_day(date.fromisoformat(day), language), in_language(word, language))
            for day, word in policy.history
        ),
        clauses=places(policy, language),
        upcoming=tuple(row(known, one, language, is_told=True) for one in announced),
        file_hash=edition.text_hash,
        text_hash=clause_hashes(policy)[WHOLE],
    )


def list_page(known: Known, language: Language) -> ListPage:
    """Return the list of all versions, the newest first."""
    newest = policy_of(known.current or known.editions[-1])
    rows = [row(known, one, language) for one in reversed(known.editions)]
    return ListPage(title=in_language(newest.title, language), rows=tuple(rows))


def changes_page(known: Known, old: Edition, new: Edition, language: Language) -> ChangesPage:
    """Return what changes from `old` to `new`, whichever came first."""
    return ChangesPage(
        title=in_language(policy_of(new).title, language),
        old=row(known, old, language),
        new=row(known, new, language),
        told=between(old, new, language),
    )


def row(known: Known, edition: Edition, language: Language, *, is_told: bool = False) -> Row:
    """Return `edition` as a row, with what it changes if `is_told`."""
    before = known.before(edition)
    state = "former"
    if edition == known.current:
        state = "current"
    elif edition in known.upcoming:
        state = "upcoming"
    return Row(
        name=known.name(edition),
        version=edition.version,
        state=state,
        state_word=wording.say(wording.WORDS, state, language),
        in_force=_day(effective(edition), language),
        published=_day(tokyo_day(edition.published_at), language),
        before=known.name(before) if before else "",
        told=between(before, edition, language) if before and is_told else None,
    )


def _day(day: date, language: Language) -> Day:
    return Day(written=wording.written(day, language), iso=day.isoformat())
