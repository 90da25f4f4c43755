"""From a token to a person who has come in, in two steps that meet in the browser's session.

The flow begins at the portal: `depart` gives a word that the browser's session keeps and the
service is told (`nonce`). The service's form comes from another site, so that no cookie comes with
it: `take` therefore lets nobody in. It checks the token and keeps whom it is about under the hash
of the nonce. The page that the browser is led to next has the session again; `arrived` gives the
person to the session that holds the nonce, once. A token that somebody else brings, with a nonce
of their own, meets no session that holds it.

Whatever is wrong is refused in the same words, and counted in the ledger without saying of whom.
"""

import logging
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from secrets import token_urlsafe

from django.core.signing import BadSignature, TimestampSigner
from django.db import IntegrityError, transaction

from mamoru.errors import MamoruError
from mamoru.faces.errors import HandInRefusedError
from mamoru.faces.handing.token import Claims, TokenWrongError, checked, issuer_of
from mamoru.faces.handing.trust import trusted
from mamoru.faces.models import Arrival, TrustedService
from mamoru.gate.asking import Asker, Wish
from mamoru.gate.door import Door
from mamoru.gate.read import find
from mamoru.gate.still_held import still_held
from mamoru.gate.transaction import Record
from mamoru.ledger.entries import SystemChanged
from mamoru.rights.requests.receive import finding_purpose

log = logging.getLogger("mamoru.faces")
WAITS = timedelta(minutes=10)
"""How long somebody may take to sign in at the service."""
_SALT = "mamoru.hand-in."


def depart(service: TrustedService) -> str:
    """Return a new nonce, which nobody but this server can make, for one service."""
    return TimestampSigner(salt=_SALT + service.name).sign(token_urlsafe(24))


def take(door: Door, asker: Asker, token: str, audience: str, now: datetime) -> None:
    """Keep whom a token is about, for the session that holds its nonce.

    Raises `HandInRefusedError` once that is on record.
    """
    name = None
    try:
        service = _service(issuer_of(token))
        name = service.name
        claims = checked(token, key=service.key, issuer=name, audience=audience, now=now)
        _check_nonce(service, claims.nonce)
        _keep(service, claims, _person(door, asker, claims.sub))
    except (TokenWrongError, BadSignature) as error:
        refuse(door, name, str(error) if isinstance(error, TokenWrongError) else "nonce")


def arrived(nonce: str, now: datetime) -> str | None:
    """Return the vault's name of whoever was handed in for this nonce, once."""
    kept = Arrival.objects.filter(nonce=_hash(nonce), until__gt=now, used_at=None)
    found = kept.values_list("ref", flat=True).first()
    return found if found is not None and kept.update(used_at=now) else None


def refuse(door: Door, service: str | None, reason: str) -> None:
    """Put on record that somebody was not let in, and raise `HandInRefusedError`."""
    log.warning("a hand-in was refused: %s", reason)

    def unit(record: Record) -> None:
        record.add(SystemChanged(at=door.clock(), change="hand_in_refused", system=service))

    door.writer.run(unit, changes=False)
    raise HandInRefusedError


def forget_arrivals(now: datetime) -> int:
    """Delete what is too old for its token to be taken again; return how many."""
    return Arrival.objects.filter(until__lte=now).delete()[0]


def _service(issuer: str) -> TrustedService:
    found = trusted(issuer)
    if found is None:
        raise TokenWrongError("issuer")
    return found


def _check_nonce(service: TrustedService, nonce: str) -> None:
    TimestampSigner(salt=_SALT + service.name).unsign(nonce, max_age=WAITS)


def _person(door: Door, asker: Asker, subject: str) -> str:
    """Return the vault's name of a subject: that name itself, or an identifier (`kind:value`)."""
    kind, is_identifier, value = subject.partition(":")
    found: str | None = None
    if is_identifier:
        wish = Wish(act="use", purpose=finding_purpose(door.policy))
        try:
            found = find(door, asker, wish, kind, value)
        except MamoruError:
            found = None  # not allowed, or no such identifier: as if there were nobody
    elif subject in still_held([subject]):
        found = subject
    if found is None:
        raise TokenWrongError("person")
    return found


def _keep(service: TrustedService, claims: Claims, ref: str) -> None:
    try:
        with transaction.atomic():
            Arrival.objects.create(
                service=service.name, nonce=_hash(claims.nonce),
                token=_hash(f"{service.name}\n{claims.jti}"), ref=ref,
                until=datetime.fromtimestamp(claims.exp, UTC),
            )  # fmt: skip
    except IntegrityError:
        raise TokenWrongError("replayed") from None


def _hash(word: str) -> str:
    return sha256(word.encode()).hexdigest()
