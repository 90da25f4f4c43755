"""What one server process keeps open: the door, its sequencer, and the keys it has checked.

The sequencer's thread also overwrites what erasures could not (`mamoru.gate.scrub`). Another
thread puts announcements into the outbox, purges what was in quarantine for its time and, where a
mail server is named, sends what is due. A third removes files that nobody owns. A fourth makes and
sends packages.
"""

import logging
import threading
from collections.abc import Callable
from datetime import datetime

from django.db import connection

from mamoru.collection.collector.receive import Collector
from mamoru.collection.partners.intake import take_in
from mamoru.errors import MamoruError
from mamoru.gate.clients import Clients
from mamoru.gate.door import Door
from mamoru.gate.files import tend
from mamoru.gate.observing.upkeep import keep_on
from mamoru.gate.postman import deliver
from mamoru.gate.quarantine.settle import purge_due
from mamoru.gate.scrub import scrub_owed
from mamoru.notices.announce import announce_due
from mamoru.provision.packages.work import hand_on
from mamoru.provision.records.keep import purge_due as purge_records

log = logging.getLogger("mamoru.api")
LOT_SECONDS = 20.0
"""How long closing waits for rows of a delivery; after that, it goes on at the next start."""
LETTER_SECONDS = 20.0
"""How long closing waits for a letter that is under way; after that it will count as unclear."""


CHORES: tuple[Callable[[Door], object], ...] = (announce_due, purge_due, purge_records)
"""What is looked after between letters: announcements, quarantine, records whose time is over."""


def _chores(door: Door) -> None:
    for chore in CHORES:
        chore(door)


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
            target=deliver, args=(door, self._stop_sending), kwargs={"chore": _chores},
            name="postman", daemon=True,
        )  # fmt: skip
        self._postman.start()
        self._keeper = threading.Thread(
            target=keep_on, args=(door, self._stop), name="keeper", daemon=True
        )
        self._keeper.start()
        self._tending = threading.Thread(
            target=tend, args=(door, self._stop_sending), name="files", daemon=True
        )
        self._tending.start()
        self._intake = threading.Thread(
            target=take_in, args=(door, self._stop_sending), name="intake", daemon=True
        )
        self._intake.start()
        self._handing = threading.Thread(
            target=hand_on, args=(door, self._stop_sending), name="hand-overs", daemon=True
        )
        self._handing.start()

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
