"""What the desk does with people's information, decided by policy and law, and on record.

Reading a thread is use of what its sender told; writing to them is use of their address, and an
answer (clause 13). Receiving nothing can forbid: it is a step of the inquiry, on record as that.
"""

from collections.abc import Callable
from typing import TypeVar

from mamoru.desk.errors import InquiryErasedError
from mamoru.desk.models import Inquiry
from mamoru.gate.about import About, Touched
from mamoru.gate.asking import Asker, Wish
from mamoru.gate.basis import NOTHING
from mamoru.gate.door import Door
from mamoru.gate.free_text import data_of
from mamoru.gate.judge import judge
from mamoru.gate.paper_key import is_held
from mamoru.gate.record import note
from mamoru.gate.sight import Look
from mamoru.gate.transaction import Record
from mamoru.policy.handling import Decision, Outcome
from mamoru.policy.model import Policy

T = TypeVar("T")
TEXT, ADDRESS, FILE = "inquiry_text", "email", "upload"
"""Items of the policy that what comes in is of."""
_PURPOSES = ("inquiry", "service", "notice")
"""Kinds of purpose for which people are answered, the first that the policy has."""


def asker_of(row: Inquiry, asker: Asker) -> Asker:
    """Return who handles an inquiry, so that the entries about it have its trace in common."""
    return Asker(system=asker.system, purposes=asker.purposes, request=row.trace)


def answering_purpose(policy: Policy) -> str | None:
    """Return the purpose for which people are answered."""
    by_kind = {one.kind: name for name, one in reversed(list(policy.purposes.items()))}
    return next((by_kind[kind] for kind in _PURPOSES if kind in by_kind), None)


def wish_to_use(row: Inquiry, policy: Policy) -> Wish:
    """Return the wish to use what was told, shown by the inquiry itself."""
    grounds: dict[str, str | None] = {"request": f"inquiry:{row.ref}"}
    return Wish(act="use", purpose=answering_purpose(policy), grounds=grounds)


def touched(policy: Policy, *items: str) -> list[Touched]:
    """Return the categories that items of an inquiry are of."""
    found: list[Touched] = [(data_of(policy, item), None) for item in items]
    return list(dict.fromkeys(found))


def about(door: Door, record: Record, row: Inquiry) -> About | None:
    """Return whoever an inquiry is of as decisions see them; `None` of whom nothing is held.

    Raises `InquiryErasedError`.
    """
    if row.person and is_held(row.person):
        return door.about(record, record.sight.held(Look(row.person, items=())), door.clock())
    if row.is_personal:
        raise InquiryErasedError(inquiry=row.ref)
    return None


def decided(
    door: Door, record: Record, asker: Asker, row: Inquiry, wish: Wish, what: list[Touched]
) -> Decision:
    """Decide about whoever an inquiry is of, held or not, and add the entry."""
    at, whose = door.clock(), about(door, record, row)
    book = whose.book if whose else door.shelf.book(at)
    decision, basis = judge(book, wish, what, about=whose, at=at)
    note(
        record, book, asker, wish, what, decision, at=at, about=whose,
        subject=whose.held.pseudonym if whose else None, people=whose.people if whose else None,
        basis=basis if what or decision.outcome is not Outcome.NOT_COVERED else NOTHING,
    )  # fmt: skip
    return decision


def used(
    door: Door, by: Asker, ref: str, items: tuple[str, ...], then: Callable[[Record, Inquiry], T],
    find: Callable[[str], Inquiry],
) -> T:  # fmt: skip
    """Return what `then` makes of an inquiry, if items of it may be used to answer it.

    Raises `HandlingRefusedError` once the refusal is on record.
    """
    policy = door.policy
    wish = Wish(act="use", purpose=answering_purpose(policy))

    def unit(record: Record) -> T | Decision:
        row = find(ref)
        meant = wish_to_use(row, policy)
        asker = asker_of(row, by)
        decision = decided(door, record, asker, row, meant, touched(policy, *items))
        return then(record, row) if decision.outcome is Outcome.ALLOW else decision

    return door.run(by, wish, unit)[0]
