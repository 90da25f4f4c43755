"""The texts of this installation's policy: which is in force at a moment, and which binds whom.

Texts are published and withdrawn in transactions (`mamoru.gate.editions`), and come into force by
time alone. Every transaction looks whether another was published since the last one (`refresh`), so
that all processes decide by the same text at the same moment.
"""

import threading
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from functools import lru_cache
from hashlib import sha256
from typing import NamedTuple

from django.db import connection, transaction

from mamoru.errors import ConfigurationError
from mamoru.gate.editions import Edition, Widening, editions, generation, in_force, put
from mamoru.gate.errors import OtherPolicyError
from mamoru.gate.lawtexts import keep_law
from mamoru.law.book import Rulebooks
from mamoru.law.calendar import tokyo_day
from mamoru.law.figures import law_clocks
from mamoru.ledger.append import append
from mamoru.paths import reference_policy
from mamoru.policy.load import Loaded, load_with_file
from mamoru.policy.model import Policy
from mamoru.policy.rulebook import Rulebook


class UnknownVersionError(ConfigurationError):
    """A version binds somebody that this installation never held."""

    code = "unknown-version"
    ja = "拘束する版 {version} のポリシーが見つかりません。"
    en = "The policy version {version} that binds a person is not held here."


class PolicyNotInForceError(ConfigurationError):
    """The first text of an installation decides nothing before the day it takes effect."""

    code = "policy-not-in-force"
    ja = "ポリシーの版 {version} は {day} に効力を生じます。それまでは現行の版を指定してください。"
    en = "Version {version} of the policy takes effect on {day}. Until then, name the one in force."


class PolicyUnpublishedError(ConfigurationError):
    """A file alone changes no promise: a text that differs has to be published first."""

    code = "policy-unpublished"
    ja = (
        "MAMORU_POLICY のファイルは、ここで公表された本文ではありません(公表済みの版: {known})。"
        "mamoru revision draft と publish で公表するか、元のファイルを指定してください。"
    )
    en = (
        "The file MAMORU_POLICY names was not published here (published: {known}). Publish it with "
        "`mamoru revision draft` and `publish`, or name the earlier file."
    )


class Wait(NamedTuple):
    """What an edition allows anew that somebody has not agreed to, and the rules before it."""

    version: str
    widenings: tuple[Widening, ...]
    before: Rulebook


