"""Fees: only where law and policy let one be charged (法38), asked for, paid, or waived."""

from mamoru.gate.asking import Asker
from mamoru.gate.door import Door
from mamoru.gate.transaction import Record
from mamoru.rights.requests.errors import FeeForbiddenError, InvalidRequestError
from mamoru.rights.requests.state import RequestState
from mamoru.rights.requests.steps import after_identity, kind_of, locked, moved, noted

MOST = 100_000
"""Yen. A fee is to be reasonable against the actual cost (法38(2))."""


def ask_fee(door: Door, by: Asker, ref: str, yen: int) -> str:
    """Charge a fee for a request whose search has not begun, and return its invoice's name.

    Raises `UnknownRequestError`, `RequestStateError`, `InvalidRequestError`, and
    `FeeForbiddenError` for what the law or the policy lets nobody charge for.
    """

    def unit(record: Record) -> str:
        at = door.clock()
        row = locked(ref, RequestState.SCOPE, RequestState.FEE)
        kind = kind_of(row)
        if not kind.has_fee or kind.act not in door.shelf.policy(at).fees:
            raise FeeForbiddenError(kind=kind.name, article="法38(1)", article_en="APPI 38(1)")
        if not 0 < yen <= MOST:
            raise InvalidRequestError(
                item="yen", reason_ja=f"1 から {MOST} までです", reason_en=f"1 to {MOST}"
            )
        row.fee, row.fee_state, row.invoice = yen, "asked", f"inv_{row.ref[4:]}"
        moved(row, RequestState.FEE, at)
        noted(record, row, "fee_asked", at, by.system)
        return row.invoice

    return door.writer.run(unit)[0]


def settle_fee(door: Door, by: Asker, ref: str, reference: str, *, is_waived: bool = False) -> str:
    """Note that a fee was paid, or is waived; return what the request waits for next.

    `reference` is where the payment, or the reason of the waiver, is kept. Raises
    `UnknownRequestError`, `RequestStateError`.
    """

    def unit(record: Record) -> str:
        at = door.clock()
        row = locked(ref, RequestState.FEE)
        row.fee_state = "waived" if is_waived else "paid"
        row.fee_reference, row.fee_at = reference, at
        moved(row, after_identity(row, door.shelf.policy(at)), at)
        noted(record, row, "fee_waived" if is_waived else "fee_paid", at, by.system)
        return str(row.state)

    return door.writer.run(unit)[0]
