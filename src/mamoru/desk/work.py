"""What goes on at the desk without a human: fetching mail, sending answers, ending what is over."""

import logging
from threading import Event

from django.db import connection

from mamoru.desk.ending import close_answered, end_erased
from mamoru.desk.errors import MailboxElsewhereError
from mamoru.desk.mail.fetch import fetch
from mamoru.desk.mail.place import place_of_settings
from mamoru.desk.mail.send import send_answers
from mamoru.desk.settle import purge_due
from mamoru.desk.unheard import follow_up
from mamoru.errors import MamoruError
from mamoru.gate.door import Door

log = logging.getLogger("mamoru.desk")
EVERY_SECONDS = 30.0
"""How long after a look the next one is due."""
LONGEST_SECONDS = 900.0
"""The longest pause while a mail server is away: how late its return may be noticed."""


def keep_desk(door: Door, stop: Event, *, every: float = EVERY_SECONDS) -> None:
    """Look after the desk until `stop` is set; trouble is logged by its code, once."""
    pause, said = every, ""
    while not stop.wait(pause):
        found = look_after(door, stop)
        if found and found != said:
            log.warning("the desk waits: %s", found)
        pause = min(pause * 2, LONGEST_SECONDS) if found else every
        said = found
    connection.close()


def look_after(door: Door, stop: Event) -> str:
    """Do once what is due; return the code of what went wrong last, if anything did."""
    problem = ""
    for chore in (_fetched, _sent, _purged, _followed_up, _closed, _ended):
        if stop.is_set():
            break
        try:
            chore(door, stop)
        except MamoruError as error:
            problem = error.code
        except Exception as error:  # noqa: BLE001 - the next round tries again; a message may hold anything
            connection.close()
            problem = type(error).__name__
    return problem


def _fetched(door: Door, stop: Event) -> None:
    place = place_of_settings()
    if place is not None:
        try:
            fetch(door, place, is_stopping=stop.is_set)
        except MailboxElsewhereError:
            return  # as it should be: one process is at it


def _sent(door: Door, stop: Event) -> None:
    send_answers(door, is_stopping=stop.is_set)


def _purged(door: Door, _: Event) -> None:
    purge_due(door)


def _followed_up(door: Door, _: Event) -> None:
    follow_up(door)


def _closed(door: Door, _: Event) -> None:
    close_answered(door)


def _ended(door: Door, _: Event) -> None:
    end_erased(door)
