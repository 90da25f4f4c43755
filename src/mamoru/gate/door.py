"""The door itself: what every handling goes through, with the parts it needs, built in one place.

Handling → decide (`judge`) → record (`record`) → act (the vault) → owe (`Duty`), in one transaction
that `Writer` commits. The verbs are in the modules beside: `create`, `read`, `change`, `erase`,
`choose`, `consider`.
"""

import fcntl
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

import msgspec
from django.conf import settings
from django.db import connection

from mamoru.consent.queries import Row
from mamoru.consent.standing import standing_now
from mamoru.crypto.provider import KeyProvider
from mamoru.gate.about import About
from mamoru.gate.asking import Asker, Wish
from mamoru.gate.errors import refusal_of, unregistered
from mamoru.gate.keys import chosen_provider, opened_keys
from mamoru.gate.quarantine.days import time_in_quarantine
from mamoru.gate.record import note, noted
from mamoru.gate.shelf import Shelf
from mamoru.gate.sight import Look
from mamoru.gate.tables import bring_up_to_date
from mamoru.gate.transaction import Record
from mamoru.gate.writer import Unit, Writer
from mamoru.ledger.entries import SystemChanged
from mamoru.ledger.sequencer import Sequencer
from mamoru.paths import make_closed
from mamoru.policy.handling import Decision
from mamoru.policy.model import Policy
from mamoru.vault.contents import Contents
from mamoru.vault.errors import UnknownPersonError
from mamoru.vault.keyring import Keyring
from mamoru.vault.person import Held
from mamoru.vault.read import fetch
from mamoru.vault.standing import standing as standing_of

T = TypeVar("T")
Then = Callable[[Record, T], object]
Clock = Callable[[], datetime]


def now_utc() -> datetime:
    """Return the time of this machine's clock."""
    return datetime.now(UTC)


class Door:
    """One installation, opened: policy, keys, files, writer and sequencer."""

    def __init__(
        self, *, shelf: Shelf, keys: Keyring, files: Contents, writer: Writer,
        sequencer: Sequencer, clock: Clock,
    ) -> None:  # fmt: skip
        self.shelf = shelf
        self.keys = keys
        self.files = files
        self.writer = writer
        self.sequencer = sequencer
        self.clock = clock

    def run(
        self,
        asker: Asker,
        wish: Wish,
        unit: Unit[T | Decision],
        *,
        ref: str | None = None,
        changes: bool = True,
        look: Look | None = None,
        is_alone: bool = False,
        is_apart: bool = False,
        then: Then[T] | None = None,
    ) -> tuple[T, int | None]:
        """Run the unit of a wish through the writer. A `Decision` it returns is a refusal, raised.

        `then` is run with what was done, in the same transaction: what follows from it is stored
        with it, or it is not done.

        A purpose that the asker is not registered for is refused before the unit runs, in the same
        words whether somebody has the name `ref` or not; whoever has it sees the attempt. Raises
        `HandlingRefusedError` once the refusal is on record.
        """

        def registered(record: Record) -> T | Decision:
            if not asker.may_name(wish.act, wish.purpose):
                return self._unregistered(record, asker, wish, ref)
            done = unit(record)
            if then is not None and not isinstance(done, Decision):
                then(record, done)
            return done

        result, ticket = self.writer.run(
            registered, changes=changes or then is not None, look=look, is_alone=is_alone,
            is_apart=is_apart,
        )  # fmt: skip
        if isinstance(result, Decision):
            raise refusal_of(result)
        return result, ticket

    def _unregistered(self, record: Record, asker: Asker, wish: Wish, ref: str | None) -> Decision:
        at = self.clock()
        book = self.shelf.book(at)
        decision = unregistered(book.token)
        try:
            about = self.about(record, fetch(ref or "", items=()), at)
        except UnknownPersonError:
            note(record, book, asker, wish, (), decision, at=at, count=0)
        else:
            noted(record, asker, wish, (), decision, about)
        return decision

    def about(
        self, record: Record, held: Held, at: datetime, *, choices: Sequence[Row] | None = None
    ) -> About:
        """Return who is held as decisions see them, with their choices as this transaction does.

        `choices` are those of this person where they were looked up with those of others.
        """
        rows = record.sight.choices(held.number) if choices is None else choices
        return self.about_one(held, rows, at)

    def about_one(self, held: Held, choices: Sequence[Row], at: datetime) -> About:
        """Return who is held as decisions see them: what binds them, what they are and chose.

        A text that binds only those who agreed binds each of them as it was when they agreed.
        Agreeing to one that is still to come counts once it binds.
        """
        chosen = standing_now(choices, now=at)
        policy = self.shelf.policy(at)
        is_bound_by_own = not policy.binds_everyone
        agreed = self.shelf.agreed(at, chosen.agreed_versions)
        version = agreed.version if agreed and is_bound_by_own else None
        kept = standing_of(self.keys, held)
        standing = msgspec.structs.replace(
            kept, consents=chosen.consents, refusals=chosen.refusals,
            opted_in=chosen.opted_in,
            agreed=bool(version) if is_bound_by_own else chosen.agreed, bound_version=version,
        )  # fmt: skip
        waits = () if is_bound_by_own else self.shelf.waits(
            at, since=held.created_at, agreed=agreed
        )  # fmt: skip
        book = self.shelf.book(at, version)
        return About(held=held, book=book, standing=standing, at=at, waits=waits)

    @property
    def policy(self) -> Policy:
        """Return the policy in force now."""
        return self.shelf.policy(self.clock())

    def look_again(self) -> None:
        """See what was published or withdrawn until now, without waiting for the next handling."""
        self.writer.run(lambda _: None, changes=False)

    def settle(self) -> None:
        """Place everything that is pending in the log, and sign it."""
        self.sequencer.integrate(self.clock())

    def close(self) -> None:
        """Finish what waits, sign it, and let the database go."""
        self.writer.close()
        try:
            self.settle()
        finally:
            connection.close()


