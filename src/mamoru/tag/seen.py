"""What is in force at a moment: the configuration of the tag, and the policy it rests on."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

from mamoru.gate.editions import editions, in_force
from mamoru.gate.shelf import read
from mamoru.law.calendar import tokyo_day
from mamoru.policy.model import Policy
from mamoru.tag import publish
from mamoru.tag.configuration import Configuration
from mamoru.tag.errors import UnknownTagError

HELD = 4
"""Texts of the policy kept loaded."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """The configuration in force with its number, the policy in force, and the day in Japan."""

    number: int
    configuration: Configuration
    policy: Policy
    day: date
    modified_at: datetime
    """When the latest of the two changed."""


def seen(moment: datetime) -> Seen:
    """Return what is in force at `moment`; raises `UnknownTagError`."""
    known = editions()
    edition = in_force(known, moment) or (known[0] if known else None)
    if edition is None:
        raise UnknownTagError
    held = publish.in_force()
    return Seen(
        number=held.number,
        configuration=held.configuration,
        policy=_read(edition.text),
        day=tokyo_day(moment),
        modified_at=max(held.published_at, edition.in_force_from),
    )


@lru_cache(maxsize=HELD)
def _read(text: bytes) -> Policy:
    return read(text)
