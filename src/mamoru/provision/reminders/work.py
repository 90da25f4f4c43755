"""Reminds the officer for as long as a server runs."""

import logging
from threading import Event

from django.conf import settings
from django.db import connection

from mamoru.errors import MamoruError
from mamoru.gate.door import Door
from mamoru.provision.reminders.remind import remind

log = logging.getLogger(__name__)
EVERY_SECONDS = 3600.0
"""How long after a look the next one is due: how late the officer may hear of a new incident."""


def keep_reminding(door: Door, stop: Event, *, every: float = EVERY_SECONDS) -> None:
    """Remind now, and again after `every` seconds, until `stop` is set; trouble is logged by code.

    Where no address or no mail server is named, nothing is looked for.
    """
    try:
        while settings.OFFICER_MAIL and settings.SMTP:
            found = _round(door)
            if found:
                log.warning("reminders wait: %s", found)
            if stop.wait(every):
                return
    finally:
        connection.close()


def _round(door: Door) -> str:
    """Remind once; return the code of what went wrong, if anything did."""
    try:
        remind(door)
    except MamoruError as error:
        return error.code
    except Exception as error:  # noqa: BLE001 - the next round tries again; a message may hold anything
        connection.close()
        return type(error).__name__
    return ""
