"""Makes and sends packages, and ends what is due, for as long as a server runs."""

import logging
from collections.abc import Callable
from threading import Event

from django.db import connection
from django.db.models import Q

from mamoru.errors import MamoruError
from mamoru.gate.door import Door
from mamoru.gate.looking import looking, one_connection
from mamoru.provision.packages.ending import clear_left, expire_due
from mamoru.provision.packages.errors import (
    HandOverElsewhereError,
    HandOverEndedError,
    HandOverStateError,
)
from mamoru.provision.packages.mailing import mail_due
from mamoru.provision.packages.models import HandOver
from mamoru.provision.packages.planning import plan_on, to_plan
from mamoru.provision.packages.produce import produce
from mamoru.provision.packages.send import send
from mamoru.provision.packages.state import MAKING, HandState
from mamoru.provision.packages.taking_back import take_back, to_take_back

log = logging.getLogger(__name__)
EVERY_SECONDS = 2.0
LONGEST_SECONDS = 300.0
"""The longest pause while something is wrong."""


def hand_on(door: Door, stop: Event, *, every: float = EVERY_SECONDS) -> None:
    """Do what is due until `stop` is set; what is under way then is left at its next lot.

    Trouble is logged by its code, and the pauses double meanwhile.
    """
    pause = every
    while not stop.wait(pause):
        found = _round(door, stop)
        if found:
            log.warning("hand-overs wait: %s", found)
        pause = min(pause * 2, LONGEST_SECONDS) if found else every
    connection.close()


@one_connection()
def _round(door: Door, stop: Event) -> str:
    """Do everything that is due; return the code of what went wrong last, if anything did."""
    found = ""
    try:
        expire_due(door)
        clear_left()
        for ref in to_plan(door):
            found = _planned(door, ref, stop) or found
        for ref in _wanted():
            found = _made(door, ref, stop) or found
        for ref in _addressed(door):
            found = _sent(door, ref, stop) or found
        for ref in to_take_back(door):
            found = _taken_back(door, ref, stop) or found
        mail_due(door, is_stopping=stop.is_set)
    except MamoruError as error:
        found = error.code
    except Exception as error:  # noqa: BLE001 - the next round tries again; a message may hold anything
        connection.close()
        found = type(error).__name__
    return found


def _wanted() -> list[str]:
    with looking():
        rows = HandOver.objects.filter(is_wanted=True, state__in=MAKING)
        return list(rows.order_by("pk").values_list("ref", flat=True))


def _addressed(door: Door) -> list[str]:
    now = door.clock()
    with looking():
        rows = HandOver.objects.filter(
            Q(lease_until=None) | Q(lease_until__lte=now),
            next_try_at__lte=now,
            state__in=(HandState.READY, HandState.DELIVERING),
        )
        return list(rows.order_by("pk").values_list("ref", flat=True))


def _planned(door: Door, ref: str, stop: Event) -> str:
    return _done(lambda: plan_on(door, ref, is_stopping=stop.is_set), is_over=stop.is_set())


def _made(door: Door, ref: str, stop: Event) -> str:
    return _done(
        lambda: produce(door, ref, is_stopping=stop.is_set, is_patient=True), is_over=stop.is_set()
    )


def _sent(door: Door, ref: str, stop: Event) -> str:
    return _done(lambda: send(door, ref), is_over=stop.is_set())


def _taken_back(door: Door, ref: str, stop: Event) -> str:
    return _done(lambda: take_back(door, ref), is_over=stop.is_set())


def _done(act: Callable[[], object], *, is_over: bool) -> str:
    """Do it, and return the code of what went wrong, if anything did that somebody has to see."""
    if is_over:
        return ""
    try:
        act()
    except (HandOverElsewhereError, HandOverStateError, HandOverEndedError):
        return ""  # somebody else took it on, or it ended, which is on record
    except MamoruError as error:
        return error.code
    return ""
