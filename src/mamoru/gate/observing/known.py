"""People whom events are about, looked up together, and remembered for the next events.

What is remembered counts for nothing by itself. It is used in a transaction that finds it unchanged
(`Seen.still`): the same person under the same name, at the same version, with nothing chosen or
taken back since. Keys are remembered as they are stored, wrapped.
"""

import threading
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import islice
from typing import NamedTuple

from mamoru.consent.queries import Row, chosen_after, last_id, of_people
from mamoru.vault.keyring import Keyring
from mamoru.vault.person import Held
from mamoru.vault.queries import LiveEpoch
from mamoru.vault.visitors import held_by, versions_of

CHUNK = 900
MOST = 20_000
"""People who are remembered: about a thousand bytes each."""
MOST_CHOSEN = 1_000
"""Choices since the last look after which it is quicker to forget everybody's."""
Name = tuple[str, str]
"""Kind and value of an identifier."""


class Seen(NamedTuple):
    """Who was found by some names, and what they chose, at one moment."""

    names: Collection[Name]
    held: Mapping[Name, Held]
    choices: Mapping[int, Sequence[Row]]
    epochs: tuple[LiveEpoch, ...]
    """Epochs of keys that were alive, the current one first."""
    last: int
    """Id of the choice up to which `choices` are complete."""

    def still(self, keys: Keyring) -> bool:
        """Tell whether all of it is so in this transaction, which alone writes (SQLite).

        1. the same epochs of keys are alive; 2. everybody is held, at the version that was seen,
        which goes up with every change of them or their identifiers; 3. nobody of them chose
        anything or took anything back since; 4. whoever was not found is not there.
        """
        if living(keys) != self.epochs:
            return False
        versions = {held.number: held.version for held in self.held.values()}
        if versions_of(versions) != versions:
            return False
        if any(person in versions for _, person in chosen_after(self.last)):
            return False
        missing = [name for name in self.names if name not in self.held]
        return not (missing and found_by(keys, missing))


def living(keys: Keyring) -> tuple[LiveEpoch, ...]:
    """Return the epochs whose keys are alive, the current one first."""
    epoch, older = keys.current()
    return (epoch, *older)


def found_by(keys: Keyring, names: Iterable[Name]) -> dict[Name, Held]:
    """Return who is found by each of `names`."""
    named: dict[str, list[str]] = {}
    for kind, value in names:
        named.setdefault(kind, []).append(value)
    return {
        (kind, value): held
        for kind, values in named.items()
        for value, held in held_by(keys, kind, values).items()
    }


def look(keys: Keyring, names: Collection[Name]) -> Seen:
    """Look up everybody who is found by `names`, as this transaction sees them."""
    epochs = living(keys)
    held = found_by(keys, names)
    return Seen(names, held, _choices({one.number for one in held.values()}), epochs, 0)


class Known:
    """What one process remembers of people, for use outside of transactions."""

    def __init__(self, keys: Keyring, most: int = MOST) -> None:
        self._keys = keys
        self._most = most
        self._lock = threading.Lock()
        self._held: dict[Name, Held] = {}
        self._choices: dict[int, Sequence[Row]] = {}
        self._last = -1

    def __len__(self) -> int:
        """Return how many are remembered."""
        return len(self._held)

    def look(self, names: Collection[Name]) -> Seen:
        """Return everybody who is found by `names`, looking up whoever is not remembered."""
        epochs = living(self._keys)
        ids = {one.id for one in epochs}
        with self._lock:
            self._catch_up()
            last = self._last
            held = {
                name: one
                for name in names
                if (one := self._held.get(name)) is not None and one.epoch in ids
            }
            choices = {
                one.number: self._choices[one.number]
                for one in held.values()
                if one.number in self._choices
            }
        fresh = found_by(self._keys, [name for name in names if name not in held])
        held.update(fresh)
        chosen = _choices({one.number for one in held.values()} - choices.keys())
        choices.update(chosen)
        with self._lock:
            if self._last == last:  # else they may be older than what was caught up with
                self._remember(fresh, chosen)
        return Seen(names, held, choices, epochs, last)

    def forget(self, names: Iterable[Name]) -> None:
        """Look these up again the next time."""
        with self._lock:
            for name in names:
                held = self._held.pop(name, None)
                if held is not None:
                    self._choices.pop(held.number, None)

    def _catch_up(self) -> None:
        """Forget the choices of whoever chose anything since the last look."""
        if self._last < 0:
            self._last = last_id()
            return
        since = chosen_after(self._last)
        if len(since) > MOST_CHOSEN:
            self._choices.clear()
        for _, person in since:
            self._choices.pop(person, None)
        self._last = since[-1][0] if since else self._last

    def _remember(self, held: Mapping[Name, Held], chosen: Mapping[int, Sequence[Row]]) -> None:
        over = len(self._held) + len(held) - self._most
        for name in list(islice(self._held, max(0, over))):
            self._choices.pop(self._held.pop(name).number, None)
        self._held.update(islice(held.items(), self._most))
        self._choices.update(chosen)


def _choices(numbers: Collection[int]) -> dict[int, list[Row]]:
    wanted = sorted(numbers)
    found: dict[int, list[Row]] = {}
    for at in range(0, len(wanted), CHUNK):
        found |= of_people(wanted[at : at + CHUNK])
    return found
