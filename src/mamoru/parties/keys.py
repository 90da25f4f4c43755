"""Public keys of parties: whether something can be sealed to them, what they are, how long.

age keys are read by `pyrage` (native X25519 recipients, age-encryption.org/v1), OpenPGP
certificates by `pysequoia` (Sequoia, RFC 9580). A private key is refused: it must never come here.
"""

import hashlib
import warnings
from contextlib import suppress
from datetime import UTC, datetime
from typing import NamedTuple

from mamoru.parties.errors import InvalidKeyError
from mamoru.parties.party import KeyKind

LONGEST = 65_536
"""Bytes of the longest key that is read."""
_PRIVATE = ("AGE-SECRET-KEY-", "PRIVATE KEY BLOCK")


class ReadKey(NamedTuple):
    """A key as it will be kept: its text, fingerprint, and when it runs out by itself."""

    text: str
    fingerprint: str
    expires_at: datetime | None


def read_key(kind: KeyKind, text: str, at: datetime) -> ReadKey:
    """Return what `text` is as a key of `kind`; raises `InvalidKeyError`, which repeats nothing.

    Of an age key the fingerprint is the SHA-256 of its text, of OpenPGP that of the certificate.
    """
    if len(text) > LONGEST:
        raise _invalid("長すぎます", "it is too long")
    if any(mark in text.upper() for mark in _PRIVATE):
        raise _invalid(
            "秘密鍵です。決して送らないでください", "it is a private key; never send one"
        )
    return _age(text.strip()) if kind == "age" else _openpgp(text, at)


def _age(text: str) -> ReadKey:
    from pyrage import RecipientError, x25519  # compiled: loaded where a key is read only

    try:
        x25519.Recipient.from_str(text)
    except RecipientError:
        raise _invalid("age の公開鍵(age1…)ではありません", "it is no age key (age1…)") from None
    return ReadKey(text, hashlib.sha256(text.encode()).hexdigest(), None)


def _openpgp(text: str, at: datetime) -> ReadKey:
    from pysequoia import Cert, encrypt  # likewise

    try:
        cert = Cert.from_bytes(text.encode())
    except Exception:  # noqa: BLE001 - the library raises RuntimeError, with its own stack as text
        raise _invalid("OpenPGP の証明書ではありません", "it is no OpenPGP certificate") from None
    if _has_secrets(cert):
        raise _invalid(
            "秘密鍵です。決して送らないでください", "it is a private key; never send one"
        )
    if cert.is_revoked:
        raise _invalid("失効しています", "it is revoked")
    expires = cert.expiration
    if expires is not None and expires <= at:
        raise _invalid("期限が切れています", "it has expired")
    try:
        encrypt(b"", recipients=[cert])
    except Exception:  # noqa: BLE001 - as above
        raise _invalid("暗号化に使えません", "nothing can be encrypted to it") from None
    ends = None if expires is None else expires.astimezone(UTC)
    return ReadKey(str(cert), cert.fingerprint, ends)


def _has_secrets(cert: object) -> bool:
    """Tell whether a certificate brings its secret part, armoured under another name or not."""
    with warnings.catch_warnings(), suppress(AttributeError):
        warnings.simplefilter("ignore", DeprecationWarning)
        return bool(cert.has_secret_keys)  # type: ignore[attr-defined]  # of the library's next kind
    return False


def _invalid(ja: str, en: str) -> InvalidKeyError:
    return InvalidKeyError(reason_ja=ja, reason_en=en)
