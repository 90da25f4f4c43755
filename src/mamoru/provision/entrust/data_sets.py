"""The least that a contractor needs for a purpose: nothing beyond it is entrusted (clause 5)."""

from secrets import token_hex
from typing import Annotated

import msgspec
from django.db import IntegrityError, transaction

from mamoru.gate.asking import Asker, Reference
from mamoru.gate.door import Door
from mamoru.gate.transaction import Record
from mamoru.parties import queries, scopes
from mamoru.parties.cases import DataSet
from mamoru.parties.errors import UnknownDataSetError
from mamoru.parties.models import PartyDataSet
from mamoru.parties.register import invalid
from mamoru.provision.entrust.errors import DataSetStandsError
from mamoru.provision.parties.noting import noted

Word = Annotated[str, msgspec.Meta(max_length=64)]


class NewDataSet(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """For which purpose a contractor needs which items, and where it is kept why."""

    purpose: Word
    items: Annotated[tuple[Word, ...], msgspec.Meta(min_length=1, max_length=500)]
    reason: Reference


def fix(door: Door, asker: Asker, party: str, new: NewDataSet) -> DataSet:
    """Fix what a contractor needs for a purpose.

    Raises `UnknownPartyError`, `InvalidPartyError`, `DataSetStandsError` where one stands, which
    has to be ended first.
    """
    _check(door, party, new)

    def unit(record: Record) -> DataSet:
        now = door.clock()
        try:
            with transaction.atomic():
                row = PartyDataSet.objects.create(
                    ref=f"set_{token_hex(8)}", party=party, purpose=new.purpose,
                    items=sorted(set(new.items)), reason=new.reason, by=asker.system, fixed_at=now,
                )  # fmt: skip
        except IntegrityError:
            raise DataSetStandsError(purpose=new.purpose) from None
        noted(record, asker, "data_set_fixed", party, now, what=row.ref)
        return scopes.set_of(row)

    return door.writer.run(unit)[0]


def end(door: Door, asker: Asker, party: str, ref: str) -> DataSet:
    """End a data set: nothing more is entrusted for its purpose; raises `UnknownDataSetError`."""

    def unit(record: Record) -> DataSet:
        now = door.clock()
        standing = PartyDataSet.objects.filter(party=party, ref=ref, ended_at=None)
        if not standing.update(ended_at=now):
            raise UnknownDataSetError
        noted(record, asker, "data_set_ended", party, now, what=ref)
        return scopes.data_set_named(ref)

    return door.writer.run(unit)[0]


def _check(door: Door, party: str, new: NewDataSet) -> None:
    policy = door.policy
    if queries.party(party).kind != "contractor":
        raise invalid("party", "業務委託先ではありません", "it is no contractor")
    if new.purpose not in policy.purposes:
        raise invalid("purpose", "ポリシーにない利用目的です", "the policy has no such purpose")
    known = {item for category in policy.categories.values() for item in category.items}
    if not known.issuperset(new.items):
        raise invalid("items", "ポリシーにない項目があります", "the policy has no such item")
