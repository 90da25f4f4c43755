"""What somebody hands in, as the door takes it, and looking through it before it is decided."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from mamoru.errors import MamoruError
from mamoru.gate.asking import Wish
from mamoru.gate.create import Given, category_of, items_of
from mamoru.gate.door import Door
from mamoru.gate.errors import NumberNotKeptError
from mamoru.gate.files import opened, text_within
from mamoru.gate.guardians import Guardian
from mamoru.gate.quarantine.hold import Quarantined
from mamoru.gate.sift import Sifted, sifted
from mamoru.policy.handling import Decision
from mamoru.policy.model import Policy
from mamoru.vault.person import Item
from mamoru.vault.withhold import Suspect


class Attached(NamedTuple):
    """A file that was sent before."""

    token: str
    slot: str
    """What it must have been sent for."""
    item: str
    label: str | None
    """What the person called it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Coming:
    """What is handed in."""

    form: str
    """Name and version."""
    key: str
    """The caller's own random name of it."""
    digest: bytes
    """SHA-256 over all that came, so that a repetition is told from something else."""
    ref: str | None
    """Whose it is, where they are held already."""
    given: Given
    files: tuple[Attached, ...] = ()
    guardian: Guardian | None = None
    asks_guardian: bool = False
    keep: str | None = None
    """ISO 8601 period after which it is to be disposed of."""


class Terms(NamedTuple):
    """One handling for each purpose, and what to tell where evidence for them was not accepted."""

    wishes: tuple[Wish, ...]
    unfit: Callable[[Decision], MamoruError] | None = None


class Whom(NamedTuple):
    """Whose it has become, while the transaction lasts."""

    number: int
    ref: str
    version: int
    at: datetime


class Aside(NamedTuple):
    """What did not go in as it came, or could not be looked through."""

    quarantined: Sequence[Quarantined]
    masked: Sequence[str]
    """Items in which numbers were masked."""
    unread: Sequence[str]
    """Slots of files of which not all could be read: pictures, documents with pictures."""


class Ways(NamedTuple):
    """What the room of the form says and does within the transaction."""

    terms: Callable[[datetime, int | None], Terms]
    """At this moment, about the person with this number or somebody new."""
    answer: Callable[[Whom, Decision, Aside], bytes]
    """Does the room's own part, and returns the answer as it is kept."""


@dataclass(frozen=True, slots=True)
class Taken:
    """The answer, and whether it was given before."""

    answer: bytes
    is_repeated: bool


class Looked(NamedTuple):
    """What came in, screened: a file in whose text something was found is a text among suspects."""

    found: Sifted
    files: tuple[Attached, ...]
    dropped: tuple[str, ...]
    """Names of the files that do not stay."""
    unread: tuple[str, ...]
    """Slots of the files of which not all could be read."""


def looked_through(door: Door, policy: Policy, wish: Wish, coming: Coming) -> Looked:
    """Return what may be sensitive of all that comes, and the rest.

    Raises `UnknownItemError`, `UnknownFileError`, `ContentAbsentError`, and `NumberNotKeptError`
    for a file, in which nothing can be masked.
    """
    found = sifted(policy, items_of(policy, wish, coming.given))
    suspects = list[Suspect](found.suspects)
    files, dropped, unread = list[Attached](), list[str](), list[str]()
    for file in coming.files:
        read = text_within(door, file.token)
        text = read.text
        item = Item(
            data=category_of(policy, file.item), item=file.item, value=text, source=wish.source
        )
        within = sifted(policy, [item] if text else [])
        if within.masked:
            raise NumberNotKeptError
        suspects += within.suspects
        if within.suspects:
            dropped.append(opened(file.token)[0])
        else:
            files.append(file)
        if not read.is_whole:
            unread.append(file.slot)
    all_found = found._replace(suspects=tuple(suspects))
    return Looked(all_found, tuple(files), tuple(dropped), tuple(unread))
