"""Who keeps the key-encryption keys: files beside the database, or a key service."""

import os
import re
import stat
from pathlib import Path

from django.conf import settings

from mamoru.crypto.provider import KeyProvider
from mamoru.gate.errors import KeysMisconfiguredError
from mamoru.vault.keyfile import KeyDirectory
from mamoru.vault.kms import TransitKeys

_TOKEN = re.compile(r"[\x21-\x7e]{1,1000}", re.ASCII)


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
