"""Fetching the mail of the desk: what is new is taken in, once, and only then marked as read.

1. Take the mailbox, for a lease: of several processes one is at it.
2. Mark what was taken in before and is not marked (killed in between).
3. Each mail after the last one: taken in and noted as the last one, in one transaction, which
   also sees that the lease is still ours.
4. Mark those as read, or move them.

Where the server numbers its mails anew (UIDVALIDITY), all are looked at again, and known again. A
mail that cannot be taken in for a reason that nobody foresaw is taken in as the text that it is.
"""

import logging
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from secrets import token_hex

import msgspec

from mamoru.desk.errors import MailboxElsewhereError, MailboxUnnamedError
from mamoru.desk.mail.imap import Folder, Lying, opened
from mamoru.desk.mail.intake import TakenIn, take_in
from mamoru.desk.mail.place import Place, place_of_settings
from mamoru.desk.models import Mailbox
from mamoru.errors import ConflictError, MamoruError, UnavailableError
from mamoru.gate.door import Door
from mamoru.gate.transaction import Record

log = logging.getLogger("mamoru.desk")
LEASE = timedelta(minutes=10)
"""How long a process has for one mail before another may take the mailbox."""
MARKED_AT_ONCE = 20
Stopping = Callable[[], bool]


class Fetched(msgspec.Struct, frozen=True, kw_only=True):
    """What a look into the mailbox came to."""

    taken: int
    again: int
    """Mails that were known already."""
    is_done: bool
    """Whether all that lay there was taken in."""


class MailboxShown(msgspec.Struct, frozen=True, kw_only=True):
    """How the mailbox stands; nothing of any mail."""

    is_named: bool
    taken: int = 0
    again: int = 0
    renumbered: int = 0
    looked_at: datetime | None = None
    """When all that lay there was last taken in."""
    problem: str | None = None
    problem_since: datetime | None = None


def mailbox() -> MailboxShown:
    """Return how the mailbox of the settings stands. Raises `DeskMisconfiguredError`."""
    place = place_of_settings()
    if place is None:
        return MailboxShown(is_named=False)
    row = Mailbox.objects.filter(name=place.name).first()
    if row is None:
        return MailboxShown(is_named=True)
    return MailboxShown(
        is_named=True, taken=row.taken, again=row.again, renumbered=row.changed,
        looked_at=row.looked_at, problem=row.problem or None, problem_since=row.problem_since,
    )  # fmt: skip


def fetch(
    door: Door, place: Place | None = None, *, is_stopping: Stopping = lambda: False
) -> Fetched:
    """Take in what is new. Raises `MailboxUnnamedError`, `DeskMisconfiguredError`,
    `MailboxElsewhereError`, `MailboxRefusesError`, `MailboxSilentError`, and what a commit raises.
    """  # noqa: D205 - one sentence
    place = place or place_of_settings()
    if place is None:
        raise MailboxUnnamedError
    turn = _Turn(door, place)
    turn.begin()
    try:
        with opened(place) as folder:
            return turn.go(folder, is_stopping)
    except MailboxElsewhereError:
        raise
    except MamoruError as error:
        turn.failed(error.code)
        raise
    finally:
        turn.end()


class _Turn:
    """One process at one mailbox, for as long as it has the lease."""

    def __init__(self, door: Door, place: Place) -> None:
        self._door = door
        self._place = place
        self._holder = token_hex(16)
        self._taken = self._again = 0

    def begin(self) -> None:
        """Take the mailbox. Raises `MailboxElsewhereError`."""

        def unit(_: Record) -> None:
            Mailbox.objects.get_or_create(name=self._place.name)
            row = Mailbox.objects.select_for_update().get(name=self._place.name)
            now = self._door.clock()
            if row.holder and row.lease_until is not None and row.lease_until > now:
                raise MailboxElsewhereError
            row.holder, row.lease_until = self._holder, now + LEASE
            row.save()

        self._door.writer.run(unit)

    def go(self, folder: Folder, is_stopping: Stopping) -> Fetched:
        """Take in what is new, one mail after the other."""
        last = self._door.writer.run(lambda _: self._numbered(folder.uid_validity))[0]
        folder.put_away(last)
        is_done = True
        for number, uid in enumerate(folder.after(last), start=1):
            if is_stopping():
                is_done = False
                break
            self._one(folder, uid)
            last = uid
            if number % MARKED_AT_ONCE == 0:
                folder.put_away(last)
        folder.put_away(last)
        self._door.writer.run(lambda _: self._all_seen(is_done=is_done))
        return Fetched(taken=self._taken, again=self._again, is_done=is_done)

    def _numbered(self, uid_validity: int) -> int:
        """Return up to which number mails were taken in; none where they are numbered anew."""
        row = self._ours()
        if row.uid_validity != uid_validity:
            row.changed += 1 if row.uid_validity else 0
            row.uid_validity, row.last_uid = uid_validity, 0
            row.save()
        return row.last_uid

    def _one(self, folder: Folder, uid: int) -> None:
        lying = folder.one(uid)
        if lying is None:
            self._door.writer.run(lambda _: self._noted(uid))
            return
        found = self._taken_in(lying)
        if found.is_new:
            self._taken += 1
        else:
            self._again += 1

    def _taken_in(self, lying: Lying) -> TakenIn:
        def then(_: Record) -> None:
            self._noted(lying.uid, taken=1)

        try:
            return take_in(self._door, lying.raw, lying.arrived_at, is_cut=lying.is_cut, then=then)
        except (UnavailableError, ConflictError):
            raise
        except Exception as error:  # noqa: BLE001 - one mail must not keep back all that follow
            log.warning("a mail is taken in as text: %s", type(error).__name__)
            plain = b"Content-Type: text/plain\r\n\r\n" + lying.raw.replace(b"\0", b"")
            return take_in(self._door, plain, lying.arrived_at, is_cut=True, then=then)

    def _noted(self, uid: int, *, taken: int = 0) -> None:
        row = self._ours()
        row.last_uid, row.taken = uid, row.taken + taken
        row.save()

    def _ours(self) -> Mailbox:
        """Return the row, the lease renewed. Raises `MailboxElsewhereError` where it is lost."""
        row = Mailbox.objects.select_for_update().get(name=self._place.name)
        if row.holder != self._holder:
            raise MailboxElsewhereError
        row.lease_until = self._door.clock() + LEASE
        return row

    def _all_seen(self, *, is_done: bool) -> None:
        row = self._ours()
        row.again += self._again
        row.taken -= self._again
        row.problem, row.problem_since = "", None
        if is_done:
            row.looked_at = self._door.clock()
        row.save()

    def failed(self, code: str) -> None:
        """Note what went wrong, and since when it does."""

        def unit(_: Record) -> None:
            row = Mailbox.objects.select_for_update().get(name=self._place.name)
            if row.problem != code[:64]:
                row.problem, row.problem_since = code[:64], self._door.clock()
                row.save()

        with suppress(MamoruError):
            self._door.writer.run(unit)

    def end(self) -> None:
        """Let the mailbox go, if it is still ours."""

        def unit(_: Record) -> None:
            mine = Mailbox.objects.filter(name=self._place.name, holder=self._holder)
            mine.update(holder="", lease_until=None)

        with suppress(MamoruError):  # the lease ends by itself
            self._door.writer.run(unit)
