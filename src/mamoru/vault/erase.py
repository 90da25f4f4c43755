"""Erasing a person: the key goes, and with it the sense of every ciphertext ever made with it.

Steps, in the caller's transaction:
1. lock the person;
2. delete the tokens and sealed values of identifiers, every value with its history, the wrapped
   key, and the row with reference and pseudonym;
3. read back by number and by the rows' owners: nothing may be left.

A backup from before still holds the wrapped key. It opens until the epoch is destroyed
(`epochs.rotate`), after which no copy of the database gives anything back.
"""

import msgspec

from mamoru.vault import queries
from mamoru.vault.errors import ErasureIncompleteError, UnknownPersonError
from mamoru.vault.storage import guarded


class Erased(msgspec.Struct, frozen=True, kw_only=True):
    """What was destroyed, for the record: names in the ledger and counts, no values."""

    number: int
    pseudonym: bytes
    fields: int
    """Values, former ones included."""
    identifiers: int
    keys: int


@guarded
def erase(ref: str) -> Erased:
    """Destroy all that is held of a person, and confirm that nothing is left.

    Raises `UnknownPersonError`, or `ErasureIncompleteError`, upon which the transaction must be
    rolled back.
    """
    held = queries.locked(ref)
    if held is None:
        raise UnknownPersonError
    identifiers, fields, keys, people = queries.delete_person(held.number)
    left = queries.remains(held.number, ref)
    if left or people != 1 or keys != 1:
        raise ErasureIncompleteError(rows=left)
    return Erased(
        number=held.number,
        pseudonym=held.pseudonym,
        fields=fields,
        identifiers=identifiers,
        keys=keys,
    )
