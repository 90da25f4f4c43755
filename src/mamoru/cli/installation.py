"""Bringing up Django and the door for the commands that need them."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mamoru.gate.door import Door


def set_up() -> None:
    """Let Django read the settings; nothing that knows of tables can be imported before."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "mamoru.settings"
    import django  # not before a command needs it: it takes longer than most commands

    django.setup()


@contextmanager
def opened_door() -> "Iterator[Door]":
    """Open the door of this installation with the policy in force, and close it afterwards."""
    set_up()
    from mamoru.gate.door import opened
    from mamoru.paths import policy_in_force

    with opened(policy=policy_in_force()) as door:
        yield door
