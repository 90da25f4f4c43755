"""Through which mail server letters go, from whom, and where they come back to."""

import re
from typing import Literal
from urllib.parse import unquote, urlsplit

import msgspec

from mamoru.outbox.addresses import LONGEST_LOCAL, is_plain
from mamoru.outbox.errors import MailMisconfiguredError
from mamoru.policy.words import Word

Security = Literal["none", "tls", "starttls"]
SCHEMES: dict[str, tuple[Security, int]] = {
    "smtp": ("none", 25),
    "smtps": ("tls", 465),
    "smtp+starttls": ("starttls", 587),
}
"""How the connection is protected, and the usual port (RFC 8314, RFC 6409)."""
FORM = "smtps://user:password@host:465, smtp+starttls://user:password@host:587, smtp://host:25"
TIMEOUT_SECONDS = 30.0
"""How long the server may take for each answer. RFC 5321, 4.5.3.2 allows minutes, which a server
far away may need; ours is near, and one that takes longer is as good as down."""
_HOST = re.compile(
    r"(?=.{1,253}\Z)(?:[a-z0-9_-]{1,63}(?:\.[a-z0-9_-]{1,63})*|[0-9a-f:.]+)", re.ASCII
)
"""A name, or an address of IPv6, as `urlsplit` gives it: in lower case, without brackets."""
_VISIBLE = re.compile(r"[\x21-\x7e]+", re.ASCII)


class Smtp(msgspec.Struct, frozen=True, kw_only=True):
    """A mail server, and who we are to it."""

    host: str
    port: int
    security: Security
    user: str = ""
    password: str = ""

    def __repr__(self) -> str:
        """Leave out the password: a representation ends up in logs."""
        return f"Smtp(host={self.host!r}, port={self.port}, security={self.security!r})"


class Mailer(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that sending needs to know."""

    smtp: Smtp
    sender: str
    """Address that a letter comes from."""
    name: Word
    """What the sender is called."""
    bounces: str | None = None
    """Address that bounces go to, with a token added; `None`: to the sender, as they are."""
    timeout: float = TIMEOUT_SECONDS


def smtp_of(url: str) -> Smtp:
    """Return the mail server that `url` names; raises `MailMisconfiguredError`."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        raise _wrong_server() from None
    security = SCHEMES.get(parts.scheme)
    names = [unquote(part or "") for part in (parts.username, parts.password)]
    is_whole = bool(names[0]) == bool(names[1]) and all(name.isprintable() for name in names)
    more = parts.path.strip("/") or parts.query or parts.fragment
    is_form = _VISIBLE.fullmatch(url) and _HOST.fullmatch(host) and port != 0 and not more
    if not (security and is_form and is_whole):
        raise _wrong_server()
    kind, usual = security
    return Smtp(host=host, port=port or usual, security=kind, user=names[0], password=names[1])


def sender_of(name: str, address: str) -> str:
    """Return the address from the setting `name`; raises `MailMisconfiguredError`."""
    if not is_plain(address):
        raise MailMisconfiguredError(name=name, what="name@example.com")
    return address


def bounces_of(name: str, address: str) -> str:
    """Return the address for bounces from the setting `name`; it has room for a token.

    Raises `MailMisconfiguredError`.
    """
    local = address.rpartition("@")[0]
    if not is_plain(address) or len(local) > LONGEST_LOCAL - 33:
        raise MailMisconfiguredError(name=name, what="bounces@example.com")
    return address


def _wrong_server() -> MailMisconfiguredError:
    return MailMisconfiguredError(name="MAMORU_SMTP", what=FORM)
