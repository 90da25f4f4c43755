"""Announcing a delivery: decided at the door before a byte of it is taken (clause 1(3)).

Until the provider's name, address and representative and the way it got the information are
confirmed, the fact `source_confirmed` cannot be shown, and the door answers NEEDS. Where it is
allowed, the record of receipt is there, complete, before anything is received under it.
"""

from collections.abc import Sequence
from datetime import datetime
from secrets import token_hex

from mamoru.collection.partners.checking import SOURCE
from mamoru.collection.partners.errors import ConfirmationMissingError
from mamoru.collection.partners.mapping import Plan, plan_of
from mamoru.collection.partners.models import Delivery, Origin, Receipt
from mamoru.collection.partners.origins import origin_of
from mamoru.collection.partners.receipts import missing, open_receipt
from mamoru.collection.partners.report import DeliveryReport, Stage, report_of
from mamoru.gate.asking import Asker, Wish
from mamoru.gate.basis import joined
from mamoru.gate.door import Door
from mamoru.gate.errors import EvidenceNeededError
from mamoru.gate.judge import Judged, judge
from mamoru.gate.record import note
from mamoru.gate.transaction import Record
from mamoru.policy.handling import Decision, Outcome, Standing
from mamoru.policy.rulebook import Rulebook
from mamoru.policy.together import together

CONFIRMED = "source_confirmed"
RECORDED = "record_of_receipt"
"""The duty that is carried out by the record of receipt, which is there already."""


def announce(
    door: Door, asker: Asker, partner: str, origin: str, mapping: bytes,
    *, purpose: str | None = None,
) -> DeliveryReport:  # fmt: skip
    """Make ready for one delivery, and return it.

    Raises `MappingFileError`, `UnknownPartnerError`, `UnknownOriginError`,
    `ConfirmationMissingError` with what is missing, `HandlingRefusedError`.
    """
    plan = plan_of(mapping, door.policy)
    lacking: list[object] = []

    def unit(record: Record) -> Delivery | Decision:
        at = door.clock()
        row = origin_of(partner, origin)
        lacking[:] = [missing(row, at)]
        wish = Wish(act="collect", purpose=wanted.purpose, source=SOURCE)
        book = door.shelf.book(at)
        meant = wish_of(wish, row, None if lacking[0] else row.evidence)
        decision, basis = _judged(book, plan, meant, at)
        if decision.outcome is not Outcome.ALLOW:
            note(record, book, asker, meant, plan.touched, decision, at=at, count=0, basis=basis)
            return decision
        receipt = open_receipt(row, plan, at)
        return _announced(asker, row, receipt, mapping, wish.purpose, at)

    wanted = Wish(act="collect", purpose=asker.purpose_of("collect", purpose), source=SOURCE)
    try:
        made, _ = door.run(asker, wanted, unit)
    except EvidenceNeededError as error:
        found = lacking[0] if lacking else ()
        if isinstance(found, tuple) and found:
            raise ConfirmationMissingError(error.decision, found) from None
        raise
    return report_of(made)


def wish_of(wish: Wish, origin: Origin, shown: str | None) -> Wish:
    """Return the wish with its grounds: where it is `shown` who provides it, and any succession."""
    grounds: dict[str, str | None] = {}
    if shown is not None:
        grounds[CONFIRMED] = shown
    if origin.basis == "succession":
        grounds["succession"] = origin.evidence
    return Wish(act=wish.act, purpose=wish.purpose, source=wish.source, grounds=grounds)


def _judged(book: Rulebook, plan: Plan, wish: Wish, at: datetime) -> Judged:
    """Decide for each class of person that the delivery may be about."""
    every = [
        judge(
            book, wish, plan.touched, given=Standing(whose=whose, residence=plan.residence), at=at
        )
        for whose in _classes(plan)
    ]
    decision = together([one.decision for one in every])
    return Judged(decision, joined(one.basis for one in every))


def _classes(plan: Plan) -> Sequence[str]:
    named = [plan.whose] if plan.whose else []
    named += [word for column in plan.columns for word in (column.whose or {}).values()]
    return tuple(dict.fromkeys(named))


def _announced(
    asker: Asker, origin: Origin, receipt: Receipt, mapping: bytes, purpose: str | None,
    at: datetime,
) -> Delivery:  # fmt: skip
    purposes = None if asker.purposes is None else sorted(asker.purposes)
    return Delivery.objects.create(
        key=f"d-{token_hex(8)}", origin=origin, receipt=receipt, mapping=mapping,
        caller=asker.system, purpose=purpose, purposes=purposes, state=Stage.ANNOUNCED,
        announced_at=at,
    )  # fmt: skip
