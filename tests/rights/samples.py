"""Requests of artificial people, brought as far as a test needs them."""

import io
import time
import zipfile
from typing import Any

import pyrage
from tests.gate.samples import stored

from mamoru.gate.asking import Asker
from mamoru.gate.door import Door
from mamoru.rights.answer.offer import offer, take
from mamoru.rights.requests.decide import Deciding, decide
from mamoru.rights.requests.identify import Vouched, vouch
from mamoru.rights.requests.models import Request
from mamoru.rights.requests.receive import NewRequest, receive
from mamoru.rights.requests.review import Reviewing, review
from mamoru.rights.requests.state import WORKED, RequestState
from mamoru.rights.requests.work import work_due
from mamoru.screening.proofs import Document

DESK = Asker(system="desk-one", purposes=frozenset())
JUDGE = Asker(system="desk-two", purposes=frozenset())
DOCUMENT = Vouched(way="document", document=Document.LICENCE, reference="note:1")
WHOLE = Deciding(outcome="whole")
ME = pyrage.x25519.Identity.generate()
"""A key of the person's own, since a passphrase takes a second to work."""


def asked(door: Door, kind: str = "disclose", **changes: Any) -> str:
    """Receive a request about somebody who is stored for it, unless `person` says who it is."""
    given: dict[str, Any] = {"kind": kind, "recipient": str(ME.to_public())}
    given["is_everything"] = not {"items", "values"} & changes.keys()
    if not {"person", "identifiers"} & changes.keys():
        given["person"] = stored(door).ref
    return receive(door, DESK, NewRequest(**given | changes)).request


def worked(door: Door) -> None:
    """Go on with what is due; a server's own worker may be at it already, and is waited for."""
    until = time.monotonic() + 60
    work_due(door)
    due = Request.objects.filter(state__in=WORKED, next_try_at__lte=door.clock())
    while due.exists():
        assert time.monotonic() < until
        time.sleep(0.02)
        work_due(door)


def reviewed(door: Door, ref: str, found: Reviewing | None = None) -> None:
    """Bring a request that was received to its decision."""
    vouch(door, DESK, ref, DOCUMENT)
    worked(door)
    review(door, DESK, ref, found or Reviewing())


def decided(door: Door, ref: str, said: Deciding = WHOLE, found: Reviewing | None = None) -> None:
    """Bring a request that was received to its answer."""
    reviewed(door, ref, found)
    decide(door, JUDGE, ref, said)
    worked(door)


def row(ref: str) -> Request:
    return Request.objects.get(ref=ref)


def state(ref: str) -> RequestState:
    return RequestState(row(ref).state)


def answer(door: Door, ref: str) -> dict[str, bytes]:
    """Take the answer to a request by a link, and return its files."""
    packed = pyrage.decrypt(take(door, offer(door, DESK, ref).token).content, [ME])
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}
