"""Registered systems: what their keys reach, and for which purposes they may ask.

A key is `mk_<id>_<secret>` with 256 random bits of secret. Only a salted hash of it is kept; since
the secret is random and long, a fast hash is enough (NIST SP 800-63B, 5.1.1.2, asks for slow ones
for secrets that people choose).
"""

import re
import secrets
import threading
import time
from collections.abc import Collection

import msgspec
from django.db import IntegrityError, transaction
from django.utils.crypto import constant_time_compare, salted_hmac

from mamoru.gate.asking import OURS
from mamoru.gate.door import Door
from mamoru.gate.errors import (
    ClientAbsentError,
    ClientNameTakenError,
    InvalidClientError,
    Scopes,
    UnknownClientError,
)
from mamoru.gate.looking import looking
from mamoru.gate.models import Client
from mamoru.gate.transaction import Record
from mamoru.ledger.entries import SystemChanged

NAME = re.compile(r"[a-z][a-z0-9-]{0,62}")
RESERVED = re.compile(r"officer-[0-9a-f]{8}|person-[0-9a-f]{16}|portal")
"""What the ledger calls an officer, a person's account, and their own pages."""
KEY = re.compile(r"mk_([0-9a-f]{16})_([A-Za-z0-9_-]{43})")
FRESH_SECONDS = 1.0
"""How long a key that was checked is trusted without asking the database again."""


class Caller(msgspec.Struct, frozen=True, kw_only=True):
    """A client whose key was checked."""

    name: str
    scopes: frozenset[str]
    purposes: frozenset[str]


def register(door: Door, name: str, *, scopes: Collection[str], purposes: Collection[str]) -> str:
    """Register a client and return its key, which is shown this once.

    Raises `ClientNameTakenError` for a name that is or was in use, and `InvalidClientError` for one
    that is no name, or a scope or purpose that does not exist.
    """
    _check(door, name, scopes, purposes)
    key_id, secret = secrets.token_hex(8), secrets.token_urlsafe(32)
    key = f"mk_{key_id}_{secret}"

    def unit(record: Record) -> None:
        try:
            with transaction.atomic():
                Client.objects.create(
                    name=name, key_id=key_id, key_hash=_hash(key_id, secret), scopes=sorted(scopes),
                    purposes=sorted(purposes), created_at=door.clock(),
                )  # fmt: skip
        except IntegrityError:
            raise ClientNameTakenError(name=name) from None
        record.add(SystemChanged(at=door.clock(), change="client_registered", system=name))

    door.writer.run(unit)
    return key


def revoke(door: Door, name: str) -> None:
    """Revoke a client's key; raises `ClientAbsentError`."""

    def unit(record: Record) -> None:
        now = door.clock()
        if not Client.objects.filter(name=name, revoked_at=None).update(revoked_at=now):
            raise ClientAbsentError
        record.add(SystemChanged(at=now, change="client_revoked", system=name))

    door.writer.run(unit)


def _check(door: Door, name: str, scopes: Collection[str], purposes: Collection[str]) -> None:
    if not NAME.fullmatch(name) or name in OURS or RESERVED.fullmatch(name):
        taken = ", ".join((*sorted(OURS), "portal", "officer-01234567", "person-0123456789abcdef"))
        raise InvalidClientError(what=f"name: {NAME.pattern}, ≠ {taken}")
    if not set(scopes) <= set(Scopes.ALL):
        raise InvalidClientError(what="scopes: " + ", ".join(Scopes.ALL))
    if not set(purposes) <= set(door.policy.purposes):
        raise InvalidClientError(what="purposes: " + ", ".join(door.policy.purposes))


def _hash(key_id: str, secret: str) -> str:
    return salted_hmac(f"mamoru.client.{key_id}", secret, secret="", algorithm="sha256").hexdigest()


class Clients:
    """Checks keys, asking the database for each key once a second at most."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._fresh: dict[str, tuple[float, Caller]] = {}

    def check(self, key: str) -> Caller:
        """Return whose key it is; raises `UnknownClientError` for a wrong or revoked one."""
        now = time.monotonic()
        found = self._fresh.get(key)
        if found and now - found[0] < FRESH_SECONDS:
            return found[1]
        with looking():
            caller = _authenticated(key)
        with self._lock:
            if len(self._fresh) > 1024:
                self._fresh.clear()
            self._fresh[key] = (now, caller)
        return caller


def _authenticated(key: str) -> Caller:
    parts = KEY.fullmatch(key)
    if parts is None:
        raise UnknownClientError
    client = Client.objects.filter(key_id=parts[1]).first()
    expected = client.key_hash if client else ""
    is_same = constant_time_compare(_hash(parts[1], parts[2]), expected)
    if client is None or not is_same or client.revoked_at is not None:
        raise UnknownClientError
    return Caller(
        name=client.name, scopes=frozenset(client.scopes), purposes=frozenset(client.purposes)
    )