def prepare(
    *, home: Path | None = None, policy: bytes | None, provider: KeyProvider | None = None
) -> None:
    """Set up what an installation needs and has not got yet, and check what it has.

    1. load the policy, if the settings name one; 2. make the directory, closed to others, or refuse
    one that is open to them; 3. bring the database's tables up to date; 4. refuse a named
    text that was not published here; 5. open the keys, which refuses wrong or missing ones; 6.
    publish the first text where none is; 7. open the ledger's key. Raises `PolicyFileError`,
    `ConfigurationError` and its kinds. Doing it again changes nothing.
    """
    _parts(home, policy, provider, now_utc)
    connection.close()


def _parts(
    home: Path | None, policy: bytes | None, provider: KeyProvider | None, clock: Clock
) -> tuple[Shelf, Keyring, Sequencer]:
    shelf = Shelf(policy)
    directory = home or settings.HOME
    time_in_quarantine()
    make_closed(directory)
    _make_database_file()
    with _alone(directory):
        bring_up_to_date()
        shelf.check(clock())
        keys = opened_keys(provider or chosen_provider(directory / "keys"), clock())
        shelf.begin(clock())
    return shelf, keys, Sequencer(directory / "ledger", settings.ORIGIN)


def _make_database_file() -> None:
    """Let SQLite find a file for its owner only, wherever it is; its log takes the same mode."""
    if connection.vendor == "sqlite":
        with suppress(OSError):  # it is there, or SQLite itself says what is wrong with the place
            Path(connection.settings_dict["NAME"]).touch(mode=0o600, exist_ok=False)


@contextmanager
def _alone(directory: Path) -> Iterator[None]:
    """Keep whoever opens the same directory or database waiting: tables are made once."""
    place = os.open(directory, os.O_RDONLY | os.O_DIRECTORY)
    try:
        fcntl.flock(place, fcntl.LOCK_EX)
        with connection.cursor() as cursor:
            is_shared = connection.vendor == "postgresql"
            if is_shared:
                cursor.execute("SELECT pg_advisory_lock(hashtext('mamoru tables'))")
            yield
            if is_shared:
                cursor.execute("SELECT pg_advisory_unlock(hashtext('mamoru tables'))")
    except BaseException:
        connection.close()  # which lets the database's lock go as well
        raise
    finally:
        os.close(place)


def open_door(
    *,
    home: Path | None = None,
    policy: bytes | None = None,
    provider: KeyProvider | None = None,
    clock: Clock = now_utc,
) -> Door:
    """Return the door of the installation in `home`, setting up what is not there yet (`prepare`).

    `policy` is the text that the settings name; an installation goes on with what was published in
    it. The start is recorded. Raises `ConfigurationError` and its
    kinds.
    """
    shelf, keys, sequencer = _parts(home, policy, provider, clock)
    threads = 1 if connection.vendor == "sqlite" else 2
    door = Door(
        shelf=shelf,
        keys=keys,
        files=Contents((home or settings.HOME) / "files"),
        writer=Writer(threads, shelf.refresh),
        sequencer=sequencer,
        clock=clock,
    )
    try:
        door.writer.run(lambda record: _started(record, door), changes=False)
    except BaseException:
        door.writer.close()
        raise
    return door


def _started(record: Record, door: Door) -> None:
    record.add(SystemChanged(at=door.clock(), change="started"))


@contextmanager
def opened(
    *, home: Path | None = None, policy: bytes | None = None, clock: Clock = now_utc
) -> Iterator[Door]:
    """Open the door for one piece of work, and close it afterwards."""
    door = open_door(home=home, policy=policy, clock=clock)
    try:
        yield door
    finally:
        door.close()
