"""Sealing a file so that only the recipient opens it: age (C2SP), or OpenPGP (RFC 9580).

Both are done by maintained libraries: `pyrage` binds the Rust implementation of age, `pysequoia`
Sequoia-PGP.
"""

from collections.abc import Callable

from mamoru.parties.party import PublicKey
from mamoru.provision.packages.errors import RecipientKeyError

SUFFIX = {"age": "age", "openpgp": "pgp"}
Sealing = Callable[[bytes], bytes]


def sealing(key: PublicKey) -> Sealing:
    """Return what seals a file to `key`; raises `RecipientKeyError` where it is none.

    A key is tried before anything is read for it.
    """
    seal = _age(key.text) if key.kind == "age" else _openpgp(key.text)
    seal(b"")
    return seal


def _age(text: str) -> Sealing:
    import pyrage  # compiled, as the other: loaded where something is sealed only

    try:
        recipient = pyrage.x25519.Recipient.from_str(text.strip())
    except pyrage.RecipientError:
        raise RecipientKeyError(kind="age") from None

    def seal(content: bytes) -> bytes:
        try:
            return bytes(pyrage.encrypt(content, [recipient]))
        except pyrage.EncryptError:
            raise RecipientKeyError(kind="age") from None

    return seal


def _openpgp(text: str) -> Sealing:
    import pysequoia

    try:
        cert = pysequoia.Cert.from_bytes(text.encode())
    except Exception:  # noqa: BLE001 - the library raises its own, which have no common kind
        raise RecipientKeyError(kind="OpenPGP") from None

    def seal(content: bytes) -> bytes:
        try:
            return bytes(pysequoia.encrypt(content, recipients=[cert], armor=False))
        except Exception:  # noqa: BLE001 - likewise: expired, revoked, or unable to encrypt
            raise RecipientKeyError(kind="OpenPGP") from None

    return seal
