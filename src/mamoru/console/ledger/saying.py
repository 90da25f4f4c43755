"""An entry in the words of the policy and of the officers."""

from collections.abc import Mapping
from typing import NamedTuple

from mamoru.console.cited import Ground, grounds
from mamoru.console.ledger.change_words import CHANGES
from mamoru.console.ledger.field_words import FIELDS
from mamoru.console.ledger.values import texts_of, value_of
from mamoru.console.ledger.words import KINDS, OUTCOMES, TAGS
from mamoru.console.worded import said
from mamoru.errors import Language, MamoruError
from mamoru.faces.listing import Cell
from mamoru.gate.door import Door
from mamoru.law.citing import clause
from mamoru.ledger.entries import Entry, Handled
from mamoru.ledger.trace import Recorded
from mamoru.policy.evidence import EVIDENCE
from mamoru.policy.model import Policy


class Told(NamedTuple):
    """One entry, as a row of a list."""

    number: int | None
    ticket: int
    at: Cell
    kind: str
    what: str
    outcome: Cell
    cites: str
    who: str


_NAMING = ("name", "party", "system", "version")
"""Fields that say what an entry is about."""
_UNSAID = ("asked",)
"""Fields for machines alone; they stand in the entry as it is."""


def kind_of(entry: Entry) -> str:
    """Return the kind of an entry, as the entry says it."""
    return str(entry.__struct_config__.tag)


def told(one: Recorded, policy: Policy, names: Mapping[str, str], language: Language) -> Told:
    """Return an entry as a row."""
    entry, kind = one.entry, kind_of(one.entry)
    caller = getattr(entry, "caller", None) or ""
    outcome = Cell(text="–")
    cites = ""
    if isinstance(entry, Handled):
        outcome = Cell(text=said(OUTCOMES[entry.outcome], language), tag=TAGS[entry.outcome])
        cites = " · ".join(
            dict.fromkeys(clause(one, language) for one in (*entry.cites, *entry.law))
        )
    return Told(
        one.index, one.ticket, Cell(at=entry.at), said(KINDS[kind], language),
        what_of(entry, policy, names, language), outcome, cites or "–",
        names.get(caller, caller) or "–",
    )  # fmt: skip


def changed(entry: Entry, language: Language) -> str:
    """Return what happened, in words; a code without a word as it is."""
    code = getattr(entry, "change", None) or ""
    word = CHANGES.get(kind_of(entry), {}).get(code)
    return said(word, language) if word else code


def what_of(entry: Entry, policy: Policy, names: Mapping[str, str], language: Language) -> str:
    """Return in a few words what happened."""
    if isinstance(entry, Handled):
        told = {
            name: ", ".join(texts_of(entry, name, policy, language))
            for name in ("act", "data", "purpose")
            if getattr(entry, name)
        }
        return " · ".join(filter(None, told.values()))
    named = next((name for name in _NAMING if getattr(entry, name, None)), None)
    change = changed(entry, language) or said(KINDS[kind_of(entry)], language)
    return f"{change} {value_of(entry, named, policy, names, language)}" if named else change


def clauses_of(
    door: Door, entry: Handled, language: Language
) -> tuple[tuple[Ground, ...], tuple[Ground, ...]] | None:
    """Return the clauses and the articles that decided, with the texts of the version that did.

    `None` where it is not held.
    """
    version = (entry.token or "").split(":", 2)[1:2]
    try:
        book = door.shelf.book(entry.at, *version)
    except MamoruError:
        return None
    named = (*entry.cites, *entry.readings)
    return grounds(book, named, language), grounds(book, entry.law, language)


def needs_of(entry: Handled, language: Language) -> list[str]:
    """Return the evidence that was missing, in words."""
    return [said(EVIDENCE[one], language) if one in EVIDENCE else one for one in entry.needs]


def facts_of(
    entry: Entry, policy: Policy, names: Mapping[str, str], language: Language
) -> list[tuple[str, str]]:
    """Return every field that an entry has, called in words."""
    found = [(said(FIELDS["kind"], language), said(KINDS[kind_of(entry)], language))]
    for field in entry.__struct_fields__:
        if field in _UNSAID or getattr(entry, field) in (None, (), 0):
            continue
        is_change = field == "change"
        text = (
            changed(entry, language)
            if is_change
            else value_of(entry, field, policy, names, language)
        )
        found.append((said(FIELDS[field], language), text))
    return found
