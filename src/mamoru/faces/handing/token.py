"""The token by which a service says who has signed in there (RFC 7519): checked, and pure.

1. signed by the key that the service is registered with, by ES256 and nothing else;
2. from that service, for this portal, with every claim that is asked for;
3. no older and no longer valid than `LONGEST`, by the clock that is given.
"""

from datetime import datetime

import jwt
import msgspec

ALGORITHM = "ES256"
LONGEST = 120
"""Seconds for which a token may be valid."""
SKEW = 30
"""Seconds by which the service's clock may be ahead."""
LIMIT = 8192
"""Characters of the longest token."""
_REQUIRED = ["iss", "aud", "sub", "iat", "exp", "jti", "nonce"]


class Claims(msgspec.Struct, frozen=True, kw_only=True):
    """What a token says."""

    iss: str
    sub: str
    iat: int
    exp: int
    jti: str
    nonce: str


class TokenWrongError(Exception):
    """The token says nothing that counts. The reason is for the log: it holds nothing of it."""


def issuer_of(token: str) -> str:
    """Return who a token says it is from, unchecked; raises `TokenWrongError`."""
    if len(token) > LIMIT:
        raise TokenWrongError("long")
    try:
        claims = jwt.decode(token, options={"verify_signature": False})
    except jwt.InvalidTokenError:
        raise TokenWrongError("form") from None
    found = claims.get("iss")
    if not isinstance(found, str):
        raise TokenWrongError("form")
    return found


def checked(token: str, *, key: str, issuer: str, audience: str, now: datetime) -> Claims:
    """Return what a token says, if it counts; raises `TokenWrongError`.

    Times are compared with `now` here, since the library asks the clock of the machine.
    """
    try:
        told = jwt.decode(
            token, key, algorithms=[ALGORITHM], issuer=issuer, audience=audience,
            options={"require": _REQUIRED, "verify_exp": False, "verify_iat": False,
                     "verify_nbf": False},
        )  # fmt: skip
        claims = msgspec.convert(told, Claims)
    except (jwt.InvalidTokenError, msgspec.ValidationError) as error:
        raise TokenWrongError(type(error).__name__) from None
    _check_times(claims, now.timestamp())
    if not claims.jti or not claims.nonce:
        raise TokenWrongError("empty")
    return claims


def _check_times(claims: Claims, now: float) -> None:
    if claims.exp - claims.iat > LONGEST:
        raise TokenWrongError("lasting")
    if claims.exp <= now:
        raise TokenWrongError("expired")
    if claims.iat > now + SKEW:
        raise TokenWrongError("early")
