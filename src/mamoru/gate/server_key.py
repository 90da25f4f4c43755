"""One random key of the installation, for what a server signs and seals for itself.

It hangs on a key-encryption key of its own, and is the same for every process over one database.
"""

from django.db import IntegrityError, transaction

from mamoru.crypto.envelope import new_key
from mamoru.gate.door import Door
from mamoru.gate.looking import looking
from mamoru.gate.models import ServerKey

_ONLY = 1


def server_key(door: Door) -> bytes:
    """Return the key, made by whoever asks first. Raises what the provider of keys raises."""
    with looking():
        row = ServerKey.objects.filter(pk=_ONLY).first()
    return _unwrapped(door, row or _made(door))


def _made(door: Door) -> ServerKey:
    provider = door.keys.provider
    kek_id = provider.create()
    wrapped = provider.wrap(kek_id, new_key())
    with looking():
        try:
            with transaction.atomic():
                return ServerKey.objects.create(
                    pk=_ONLY, kek_id=kek_id, wrapped=wrapped, created_at=door.clock()
                )
        except IntegrityError:  # another process was quicker
            row = ServerKey.objects.get(pk=_ONLY)
    provider.destroy(kek_id)
    return row


def _unwrapped(door: Door, row: ServerKey) -> bytes:
    return door.keys.provider.unwrap(row.kek_id, bytes(row.wrapped))
