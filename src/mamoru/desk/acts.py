"""Answering as clause 13 lets: the address is used for it, and the answer tells what the text may.

Both are decided, and both are on record, whoever is answered.
"""

from mamoru.desk.handling import ADDRESS, TEXT, asker_of, decided, touched, wish_to_use
from mamoru.desk.models import Inquiry
from mamoru.gate.asking import Asker, Wish
from mamoru.gate.door import Door
from mamoru.gate.paid import fulfil
from mamoru.gate.transaction import Record
from mamoru.policy.handling import Decision, Outcome

ANSWER = Wish(act="answer")


def answered(door: Door, record: Record, by: Asker, row: Inquiry) -> Decision:
    """Decide that an inquiry is answered, on record: the answer is kept, which is what it owes."""
    decision = decided(door, record, asker_of(row, by), row, ANSWER, [])
    if decision.outcome is Outcome.ALLOW:
        at = door.clock()
        record.tell(lambda ticket: fulfil([ticket], at))
    return decision


def address_used(door: Door, record: Record, by: Asker, row: Inquiry) -> Decision:
    """Decide that the address and the text of an inquiry are used to answer it, on record."""
    wish = wish_to_use(row, door.policy)
    what = touched(door.policy, ADDRESS, TEXT)
    return decided(door, record, asker_of(row, by), row, wish, what)


def answer_allowed(door: Door, record: Record, by: Asker, row: Inquiry) -> bool:
    """Tell whether an address may be used now to send an answer; the decision is on record."""
    return address_used(door, record, by, row).outcome is Outcome.ALLOW
