"""Bringing up Django and the door for the commands that need them."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from mamoru.cli.errors import NothingHereError, PolicyInForceError
from mamoru.cli.failures import not_signed
from mamoru.cli.files import clocks, policy_of
from mamoru.cli.language import language
from mamoru.cli.streams import flush
from mamoru.paths import named_policy, reference_policy
from mamoru.policy.load import load

if TYPE_CHECKING:
    from mamoru.gate.door import Door
    from mamoru.policy.model import Policy


def set_up() -> None:
    """Let Django read the settings; nothing that knows of tables can be imported before."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "mamoru.settings"
    # Not before a command needs them: they take longer than most commands. `django.setup` would
    # load what answers HTTP as well, and set up logging, of which there is none here.
    from django.apps import apps
    from django.conf import settings

    apps.populate(settings.INSTALLED_APPS)


def check_installed() -> None:
    """Raise `NothingHereError` where there is nothing yet, so that looking makes nothing."""
    from django.conf import settings
    from django.db import connection

    from mamoru.ledger.signing import KEY

    database = Path(settings.DATABASES["default"]["NAME"])
    if connection.vendor == "sqlite" and not database.is_file():
        raise NothingHereError(what=database.name, home=str(settings.HOME))
    if not (settings.HOME / "ledger" / KEY).is_file():
        raise NothingHereError(what=f"ledger/{KEY}", home=str(settings.HOME))


def policy_of_or_here(file: str | None) -> "Policy":
    """Return the policy in a file; without one that in force here, or what would begin here."""
    if file is not None:
        return policy_of(file)
    try:
        check_installed()
    except NothingHereError:
        return load(named_policy() or reference_policy(), clocks=clocks())
    from mamoru.gate.shelf import policy_here  # its imports need the tables

    return policy_here(datetime.now(UTC))


@contextmanager
def opened_door(*, may_begin: bool = False) -> "Iterator[Door]":
    """Open the door of this installation with the policy in force, and close it afterwards.

    Only a command that `may_begin` makes an installation where there is none. Tell what was done
    before this ends: what has been told is passed on before the ledger is signed, and if that
    fails, `NotSignedError` says so. Raises `NothingHereError`, `PolicyInForceError` and what
    `open_door` raises.
    """
    if not may_begin:
        check_installed()
    from mamoru.gate.door import open_door  # its imports need the tables
    from mamoru.policy.errors import PolicyFileError

    try:
        door = open_door(policy=named_policy())
    except PolicyFileError as error:
        raise PolicyInForceError(count=len(error.findings)) from None
    try:
        yield door
        flush()
    except BaseException:
        with suppress(Exception):  # what went wrong first is told; the next to sign finds the rest
            door.close()
        raise
    try:
        door.close()
    except Exception as error:
        raise not_signed(error, language()) from error
