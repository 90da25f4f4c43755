"""Keys that last a day: digests made with them cannot be made again once they are destroyed.

A day's key is kept for that day and the next, so that an event sent again about midnight is still
known. It is sealed under the vault's epoch key, and gone with that epoch as well.
"""

import threading
from hashlib import blake2b

from mamoru.crypto.envelope import new_key, place
from mamoru.events import queries
from mamoru.gate.door import Door
from mamoru.vault.errors import VaultNotStartedError
from mamoru.vault.keyring import Keyring

DAYS = 2
"""How many days the key of a day is kept, that day included."""
DIGEST = 16


class Secrets:
    """Gives the keys of today and yesterday, the same in all processes."""

    def __init__(self, door: Door) -> None:
        self._door = door
        self._lock = threading.Lock()
        self._known: dict[int, bytes] = {}

    def of(self, day: int) -> bytes:
        """Return the key of a day, made where there is none. Not for use inside a unit."""
        known = self._known.get(day)
        if known is not None:
            return known
        found, _ = self._door.writer.run(lambda _: _kept(self._door.keys, day))
        with self._lock:
            kept = {one: key for one, key in self._known.items() if one > day - DAYS}
            self._known = kept | {day: found}
        return found


def digest(key: bytes, *parts: str) -> bytes:
    """Return what stands for `parts` as long as the key lasts (keyed BLAKE2, RFC 7693).

    Of several parts, only the last may hold anything: the others are words of ours.
    """
    content = "\0".join(parts).encode("utf-8", "replace")
    return blake2b(content, key=key, digest_size=DIGEST).digest()


def _kept(keys: Keyring, day: int) -> bytes:
    """Return the key of a day; one whose epoch is gone is made anew."""
    current, older = keys.current()
    seals = {one.id: keys.epoch(one) for one in (current, *older)}
    found = queries.secret(day)
    if found is not None and found[0] not in seals:
        queries.drop_secret(day)
        found = None
    if found is None:
        queries.put_secret(day, current.id, seals[current.id].seal(new_key(), _place(day)))
        found = queries.secret(day)  # somebody else may have put theirs first
    if found is None:
        raise VaultNotStartedError
    return seals[found[0]].unseal(found[1], _place(day))


def _place(day: int) -> bytes:
    return place("secret of a day", day)
