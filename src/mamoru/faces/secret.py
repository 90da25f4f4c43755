"""The server's own secrets: one random key of the installation, and what is derived from it."""

import base64

from cryptography.fernet import Fernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

from mamoru.gate.door import Door
from mamoru.gate.server_key import server_key

_BYTES = 32
_opened: dict[str, Fernet] = {}


def open_secrets(door: Door) -> None:
    """Give Django what it signs with, and open what is sealed."""
    key = server_key(door)
    settings.SECRET_KEY = _derived(key, "django").hex()
    for name in ("session", "mfa", "listing"):
        _opened[name] = Fernet(base64.urlsafe_b64encode(_derived(key, name)))


def sealed(name: str, text: str) -> str:
    """Return a text sealed under the key of that name."""
    return _opened[name].encrypt(text.encode()).decode()


def unsealed(name: str, text: str) -> str:
    """Return what was sealed; raises `cryptography.fernet.InvalidToken`."""
    return _opened[name].decrypt(text.encode()).decode()


def _derived(key: bytes, name: str) -> bytes:
    return HKDF(SHA256(), _BYTES, salt=None, info=f"mamoru.faces.{name}".encode()).derive(key)
