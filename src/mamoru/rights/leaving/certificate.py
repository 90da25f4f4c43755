"""The certificate of a leaving: what was erased, kept and told, with proof from the ledger.

It names nobody: whoever holds it knows whose it is. Every byte is checked, without a network and
without trust in whoever gave it. Each issue says how things stand then, and is on record.
"""

from datetime import datetime
from hashlib import sha256

import msgspec
from django.db import connection

from mamoru.gate.asking import Asker
from mamoru.gate.consider import place_of
from mamoru.gate.door import Door
from mamoru.gate.looking import looking
from mamoru.gate.transaction import Record
from mamoru.ledger import proof as ledger
from mamoru.ledger.entries import SystemChanged
from mamoru.parties import queries
from mamoru.policy.model import Policy
from mamoru.rights.leaving.errors import LeavingUnfinishedError
from mamoru.rights.leaving.proof import FORMAT, Node, check, encode, joined
from mamoru.rights.leaving.report import LeavingReport, leaving, report_of, row_of
from mamoru.rights.leaving.state import LeavingState
from mamoru.rights.places import in_use


def certificate(door: Door, asker: Asker, ref: str) -> bytes:
    """Return the certificate of a leaving as it stands now; issuing it is on record.

    It is checked before it is given away. Raises `UnknownLeavingError`, `LeavingUnfinishedError`.
    """
    found = leaving(ref)
    if found.state is LeavingState.LEFT:
        raise LeavingUnfinishedError(state=found.state.value)

    def unit(record: Record) -> bytes:
        now = door.clock()
        content = encode(_content(door.shelf.policy(now), ref, now))
        text = sha256(content).hexdigest()
        change = SystemChanged(at=now, change="leaving_certified", system=asker.system, text=text)
        record.add(change)
        return content

    content, ticket = door.writer.run(unit)
    door.settle()
    made = _made(content, ticket or 0)
    check(made, door.sequencer.vkey)
    return made


def _made(content: bytes, ticket: int) -> bytes:
    entry = place_of(ticket)
    with looking(), connection.cursor() as cursor:
        included = ledger.receipt(cursor, -1 if entry.index is None else entry.index)
    return joined(msgspec.json.decode(content), entry.raw.decode(), str(included))


def _content(policy: Policy, ref: str, now: datetime) -> Node:
    row = row_of(ref)
    found = report_of(row)
    proof = None if row.ticket is None else sha256(place_of(row.ticket).raw).hexdigest()
    return {
        "format": FORMAT,
        "leaving": ref,
        "controller": {"ja": policy.controller.ja, "en": policy.controller.en},
        "policy": policy.id,
        "policy_version": policy.version,
        "issued_at": now,
        "left_at": found.left_at,
        "erased_at": found.erased_at,
        "erased": found.counts,
        "entry_sha256": proof,
        "kept": [msgspec.to_builtins(one) for one in found.kept],
        "systems": _systems(found),
        "told": [_told(one) for one in msgspec.to_builtins(found.told)],
        "backups": {
            "unreadable_by": found.backups_unreadable_by,
            "unreadable_since": found.backups_unreadable_at,
        },
    }


def _systems(found: LeavingReport) -> list[Node] | None:
    """Return what was done in each of the company's databases; `None` where there is none."""
    if not found.systems and not in_use():
        return None
    return [msgspec.to_builtins(one) for one in found.systems]


def _told(one: Node) -> Node:
    party = queries.party(one["party"])
    kept = ("told", "act", "way", "items", "state", "told_at", "due_at", "confirmed_at")
    return {"name": party.name, "country": party.country, **{name: one[name] for name in kept}}
