"""An entry in the words of the policy and of the officers."""

from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple

from django.utils import timezone

from mamoru.console.cited import Ground, grounds
from mamoru.console.ledger.change_words import CHANGES
from mamoru.console.ledger.words import ENTRY, KINDS, OUTCOMES, TAGS
from mamoru.console.worded import said
from mamoru.errors import Language, MamoruError
from mamoru.faces.listing import Cell
from mamoru.gate.door import Door
from mamoru.law.citing import cited, clause
from mamoru.ledger.entries import Entry, Handled
from mamoru.ledger.trace import Recorded
from mamoru.policy.evidence import EVIDENCE
from mamoru.policy.model import Policy
from mamoru.policy.words import ACTS


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


_CITING = ("cites", "law", "needs")
"""Fields of an entry that name clauses and articles."""


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
        what_of(entry, policy, language), outcome, cites or "–", names.get(caller, caller) or "–",
    )  # fmt: skip


def changed(entry: Entry, language: Language) -> str:
    """Return what happened, in words; a code without a word as it is."""
    code = getattr(entry, "change", None) or ""
    word = CHANGES.get(kind_of(entry), {}).get(code)
    return said(word, language) if word else code


def what_of(entry: Entry, policy: Policy, language: Language) -> str:
    """Return in a few words what happened."""
    if not isinstance(entry, Handled):
        named = [getattr(entry, name, None) for name in ("name", "party", "system", "version")]
        change = changed(entry, language) or said(KINDS[kind_of(entry)], language)
        return " ".join(filter(None, (change, next(filter(None, named), None))))
    act = said(ACTS[entry.act], language) if entry.act in ACTS else entry.act
    what = ", ".join(
        said(policy.categories[one].word, language) if one in policy.categories else one
        for one in entry.data
    )
    purpose = entry.purpose
    if purpose is not None and purpose in policy.purposes:
        cite = clause(purpose, language)
        purpose = f"{said(policy.purposes[purpose].word, language)} ({cite})"
    return " · ".join(filter(None, (act, what, purpose)))


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


def facts_of(entry: Entry, names: Mapping[str, str], language: Language) -> list[tuple[str, str]]:
    """Return every field that an entry has, called in words."""
    found = [(said(ENTRY["kind"], language), said(KINDS[kind_of(entry)], language))]
    for field in entry.__struct_fields__:
        held = getattr(entry, field)
        if held in (None, ()) or (field == "seconds" and not held):
            continue
        text = " · ".join(held) if isinstance(held, tuple) else str(held)
        if isinstance(held, datetime):
            text = timezone.localtime(held).strftime("%Y-%m-%d %H:%M:%S")
        elif field == "change":
            text = changed(entry, language)
        elif field in _CITING:
            text = cited(text, language)
        called = said(ENTRY[field], language) if field in ENTRY else field
        found.append((called, names.get(text, text)))
    return found