class Shelf:
    """Gives the rulebook of a version and a moment."""

    def __init__(self, named: bytes | None) -> None:
        """Take the text that the settings name, if any; raises `PolicyFileError`."""
        self._named = named
        self._lock = threading.Lock()
        self._books: dict[str, Rulebooks] = {}
        self._editions: tuple[Edition, ...] = ()
        self._generation = (0, 0)
        if named is not None:
            self._loaded(named)

    def check(self, now: datetime) -> None:
        """Refuse a named text that was not published here, or one to begin with before its day.

        Where no text is named, the reference policy begins an installation. Raises
        `OtherPolicyError`, `PolicyUnpublishedError`, `PolicyNotInForceError`.
        """
        self.refresh()
        if self._editions and self._named is not None:
            self._check_named(self._loaded(self._named).policy)
        elif not self._editions:
            policy = self._loaded(self._first_text).policy
            if tokyo_day(now) < date.fromisoformat(policy.effective_from):
                raise PolicyNotInForceError(version=policy.version, day=policy.effective_from)

    def begin(self, now: datetime) -> None:
        """Publish the first text where none is, and keep the law that is decided by.

        Nobody else opens this installation meanwhile.
        """
        if not self._editions:
            text = self._first_text
            with transaction.atomic(), connection.cursor() as cursor:
                _, entry = put(self._loaded(text).policy, text, at=now, weight="first")
                append(cursor, [entry])
            self.refresh()
        keep_law(now)

    def _check_named(self, policy: Policy) -> None:
        known = list(dict.fromkeys(one.policy for one in self._editions))
        if policy.id not in known:
            raise OtherPolicyError(known=", ".join(known), other=policy.id)
        if policy.text_hash not in {one.text_hash for one in self._editions}:
            raise PolicyUnpublishedError(known=", ".join(one.version for one in self._editions))

    def refresh(self) -> None:
        """See what was published or withdrawn since the last look: one small statement."""
        found = generation()
        if found != self._generation:
            self._editions = editions()
            self._generation = found

    @property
    def editions(self) -> tuple[Edition, ...]:
        """Return the texts that were published, in the order in which they come into force."""
        return self._editions

    def edition(self, at: datetime) -> Edition:
        """Return the text in force at the moment `at`: the first, if the clock says before it."""
        return in_force(self._editions, at) or self._editions[0]

    def policy(self, at: datetime) -> Policy:
        """Return the policy in force at the moment `at`."""
        return self._held(self.edition(at)).policy

    def book(self, at: datetime, version: str | None = None) -> Rulebook:
        """Return the rulebook of `version` (`None` is the one in force) as of the moment `at`.

        Raises `UnknownVersionError`.
        """
        if version is None:
            return self._held(self.edition(at)).at(at)
        held = [one for one in self._editions if one.version == version]
        if not held:
            raise UnknownVersionError(version=version[:32])
        return self._held(held[-1]).at(at)

    def holds(self, version: str) -> bool:
        """Return whether the text of that version was published here."""
        return any(one.version == version for one in self._editions)

    def agreed(self, at: datetime, versions: Sequence[str]) -> Edition | None:
        """Return the text of the last of `versions` that is in force at `at`, or was before.

        Agreeing to a text that is still to come counts from the moment at which it binds.
        """
        came = [one for one in self._editions if one.in_force_from <= at] or self._editions[:1]
        by_version = {one.version: one for one in came}
        return next((by_version[one] for one in reversed(versions) if one in by_version), None)

    def waits(
        self, at: datetime, *, since: datetime | None = None, agreed: Edition | None = None
    ) -> tuple[Wait, ...]:
        """Return what is in force at `at` and waits for the agreement of one person.

        Whoever is held only `since` an edition came into force was shown that one; whoever `agreed`
        to an edition agreed to what came before it as well. Without both it is about people of whom
        nothing is known.
        """
        known = self._editions
        reached = known.index(agreed) if agreed in known else 0
        found = []
        for i, one in enumerate(known):
            for base, widenings in _by_base(one, known[:i]) if one.in_force_from <= at else ():
                shown = known[base + 1].in_force_from
                if base >= reached and (since is None or since <= shown):
                    before = self._held(known[base]).at(at)
                    found.append(Wait(one.version, widenings, before))
        return tuple(found)

    def _held(self, edition: Edition) -> Rulebooks:
        return self._books.get(edition.text_hash) or self._loaded(edition.text)

    def _loaded(self, text: bytes) -> Rulebooks:
        """Return the rulebooks of a text, made once."""
        name = sha256(text).hexdigest()
        with self._lock:
            if name not in self._books:
                self._books[name] = Rulebooks(read(text))
            return self._books[name]

    @property
    def _first_text(self) -> bytes:
        return reference_policy() if self._named is None else self._named


def _by_base(
    edition: Edition, earlier: Sequence[Edition]
) -> Iterator[tuple[int, tuple[Widening, ...]]]:
    """Yield the place of each edition that `edition` is wider than, with what is wider."""
    if edition.awaits and earlier:
        places = {one.number: i for i, one in enumerate(earlier)}
        bases = {one.base: places.get(one.base or 0, len(earlier) - 1) for one in edition.awaits}
        for base, place in bases.items():
            yield place, tuple(one for one in edition.awaits if one.base == base)


def policy_here(now: datetime) -> Policy:
    """Return the policy in force in an installation whose door is not open."""
    known = editions()
    return read((in_force(known, now) or known[0]).text)


@lru_cache(maxsize=2)
def read(text: bytes) -> Policy:
    """Return the policy in `text`, whose duties may name the clocks of the law.

    The last two are kept, as doors, notices and drafts ask for the same text again.
    """
    return read_whole(text).policy


def read_whole(text: bytes) -> Loaded:
    """Return the same with the file as it was read, in which every word knows its place."""
    return load_with_file(text, clocks={clock.name for clock in law_clocks().clocks})
