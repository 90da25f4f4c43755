"""Where a real page load sends and which cookies it leaves, against what is configured.

Pure. Nothing may be undeclared, and before anything is allowed nothing may go to a host that needs
it to be allowed.
"""

from collections.abc import Collection, Iterable
from datetime import date
from fnmatch import fnmatchcase

import msgspec

from mamoru.tag.configuration import Configuration, Destination

OWN_COOKIES = ("mamoru_choice",)


class Sighting(msgspec.Struct, frozen=True, kw_only=True):
    """What one load of a page showed: before anything was allowed, and after all of it was."""

    own: frozenset[str]
    """Hosts that are the company's own: of the page, and of this server."""
    before: frozenset[str]
    after: frozenset[str]
    cookies_before: frozenset[str]
    cookies_after: frozenset[str]
    has_tag: bool
    """Whether the tag asked, so that everything could be allowed."""


class Compared(msgspec.Struct, frozen=True, kw_only=True):
    """What differs."""

    undeclared: tuple[str, ...] = ()
    """Hosts that get something and are in no destination."""
    unseen: tuple[str, ...] = ()
    """Destinations that got nothing."""
    too_early: tuple[str, ...] = ()
    """Hosts that got something before it was allowed."""
    undeclared_cookies: tuple[str, ...] = ()
    too_early_cookies: tuple[str, ...] = ()
    has_tag: bool = True

    @property
    def is_as_declared(self) -> bool:
        """Return whether the page does what is published, and no more.

        What was not seen may come on another page, so it is told and is no fault.
        """
        return self.has_tag and not (
            self.undeclared or self.too_early or self.undeclared_cookies or self.too_early_cookies
        )


def compared(configuration: Configuration, seen: Sighting, day: date) -> Compared:
    """Return how what was `seen` differs from what is in use on `day`."""
    known = [one for one in configuration.destinations if one.is_sent_on(day)]
    free = [one for one in known if one.purpose is None]
    others = (seen.before | seen.after) - seen.own
    cookies = [*configuration.cookies, *OWN_COOKIES]
    return Compared(
        undeclared=_outside(others, _hosts(known)),
        unseen=tuple(one.id for one in known if not _reached(one, others)),
        too_early=_outside(
            [host for host in seen.before - seen.own if _fits(host, _hosts(known))], _hosts(free)
        ),
        undeclared_cookies=_outside(
            seen.cookies_before | seen.cookies_after, [*cookies, *_cookies(known)]
        ),
        too_early_cookies=_outside(
            [name for name in seen.cookies_before if _fits(name, _cookies(known))],
            [*cookies, *_cookies(free)],
        ),
        has_tag=seen.has_tag,
    )


def _hosts(destinations: Iterable[Destination]) -> list[str]:
    return [host for one in destinations for host in one.hosts]


def _cookies(destinations: Iterable[Destination]) -> list[str]:
    return [name for one in destinations for name in one.cookies]


def _reached(one: Destination, hosts: Iterable[str]) -> bool:
    return any(_fits(host, one.hosts) for host in hosts)


def _outside(names: Iterable[str], patterns: Collection[str]) -> tuple[str, ...]:
    return tuple(sorted(name for name in names if not _fits(name, patterns)))


def _fits(name: str, patterns: Collection[str]) -> bool:
    return any(fnmatchcase(name, one) for one in patterns)
