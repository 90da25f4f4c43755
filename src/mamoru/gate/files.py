"""Files of people: taking one in sealed, handing one out as decided, removing what nobody owns.

What somebody sends is sealed under a key of its own while it comes, and that key goes back to the
sender: until a handling that was decided takes the file over (`mamoru.gate.submit`), nobody here
can open it. After `PATIENCE` it goes.
"""

import base64
import binascii
import logging
import re
import threading
from collections.abc import Collection, Iterable, Iterator
from contextlib import suppress
from datetime import timedelta

import msgspec
from django.db import connection

from mamoru.errors import MamoruError
from mamoru.gate.asking import Asker, Wish
from mamoru.gate.documents import Said, said
from mamoru.gate.door import Door
from mamoru.gate.judge import checked, to_the_person
from mamoru.gate.leaving import Recorder, decided_to_leave
from mamoru.gate.looking import looking
from mamoru.gate.recipients import receiving, toward
from mamoru.gate.transaction import Record
from mamoru.parties.queries import known_files
from mamoru.policy.handling import Decision, Outcome
from mamoru.vault.errors import FilesWaitingError, UnknownFileError
from mamoru.vault.files import (
    FileKept,
    Waiting,
    files_of,
    forget_waiting,
    key_of,
    known,
    wait,
    waiting,
    waiting_of,
)
from mamoru.vault.hold import files_held
from mamoru.vault.read import fetch

log = logging.getLogger(__name__)
PATIENCE = timedelta(hours=1)
"""How long a file waits for a submission that names it."""
MOST_WAITING = 1000
"""Files of one system that may wait at once: what it never hands in cannot fill the disk."""
EVERY_SECONDS = 600.0
_PICTURES = "image/"
_NOTHING = Said(text="", is_whole=False)
_TOKEN = re.compile(r"(f_[0-9a-f]{32})\.([A-Za-z0-9_-]{43})", re.ASCII)


class Received(msgspec.Struct, frozen=True, kw_only=True):
    """A file that was taken in, and the token that names and opens it: the only one there is."""

    token: str
    media: str
    size: int


class Handed(msgspec.Struct, frozen=True, kw_only=True):
    """A file that may be read, the decision that allowed it, and its content piece by piece."""

    file: FileKept
    content: Iterator[bytes]
    decision: Decision


def receive(door: Door, asker: Asker, slot: str, media: str, content: Iterable[bytes]) -> Received:
    """Seal `content` onto the disk as it comes, and return the token that names and opens it.

    No more than a piece of it is in memory. If `content` raises, or this process dies, nothing is
    left. Raises `FilesWaitingError`, `ContentsFullError`, `ContentsUnwritableError`, and what a
    commit raises.
    """
    with looking():
        if waiting_of(asker.system) >= MOST_WAITING:
            raise FilesWaitingError(limit=MOST_WAITING)
    with door.files.arriving(content) as arrived:
        file = Waiting(
            name=arrived.name, slot=slot, system=asker.system, media=media, size=arrived.size,
            received_at=door.clock(),
        )  # fmt: skip
        door.writer.run(lambda _: wait(file))
    key = base64.urlsafe_b64encode(arrived.key).decode().rstrip("=")
    return Received(token=f"{arrived.name}.{key}", media=media, size=arrived.size)


def opened(token: str) -> tuple[str, bytes]:
    """Return name and key of the file that `token` stands for; raises `UnknownFileError`."""
    found = _TOKEN.fullmatch(token)
    if found is None:
        raise UnknownFileError
    try:
        return found[1], base64.urlsafe_b64decode(found[2] + "=")
    except (binascii.Error, ValueError):
        raise UnknownFileError from None


def text_within(door: Door, token: str) -> Said:
    """Return what a file that waits says, where it is text or a document that can be read.

    UTF-8, or Shift_JIS as older programs write it. Raises `UnknownFileError`, `ContentAbsentError`.
    """
    name, key = opened(token)
    with looking():
        media = waiting(name).media
    if media.startswith(_PICTURES):
        return _NOTHING
    content = b"".join(door.files.opened(name, key))
    if not media.startswith("text/"):
        return said(content) or _NOTHING
    for encoding in ("utf-8-sig", "cp932"):
        with suppress(UnicodeDecodeError):
            return Said(text=content.decode(encoding), is_whole=True)
    return _NOTHING


def hand_out(
    door: Door, asker: Asker, wish: Wish, ref: str, name: str, *, leaving: Recorder | None = None
) -> tuple[Handed, int | None]:
    """Return one file of a person, decided and on record before anything of it is opened.

    Where it leaves, `leaving` records it in the same transaction. Raises `UnknownPersonError`,
    `UnknownFileError`, `ContentAbsentError`, `HandlingRefusedError`.
    """
    wish = checked(asker, wish, "use", "provide", "entrust", "share", "disclose")
    if wish.act == "disclose":
        wish = to_the_person(door.policy, wish)

    def unit(record: Record) -> Handed | Decision:
        at = door.clock()
        about = door.about(record, fetch(ref, items=()), at)
        found = [one for one in files_of(door.keys, about.held) if one.file == name]
        if not found:
            raise UnknownFileError
        meant = receiving(door, record, asker, wish, [found[0].item], at)
        about = toward(about, meant)
        item = found[0].item
        touched = [(found[0].data, None)]
        decision = decided_to_leave(record, asker, meant, touched, about, [item], leaving)
        if decision.outcome is not Outcome.ALLOW:
            return decision
        content = door.files.opened(name, key_of(door.keys, about.held, name))
        return Handed(file=found[0], content=content, decision=decision)

    return door.run(asker, wish, unit, ref=ref, changes=leaving is not None)


def sweep(door: Door) -> int:
    """Remove files that nobody took over in time, and contents that nobody owns; count them."""
    before = door.clock() - PATIENCE
    late = door.writer.run(lambda _: forget_waiting(before))[0]
    door.files.remove(late)
    with looking():
        return len(late) + door.files.sweep(_owned)


def _owned(names: Collection[str]) -> list[str]:
    """Return those of `names` that are files of people or holds, or evidence about parties."""
    return [*known(names), *files_held(names), *known_files(names)]


def tend(door: Door, stop: threading.Event) -> None:
    """Sweep now, and again every ten minutes until `stop`."""
    try:
        while True:
            with suppress(MamoruError):
                removed = sweep(door)
                if removed:
                    log.info("files that nobody owned: %d", removed)
            if stop.wait(EVERY_SECONDS):
                return
    finally:
        connection.close()
