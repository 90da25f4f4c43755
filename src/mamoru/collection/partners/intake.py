"""Receives deliveries as they are handed over, for as long as a server runs."""

import logging
from threading import Event

from django.db import connection

from mamoru.collection.partners.deliver import deliver, waiting
from mamoru.collection.partners.errors import DeliveryElsewhereError, DeliveryStateError
from mamoru.collection.partners.receipts import purge_due
from mamoru.collection.partners.staged_files import clear_left
from mamoru.errors import MamoruError
from mamoru.gate.door import Door
from mamoru.gate.looking import looking, one_connection

log = logging.getLogger(__name__)
EVERY_SECONDS = 2.0
"""How long after a look the next one is due."""
LONGEST_SECONDS = 300.0
"""The longest pause while something is wrong."""


def take_in(door: Door, stop: Event, *, every: float = EVERY_SECONDS) -> None:
    """Receive what waits until `stop` is set; what is under way then is left at its next lot.

    Records of receipt are purged when their time is over, and what a process that was killed left
    of staged files is destroyed. Trouble is logged by its code, and the pauses double meanwhile.
    """
    pause = every
    while not stop.wait(pause):
        found = _round(door, stop)
        if found:
            log.warning("deliveries wait: %s", found)
        pause = min(pause * 2, LONGEST_SECONDS) if found else every
    connection.close()


@one_connection()
def _round(door: Door, stop: Event) -> str:
    """Receive everything that waits; return the code of what went wrong last, if anything did."""
    found = ""
    try:
        clear_left(door)
        purge_due(door)
        with looking():
            keys = list(waiting(door.clock()))
        for key in keys:
            if stop.is_set():
                break
            found = _one(door, key, stop) or found
    except MamoruError as error:
        found = error.code
    except Exception as error:  # noqa: BLE001 - the next round tries again; a message may hold anything
        connection.close()
        found = type(error).__name__
    return found


def _one(door: Door, key: str, stop: Event) -> str:
    try:
        deliver(door, key, is_stopping=stop.is_set, is_patient=True)
    except (DeliveryElsewhereError, DeliveryStateError):
        return ""  # somebody else took it on
    except MamoruError as error:
        return error.code
    return ""
