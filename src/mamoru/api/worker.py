"""What one server process keeps open: the door, its sequencer, and the keys it has checked.

The sequencer's thread also overwrites what erasures could not (`mamoru.gate.scrub`). Another
thread puts announcements into the outbox, purges what was in quarantine for its time and, where a
mail server is named, sends what is due. A third removes files that nobody owns. A fourth makes and
sends packages, a fifth goes on with requests of people, a sixth mails the officer what is late. A
seventh goes on with plans for the company's databases that were begun and left, an eighth looks
after the desk: it fetches mail and sends answers. On SQLite a ninth brings what was committed from
the write-ahead log into the file.
"""

import logging
import threading
from collections.abc import Callable
from datetime import datetime

from django.db import connection
from django.utils import timezone

from mamoru.collection.collector.receive import Collector
from mamoru.collection.partners.intake import take_in
from mamoru.console.figures.counting import count_on
from mamoru.desk.work import keep_desk
from mamoru.errors import MamoruError
from mamoru.faces.accounts import Departed
from mamoru.faces.attempts import forget_attempts
from mamoru.faces.handing.arrive import forget_arrivals
from mamoru.faces.sealed_sessions import SessionStore
from mamoru.gate.brake import unless_on
from mamoru.gate.clients import Clients
from mamoru.gate.door import Door
from mamoru.gate.files import tend
from mamoru.gate.observing.upkeep import keep_on
from mamoru.gate.postman import deliver
from mamoru.gate.quarantine.settle import purge_due
from mamoru.gate.scrub import keep_passing_on, scrub_owed
from mamoru.gate.systems.resuming import keep_resuming
from mamoru.notices.announce import announce_due
from mamoru.portal.crowds import forget_came
from mamoru.provision.packages.work import hand_on
from mamoru.provision.records.keep import purge_due as purge_records
from mamoru.provision.reminders.work import keep_reminding
from mamoru.rights.leaving.finishing import look_after
from mamoru.rights.leaving.telling import tell_due
from mamoru.rights.requests.identify import erase_checked
from mamoru.rights.requests.idle import tend_idle
from mamoru.rights.requests.work import work_on
from mamoru.rights.retention.run import run_daily
from mamoru.rights.retention.warn import warn_officer

log = logging.getLogger("mamoru.api")
LOT_SECONDS = 20.0
"""How long closing waits for rows of a delivery; after that, it goes on at the next start."""
LETTER_SECONDS = 20.0
"""How long closing waits for a letter that is under way; after that it will count as unclear."""


CHORES: tuple[Callable[[Door], object], ...] = (
    announce_due, unless_on(purge_due), unless_on(purge_records), look_after, run_daily, tell_due,
    warn_officer, erase_checked, unless_on(tend_idle), count_on,
)  # fmt: skip
"""What is looked after between letters: announcements, what is over, people who leave, alarms,
documents of requests whose check is over, requests that nobody goes on with, figures by day."""


def _chores(door: Door) -> None:
    for chore in CHORES:
        chore(door)


class _Upkeep:
    """Does the chores, and looks after what sign-ins leave behind."""

    def __init__(self) -> None:
        self._departed = Departed()

    def __call__(self, door: Door) -> None:
        _chores(door)
        self._departed(door)
        forget_arrivals(door.clock())
        SessionStore.clear_expired()
        forget_attempts(timezone.now())
        forget_came(door.clock())


def _begun(
    name: str, target: Callable[[Door, threading.Event], None], door: Door, stop: threading.Event
) -> threading.Thread:
    """Return a thread that works until `stop` is set."""
    thread = threading.Thread(target=target, args=(door, stop), name=name, daemon=True)
    thread.start()
    return thread


class Worker:
    """An open door with a sequencer at work beside it, and a postman."""

    def __init__(self, door: Door) -> None:
        self.door = door
        self.clients = Clients()
        self.collector = Collector(door)
        self._stop = threading.Event()
        self._sequencer = threading.Thread(
            target=door.sequencer.run,
            args=(self._stop, door.clock),
            kwargs={"chore": scrub_owed},
            name="sequencer",
            daemon=True,
        )
        self._sequencer.start()
        self._stop_sending = threading.Event()
        self._postman = threading.Thread(
            target=deliver, args=(door, self._stop_sending), kwargs={"chore": _Upkeep()},
            name="postman", daemon=True,
        )  # fmt: skip
        self._postman.start()
        if connection.vendor == "sqlite":
            _begun("passing-on", keep_passing_on, door, self._stop)
        self._keeper = _begun("keeper", keep_on, door, self._stop)
        self._tending = _begun("files", tend, door, self._stop_sending)
        self._intake = _begun("intake", take_in, door, self._stop_sending)
        self._handing = _begun("hand-overs", hand_on, door, self._stop_sending)
        self._requests = _begun("requests", work_on, door, self._stop_sending)
        self._reminding = _begun("reminders", keep_reminding, door, self._stop_sending)
        self._resuming = _begun("system-plans", keep_resuming, door, self._stop_sending)
        self._desk = _begun("desk", keep_desk, door, self._stop_sending)

    @property
    def is_sequencing(self) -> bool:
        """Whether the thread that places and signs is alive."""
        return self._sequencer.is_alive()

    def now(self) -> datetime:
        """Return the time by the door's clock."""
        return self.door.clock()

    def close(self) -> None:
        """Finish what waits for its commit, place and sign it, and let the database go."""
        self._stop_sending.set()
        self._postman.join(LETTER_SECONDS)
        self.collector.close()
        self._tending.join()
        self._intake.join(LOT_SECONDS)
        self._handing.join(LOT_SECONDS)
        self._requests.join(LOT_SECONDS)
        self._reminding.join(LETTER_SECONDS)
        self._resuming.join(LOT_SECONDS)
        self._desk.join(LETTER_SECONDS)
        self.door.writer.close()
        self._stop.set()
        self._sequencer.join()
        self._keeper.join(LETTER_SECONDS)
        try:
            self.door.close()
        except MamoruError as error:  # entries stay pending; the next start places them
            log.error("the last entries could not be placed: %s", error.code)  # noqa: TRY400
        finally:
            connection.close()
