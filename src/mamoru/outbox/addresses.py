"""Which texts are addresses of e-mail, as far as we write them into an envelope."""

import re

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

TOKEN = re.compile(r"[0-9a-f]{32}")
LONGEST_LOCAL = 64
"""Characters before the @ (RFC 5321, 4.5.3.1.1)."""
_PLAIN = re.compile(r"[A-Za-z0-9._-]+@[A-Za-z0-9.-]+", re.ASCII)


def is_address(value: str) -> bool:
    """Return whether `value` is one address and nothing else: no list, no name, no line end."""
    try:
        validate_email(value)
    except ValidationError:
        return False
    return len(value.rpartition("@")[0]) <= LONGEST_LOCAL


def is_plain(value: str) -> bool:
    """Return whether `value` is an address without anything that a mail server may read apart."""
    return _PLAIN.fullmatch(value) is not None and is_address(value)


def with_token(address: str, token: str) -> str:
    """Return the address of our own that only a bounce of this delivery comes to (VERP)."""
    local, _, domain = address.rpartition("@")
    return f"{local}+{token}@{domain}"
