"""Blind index: finding a person by an identifier that the database does not hold in clear.

A value is normalised, so that the spellings of one identifier meet, and then authenticated with
HMAC-SHA-256 under a random key of its kind (FIPS 198-1). Without that key a token tells nothing;
with different keys per kind, a phone number cannot be recognised among member numbers.
"""

import hmac
import re
import unicodedata
from collections.abc import Callable

from mamoru.crypto.errors import InvalidIdentifierError, UnknownIdentifierKindError

LONGEST = 320
"""Characters of the longest identifier: an e-mail address (RFC 3696, erratum 1690, and slack)."""

_EMAIL = re.compile(r"[^\s@\"(),:;<>\[\\\]]+@[^\s@\"(),:;<>\[\\\]]+")


def folded(value: str) -> str:
    """Return `value` as equal spellings share it: NFKC, case folded, no invisible characters.

    The steps are those of Unicode's NFKC_Casefold (UAX 31, 5.1), repeated until nothing changes.
    """
    if value.isascii():
        return value.strip().lower()
    for _ in range(4):
        step = unicodedata.normalize("NFKC", unicodedata.normalize("NFD", value).casefold())
        step = "".join(c for c in step if unicodedata.category(c) != "Cf").strip()
        if step == value:
            break
        value = step
    return value


def _email(value: str) -> str:
    address = folded(value)
    if not _EMAIL.fullmatch(address):
        raise InvalidIdentifierError(kind="email")
    local, _, domain = address.rpartition("@")
    if domain.isascii():
        return address
    try:
        return f"{local}@{domain.encode('idna').decode()}"
    except UnicodeError:
        raise InvalidIdentifierError(kind="email") from None


def _phone(value: str) -> str:
    import phonenumbers  # here: its tables take long to load, and most commands need none

    number = folded(value)
    try:
        parsed = phonenumbers.parse(number, "JP")
    except phonenumbers.NumberParseException:
        raise InvalidIdentifierError(kind="phone") from None
    if not phonenumbers.is_possible_number(parsed):
        raise InvalidIdentifierError(kind="phone")
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)


KINDS: dict[str, Callable[[str], str]] = {
    "account": folded,
    "email": _email,
    "phone": _phone,
    "member_number": folded,
    "partner_id": folded,
    "device_id": folded,
    "cookie_id": folded,
}
"""Kinds of identifier by which people are found, and how each is normalised."""


def normalised(kind: str, value: str) -> str:
    """Return the one spelling under which all spellings of an identifier are found.

    E-mail addresses are compared without case in both halves; phone numbers become E.164, read as
    Japanese where they name no country. Raises `InvalidIdentifierError` without the value.
    """
    normalise = KINDS.get(kind)
    if normalise is None:
        raise UnknownIdentifierKindError(kinds=", ".join(KINDS))
    if not 0 < len(value) <= LONGEST:
        raise InvalidIdentifierError(kind=kind)
    result = normalise(value)
    if not result or not result.isprintable():
        raise InvalidIdentifierError(kind=kind)
    return result


def token(key: bytes, kind: str, value: str) -> bytes:
    """Return the 32 bytes under which `value` is indexed with the kind's `key`."""
    return hmac.digest(key, normalised(kind, value).encode(), "sha256")
