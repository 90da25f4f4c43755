"""Sends letters as they become due, for as long as a server runs."""

import logging
from collections.abc import Callable
from threading import Event

from django.db import connection

from mamoru.errors import MamoruError
from mamoru.gate.door import Door
from mamoru.gate.looking import one_connection
from mamoru.gate.mail import mailer_of, send_due

log = logging.getLogger(__name__)
EVERY_SECONDS = 2.0
"""How long after a look that found nothing the next one is due."""
LONGEST_SECONDS = 300.0
"""The longest pause while the mail server is away: how late its return may be noticed."""


def deliver(
    door: Door,
    stop: Event,
    *,
    chore: Callable[[Door], object] = lambda _: None,
    every: float = EVERY_SECONDS,
) -> None:
    """Send what is due until `stop` is set; what is under way then is finished.

    Before each look, `chore` puts into the outbox what is to be announced. Without a mail server
    that is all.

    Trouble is logged by its code, once until another comes or it is over, and the pauses double.
    """
    pause, said = every, ""
    while not stop.wait(pause):
        found = _round(door, stop, chore)
        if found and found != said:
            log.warning("letters wait: %s", found)
        pause = min(pause * 2, LONGEST_SECONDS) if found else every
        said = found
    connection.close()


@one_connection()
def _round(door: Door, stop: Event, chore: Callable[[Door], object]) -> str:
    """Send batch after batch until nothing is due; return the code of what ended it, if any did."""
    try:
        chore(door)
        while not stop.is_set():
            mailer = mailer_of(door.policy)
            if mailer is None:
                return ""
            sent = send_due(door, mailer, is_stopping=stop.is_set)
            if sent.trouble or not sent.states:
                return sent.trouble.code if sent.trouble else ""
    except MamoruError as error:
        return error.code
    except Exception as error:  # noqa: BLE001 - the next round tries again; a message may hold anything
        connection.close()  # one that broke would fail for ever
        return type(error).__name__
    return ""
