"""Which mailbox inquiries come to, and who we are to it."""

import os
import re
import stat
from hashlib import sha256
from pathlib import Path
from typing import Literal
from urllib.parse import unquote, urlsplit

import msgspec
from django.conf import settings

from mamoru.desk.errors import DeskMisconfiguredError

SCHEMES: dict[str, tuple[Literal["tls", "starttls"], int]] = {
    "imaps": ("tls", 993),
    "imap+starttls": ("starttls", 143),
}
"""How the connection is protected: never not at all (RFC 8314)."""
FORM = "imaps://user@host:993/INBOX, imap+starttls://user@host:143/INBOX"
TIMEOUT_SECONDS = 30.0
_HOST = re.compile(r"[a-z0-9_.:-]{1,253}", re.ASCII)
_PASSWORD = re.compile(r"[\x20-\x7e]{1,1000}", re.ASCII)


class Place(msgspec.Struct, frozen=True, kw_only=True):
    """A folder of a mail server, and who we are to it."""

    host: str
    port: int
    security: Literal["tls", "starttls"]
    user: str
    password: str
    folder: str
    done: str = ""
    """Folder that mail goes to once it was taken in; it stays, marked as read, where none is."""
    timeout: float = TIMEOUT_SECONDS

    @property
    def name(self) -> str:
        """Return the name under which is kept how far it was taken in."""
        said = f"{self.user}@{self.host}:{self.port}/{self.folder}"
        return sha256(said.encode()).hexdigest()[:32]

    def __repr__(self) -> str:
        """Leave out user and password: a representation ends up in logs."""
        return f"Place(host={self.host!r}, port={self.port}, security={self.security!r})"


def place_of_settings() -> Place | None:
    """Return the mailbox that the settings name, if any; raises `DeskMisconfiguredError`."""
    if not settings.IMAP:
        return None
    return place_of(settings.IMAP, password(settings.IMAP_PASSWORD_FILE), settings.IMAP_DONE)


def place_of(url: str, secret: str, done: str = "") -> Place:
    """Return the mailbox that `url` names; raises `DeskMisconfiguredError`."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        raise _wrong() from None
    security = SCHEMES.get(parts.scheme)
    user, folder = unquote(parts.username or ""), unquote(parts.path.lstrip("/")) or "INBOX"
    is_plain = all(one.isprintable() for one in (user, folder, done))
    more = parts.password or parts.query or parts.fragment
    if security is None or not _HOST.fullmatch(host) or port == 0 or not user or more:
        raise _wrong()
    if not is_plain or done == folder:
        raise _wrong()
    kind, usual = security
    return Place(
        host=host, port=port or usual, security=kind, user=user, password=secret, folder=folder,
        done=done,
    )  # fmt: skip


def password(path: str) -> str:
    """Return the password in a file that only its readers can give away.

    Raises `DeskMisconfiguredError`.
    """
    try:
        with Path(path).open(encoding="ascii") as file:
            is_open = os.fstat(file.fileno()).st_mode & stat.S_IRWXO
            found = file.read(1002).strip("\r\n")
    except (OSError, ValueError):
        raise _wrong_file() from None
    if is_open or not _PASSWORD.fullmatch(found):
        raise _wrong_file()
    return found


def _wrong() -> DeskMisconfiguredError:
    return DeskMisconfiguredError(name="MAMORU_IMAP", what=FORM)


def _wrong_file() -> DeskMisconfiguredError:
    return DeskMisconfiguredError(name="MAMORU_IMAP_PASSWORD_FILE", what="mode 0600, one password")
