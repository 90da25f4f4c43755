"""Keys of papers that belong to no person's record, such as requests: one random key for each.

What somebody writes when they ask for their erasure has to outlive it until they are answered, so
it is not sealed under their own key. The keys of one month hang on one key-encryption key; once
that is destroyed, none of them can be opened, in no backup either.
"""

from collections.abc import Callable, Iterable
from datetime import datetime

import msgspec

from mamoru.crypto.envelope import Seal, new_key, place
from mamoru.gate.door import Door
from mamoru.gate.looking import looking
from mamoru.gate.models import PaperKey
from mamoru.law.calendar import tokyo_day


class OwnKey(msgspec.Struct, frozen=True, kw_only=True):
    """The key of one paper, wrapped, and what opens it."""

    kek_id: str
    wrapped: bytes

    def __repr__(self) -> str:
        """Leave out the key."""
        return f"OwnKey({self.kek_id})"


_users: dict[str, Callable[[], Iterable[str]]] = {}


def hang_on(room: str, used: Callable[[], Iterable[str]]) -> None:
    """Let a room say which key-encryption keys its papers hang on; it does so as it is loaded."""
    _users[room] = used


def own_key(door: Door) -> OwnKey:
    """Return a new key. Raises what the provider of keys raises."""
    kek_id = _of_month(door, door.clock())
    return OwnKey(kek_id=kek_id, wrapped=door.keys.provider.wrap(kek_id, new_key()))


def sealer(door: Door, key: OwnKey) -> Seal:
    """Return what seals and opens under `key`."""
    return Seal(door.keys.provider.unwrap(key.kek_id, key.wrapped))


def paper_place(owner: str, name: str) -> bytes:
    """Return what a text of the paper `owner` is sealed for."""
    return place("paper", owner, name)


def destroy_unused(door: Door) -> int:
    """Destroy the key-encryption keys of earlier months that no room uses; return how many.

    No copy of what hung on them can be opened after that.
    """
    with looking():
        month = tokyo_day(door.clock()).strftime("%Y-%m")
        used = {one for room in _users.values() for one in room()}
        over = list(PaperKey.objects.filter(month__lt=month).exclude(kek_id__in=list(used)))
    for one in over:
        door.keys.provider.destroy(one.kek_id)  # first, so that a row is never gone before its key

    def unit(_: object) -> None:
        PaperKey.objects.filter(pk__in=[one.pk for one in over]).delete()

    if over:
        door.writer.run(unit)
    return len(over)


def _of_month(door: Door, at: datetime) -> str:
    month = tokyo_day(at).strftime("%Y-%m")
    with looking():
        known = PaperKey.objects.filter(month=month).values_list("kek_id", flat=True).first()
    if known is not None:
        return known
    made = door.keys.provider.create()

    def unit(_: object) -> str:
        row, _is_new = PaperKey.objects.get_or_create(
            month=month, defaults={"kek_id": made, "created_at": at}
        )
        return row.kek_id

    found = door.writer.run(unit)[0]
    if found != made:
        door.keys.provider.destroy(made)  # another process was quicker; nothing hangs on it
    return found
