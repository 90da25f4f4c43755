"""Sheets: what a public form carries against programs that fill it in, and against sending twice.

A sheet is signed with the moment at which its form was shown. It comes back with what was filled
in; one sheet is one request, however often it is sent.
"""

from datetime import datetime, timedelta
from secrets import token_hex

from django.core import signing
from django.utils.crypto import salted_hmac

_SALT = "mamoru.portal.sheet"
AT_ONCE = timedelta(0)
QUICKEST = timedelta(seconds=3)
"""Nobody reads and fills in a public form in less."""
LONGEST = timedelta(hours=24)


def sheet(now: datetime) -> str:
    """Return a new sheet."""
    return signing.Signer(salt=_SALT).sign(f"{now.isoformat()}~{token_hex(16)}")


def is_good(shown: str, now: datetime, quickest: timedelta = QUICKEST) -> bool:
    """Tell whether a sheet is ours, and was shown long enough ago and not too long."""
    try:
        moment, _, _ = signing.Signer(salt=_SALT).unsign(shown).partition("~")
    except signing.BadSignature:
        return False
    return quickest <= now - datetime.fromisoformat(moment) <= LONGEST


def key_of(shown: str, whose: str = "") -> str:
    """Return the key under which what came on a sheet is known; of one account alone, if named."""
    return salted_hmac("mamoru.portal.key", f"{whose}~{shown}", algorithm="sha256").hexdigest()[:48]


def code_of(shown: str) -> str:
    """Return the code of a sheet: the same however often it is sent, and known to its sender."""
    secret = salted_hmac("mamoru.portal.code", shown, algorithm="sha256").digest()
    letters = "23456789abcdefghjkmnpqrstuvwxyz"
    signs = [letters[one % len(letters)] for one in secret[:24]]
    return "-".join("".join(signs[at : at + 4]) for at in range(0, 24, 4))
