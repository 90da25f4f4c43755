"""Saying whose a request is, and whether one that repeats another goes on (officers).

An identifier is no proof, and two accounts are never made one: where several people came into
question, each of them gets a request of their own, with an identity check of its own.
"""

from collections.abc import Sequence
from secrets import token_hex

from django.forms.models import model_to_dict

from mamoru.gate.asking import Asker
from mamoru.gate.door import Door
from mamoru.gate.own_key import own_key
from mamoru.gate.transaction import Record
from mamoru.rights.requests.errors import InvalidRequestError
from mamoru.rights.requests.models import IdentityCheck, Request
from mamoru.rights.requests.papers import ASKED, asked, put
from mamoru.rights.requests.state import RequestState
from mamoru.rights.requests.steps import after_identity, locked, moved, noted


def settle(door: Door, by: Asker, ref: str, people: Sequence[str]) -> tuple[str, ...]:
    """Say which of the candidates a request is about, and return the requests that go on.

    One for each of them; none, and it is about nobody who is held. Raises `UnknownRequestError`,
    `RequestStateError`, `InvalidRequestError` for somebody who is no candidate.
    """
    keys = [own_key(door) for _ in people[1:]]

    def unit(record: Record) -> tuple[str, ...]:
        at = door.clock()
        row = locked(ref, RequestState.MATCHING)
        chosen = list(dict.fromkeys(people))
        if not set(chosen) <= set(row.candidates):
            raise InvalidRequestError(
                item="people", reason_ja="候補ではありません", reason_en="no candidate"
            )
        written = asked(door, row)
        row.person, row.candidates = (chosen or [""])[0], []
        _forget_codes(row)
        moved(row, RequestState.IDENTITY, at)
        noted(record, row, "matched", at, by.system)
        going = [row.ref]
        for person, key in zip(chosen[1:], keys, strict=False):
            other = _another(row, person)
            other.kek_id, other.wrapped = key.kek_id, key.wrapped
            moved(other, RequestState.IDENTITY, at)
            put(door, other, ASKED, written, at)
            noted(record, other, "matched", at, by.system)
            going.append(other.ref)
        return tuple(going)

    return door.writer.run(unit)[0]


def _another(row: Request, person: str) -> Request:
    """Return a request of another person that goes with `row`; it arrived when that did."""
    same = model_to_dict(row, exclude=["id", "ref", "trace", "person", "key", "wrapped", "joins"])
    return Request(
        **same, ref=f"req_{token_hex(8)}", trace=token_hex(16), person=person, key=None,
        joins=row.ref,
    )  # fmt: skip


def let_go_on(door: Door, by: Asker, ref: str) -> None:
    """Let a request that repeats another, or is one of many, go on all the same.

    Raises `UnknownRequestError`, `RequestStateError`.
    """

    def unit(record: Record) -> None:
        at = door.clock()
        row = locked(ref, RequestState.REPEATED)
        _forget_codes(row)
        is_known = row.verified_at is not None
        policy = door.shelf.policy(at)
        moved(row, after_identity(row, policy) if is_known else RequestState.IDENTITY, at)
        noted(record, row, "resumed", at, by.system)
        if row.state == RequestState.FEE:
            noted(record, row, "fee_asked", at, by.system)

    door.writer.run(unit)


def _forget_codes(row: Request) -> None:
    """Let numbers count for nothing that were asked for while nothing could be sent."""
    made = IdentityCheck.objects.filter(request=row, way="code", code_hash__isnull=False)
    made.update(code_hash=None, result="expired")


def join(door: Door, by: Asker, ref: str) -> None:
    """Say that a request is the one it repeats; the person is told so.

    Raises `UnknownRequestError`, `RequestStateError`, `InvalidRequestError` where it repeats none.
    """

    def unit(record: Record) -> None:
        at = door.clock()
        row = locked(ref, RequestState.REPEATED)
        if not row.joins:
            raise InvalidRequestError(
                item="request", reason_ja="重なる請求がありません", reason_en="it repeats none"
            )
        row.outcome, row.decided_at, row.decided_by = "duplicate", at, by.system
        moved(row, RequestState.ANSWERING, at)
        noted(record, row, "duplicate", at, by.system)

    door.writer.run(unit)


OPEN = (
    RequestState.MATCHING, RequestState.REPEATED, RequestState.IDENTITY, RequestState.MANDATE,
    RequestState.FEE, RequestState.SCOPE,
)  # fmt: skip


def abandon(door: Door, by: Asker, ref: str, reference: str) -> None:
    """End a request that the person took back, or did not go on with; they are told so.

    `reference` is where that is shown. Raises `UnknownRequestError`, `RequestStateError`.
    """

    def unit(record: Record) -> None:
        at = door.clock()
        row = locked(ref, *OPEN)
        row.outcome, row.decided_at, row.decided_by = "abandoned", at, by.system
        row.end_reference = reference
        moved(row, RequestState.ANSWERING, at)
        noted(record, row, "abandoned", at, by.system)

    door.writer.run(unit)
