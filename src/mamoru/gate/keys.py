"""Who keeps the key-encryption keys: files beside the database, or a key service.

Whatever changes an epoch of keys is recorded in the same transaction (`recorded_change`).
"""

import os
import re
import stat
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import connection

from mamoru.crypto.provider import KeyProvider
from mamoru.gate.errors import KeysMisconfiguredError
from mamoru.ledger.append import append
from mamoru.ledger.entries import KeyChanged
from mamoru.vault.epochs import destroy_ended
from mamoru.vault.keyfile import KeyDirectory
from mamoru.vault.keyring import Change, Keyring
from mamoru.vault.kms import TransitKeys

_TOKEN = re.compile(r"[\x21-\x7e]{1,1000}", re.ASCII)


def opened_keys(provider: KeyProvider, now: datetime) -> Keyring:
    """Return the keys of this installation, making the first ones where there are none.

    Keys of an epoch that ended are destroyed, wherever they come from: a rotation that was cut
    short, or an older copy of the keys. Raises what `Keyring.start` raises.
    """
    keys = Keyring(provider, recorded_change)
    keys.start(now)
    destroy_ended(keys)
    return keys


def recorded_change(change: Change, epoch: int, at: datetime) -> None:
    """Record that an epoch of keys was created, retired or destroyed, in the caller's transaction.

    Raises `NoTransactionError` outside of one.
    """
    with connection.cursor() as cursor:
        append(cursor, [KeyChanged(at=at, change=change, key=f"epoch-{epoch}")])


def chosen_provider(directory: Path) -> KeyProvider:
    """Return the provider that `MAMORU_KEYS` chooses; `directory` is where files are kept.

    Raises `KeysMisconfiguredError`, or what the provider finds wrong with itself.
    """
    kind, _, address = settings.KEYS.partition(":")
    match kind, bool(address):
        case "file", False:
            return KeyDirectory(directory)
        case "transit", True:
            return TransitKeys(address, _token())
    raise KeysMisconfiguredError(name="MAMORU_KEYS", what="file, transit:https://…")


def _token() -> str:
    """Return the token of the key service, from a file that only its readers can give away."""
    path = settings.KEYS_TOKEN_FILE
    try:
        with Path(path).open(encoding="ascii") as file:
            is_open = os.fstat(file.fileno()).st_mode & stat.S_IRWXO
            token = file.read(1002).strip()
    except (OSError, ValueError):
        raise _wrong_token_file() from None
    if is_open or not _TOKEN.fullmatch(token):
        raise _wrong_token_file()
    return token


def _wrong_token_file() -> KeysMisconfiguredError:
    return KeysMisconfiguredError(name="MAMORU_KEYS_TOKEN_FILE", what="mode 0600, one token")
