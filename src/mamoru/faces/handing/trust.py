"""The services whose word counts for who somebody is; registering and ending is on record."""

from urllib.parse import urlsplit

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, EllipticCurvePublicKey
from cryptography.hazmat.primitives.serialization import load_pem_public_key
from django.db import IntegrityError, transaction

from mamoru.faces.errors import InvalidServiceError, ServiceAbsentError, ServiceNameTakenError
from mamoru.faces.models import TrustedService
from mamoru.gate.clients import NAME
from mamoru.gate.door import Door
from mamoru.gate.transaction import Record
from mamoru.ledger.entries import SystemChanged

_KEY = "key: PEM, EC P-256 (ES256)"
_ADDRESS = "address: https://…"
LOCAL = frozenset(["localhost", "127.0.0.1", "::1"])


def trust(door: Door, name: str, *, address: str, key: bytes) -> None:
    """Register a service with its public key and the address at which it signs people in.

    Raises `InvalidServiceError`, and `ServiceNameTakenError` for a name that is or was in use.
    """
    if not NAME.fullmatch(name):
        raise InvalidServiceError(what=f"name: {NAME.pattern}")
    _check_address(address)
    pem = _checked_key(key)

    def unit(record: Record) -> None:
        now = door.clock()
        try:
            with transaction.atomic():
                TrustedService.objects.create(name=name, address=address, key=pem, trusted_at=now)
        except IntegrityError:
            raise ServiceNameTakenError(name=name) from None
        record.add(SystemChanged(at=now, change="service_trusted", system=name))

    door.writer.run(unit)


def distrust(door: Door, name: str) -> None:
    """Take nobody from a service any more; raises `ServiceAbsentError`."""

    def unit(record: Record) -> None:
        now = door.clock()
        known = TrustedService.objects.filter(name=name, distrusted_at=None)
        if not known.update(distrusted_at=now):
            raise ServiceAbsentError
        record.add(SystemChanged(at=now, change="service_distrusted", system=name))

    door.writer.run(unit)


def trusted(name: str) -> TrustedService | None:
    """Return the service of that name, as long as it is trusted."""
    return TrustedService.objects.filter(name=name, distrusted_at=None).first()


def every_trusted() -> list[TrustedService]:
    """Return every service that is trusted, by name."""
    return list(TrustedService.objects.filter(distrusted_at=None).order_by("name"))


def every_service() -> list[TrustedService]:
    """Return every service that is or was trusted, by name."""
    return list(TrustedService.objects.order_by("name"))


def _check_address(address: str) -> None:
    try:
        parts = urlsplit(address)
    except ValueError:
        raise InvalidServiceError(what=_ADDRESS) from None
    is_safe = parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in LOCAL)
    if not is_safe or not parts.hostname or parts.fragment:
        raise InvalidServiceError(what=_ADDRESS)


def _checked_key(key: bytes) -> str:
    try:
        found = load_pem_public_key(key)
    except (ValueError, UnsupportedAlgorithm):
        raise InvalidServiceError(what=_KEY) from None
    if not isinstance(found, EllipticCurvePublicKey) or not isinstance(found.curve, SECP256R1):
        raise InvalidServiceError(what=_KEY)
    return key.decode()
