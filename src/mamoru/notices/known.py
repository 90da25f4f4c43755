"""The texts that are public at a moment: the one in force, those to come, and those before."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

from mamoru.gate.editions import Edition, editions, in_force
from mamoru.gate.shelf import read
from mamoru.law.book import Rulebooks
from mamoru.law.calendar import tokyo_day
from mamoru.policy.model import Policy

HELD = 64
"""Texts kept loaded."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """Every published text, in the order they came or come into force, seen from a moment."""

    moment: datetime
    editions: tuple[Edition, ...]

    @property
    def current(self) -> Edition | None:
        """Return the text in force."""
        return in_force(self.editions, self.moment)

    @property
    def upcoming(self) -> tuple[Edition, ...]:
        """Return the texts that are published and not in force yet."""
        return tuple(one for one in self.editions if one.in_force_from > self.moment)

    def before(self, edition: Edition) -> Edition | None:
        """Return the text that `edition` took or takes the place of."""
        at = self.editions.index(edition)
        return self.editions[at - 1] if at else None

    def name(self, edition: Edition) -> str:
        """Return the name of `edition` in addresses: its version, unless a later text bears it."""
        alike = [one for one in self.editions if one.version == edition.version]
        return edition.version if edition == alike[-1] else _full_name(edition)

    def named(self, name: str) -> Edition | None:
        """Return the edition of that name."""
        return next((one for one in self.editions if self.name(one) == name), None)

    @property
    def modified_at(self) -> datetime:
        """Return when what is public changed last: something was published, or came into force."""
        moments = [
            moment
            for one in self.editions
            for moment in (one.published_at, one.in_force_from)
            if moment <= self.moment
        ]
        return max(moments, default=self.moment)


def known(moment: datetime) -> Known:
    """Return what is public at `moment`."""
    return Known(moment=moment, editions=editions())


@lru_cache(maxsize=HELD)
def loaded(text: bytes) -> Rulebooks:
    """Return the policy that `text` holds, and its rulebooks; a text is loaded once."""
    return Rulebooks(read(text))


def policy_of(edition: Edition) -> Policy:
    """Return the policy in the text of `edition`."""
    return loaded(edition.text).policy


def effective(edition: Edition) -> date:
    """Return the day, in Japan, from which a text applies by its own words.

    The text that an installation begins with may have applied for years before it bound anything
    here; to the public that is no matter.
    """
    return min(date.fromisoformat(policy_of(edition).effective_from), day_of(edition))


def day_of(edition: Edition) -> date:
    """Return the day, in Japan, from which `edition` binds here."""
    return tokyo_day(edition.in_force_from)


def _full_name(edition: Edition) -> str:
    return f"{edition.version}-{edition.text_hash[:8]}"
