"""Bringing up Django and the door for the commands that need them."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from mamoru.cli.errors import PolicyInForceError
from mamoru.cli.failures import not_signed
from mamoru.cli.language import language

if TYPE_CHECKING:
    from mamoru.gate.door import Door


def set_up() -> None:
    """Let Django read the settings; nothing that knows of tables can be imported before."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "mamoru.settings"
    import django  # not before a command needs it: it takes longer than most commands

    django.setup()


@contextmanager
def opened_door() -> "Iterator[Door]":
    """Open the door of this installation with the policy in force, and close it afterwards.

    Tell what was done before this ends: what has been told is passed on before the ledger is
    signed, and if that fails, `NotSignedError` says so. Raises `PolicyInForceError` and what
    `open_door` raises.
    """
    from mamoru.gate.door import open_door  # its imports need the tables
    from mamoru.paths import policy_in_force
    from mamoru.policy.errors import PolicyFileError

    try:
        door = open_door(policy=policy_in_force())
    except PolicyFileError as error:
        raise PolicyInForceError(count=len(error.findings)) from None
    try:
        yield door
        sys.stdout.flush()
    except BaseException:
        with suppress(Exception):  # what went wrong first is told; the next to sign finds the rest
            door.close()
        raise
    try:
        door.close()
    except Exception as error:
        raise not_signed(error, language()) from error
