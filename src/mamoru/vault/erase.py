"""Erasing a person: the key goes, and with it the sense of every ciphertext ever made with it.

Steps, in the caller's transaction:
1. lock the person;
2. delete the tokens and sealed values of identifiers, every value with its history, what is in
   quarantine, the wrapped keys, of files too, and the row with reference and pseudonym;
3. read back by number and by the rows' owners: nothing may be left.

A backup from before still holds the wrapped key. It opens until the epoch is destroyed
(`epochs.rotate`), after which no copy of the database gives anything back.
"""
# ruff: noqa: S608 - the names of our own tables; values are parameters

import msgspec

from mamoru.vault import queries
from mamoru.vault.errors import ErasureIncompleteError, UnknownPersonError
from mamoru.vault.files import names_of
from mamoru.vault.person import Held
from mamoru.vault.storage import execute, fetched, guarded, is_sqlite

OWNED = (
    "vault_identifier", "vault_field", "vault_withheld", "vault_personkey", "vault_file",
)  # fmt: skip
"""Tables whose rows belong to one person each."""


class Erased(msgspec.Struct, frozen=True, kw_only=True):
    """What was destroyed, for the record: names in the ledger and counts, no values."""

    number: int
    pseudonym: bytes
    fields: int
    """Values, former ones included."""
    identifiers: int
    withheld: int
    """Values that were in quarantine."""
    keys: int
    files: tuple[str, ...]
    """Names of contents whose keys went; the caller removes them once the erasure is committed."""


@guarded
def erase(ref: str) -> Erased:
    """Destroy all that is held of a person, and confirm that nothing is left.

    Raises `UnknownPersonError`, or `ErasureIncompleteError`, upon which the transaction must be
    rolled back.
    """
    held = queries.locked(ref)
    if held is None:
        raise UnknownPersonError
    files = names_of(held.number)
    identifiers, fields, withheld, keys, _ = (_delete(table, held.number) for table in OWNED)
    queries.delete_row(held.number)
    left = _left(held)
    if left:
        raise ErasureIncompleteError(rows=left)
    return Erased(
        number=held.number,
        pseudonym=held.pseudonym,
        fields=fields,
        identifiers=identifiers,
        withheld=withheld,
        keys=keys,
        files=files,
    )


@guarded
def scrub() -> bool:
    """Overwrite what erasures left in the files of the database; call it outside a transaction.

    Returns whether it is done: SQLite cannot while somebody reads what was there before.

    SQLite zeroes what it deletes; its write-ahead log still holds former pages until emptied.
    PostgreSQL keeps dead rows until a vacuum. What either leaves behind is ciphertext, and wrapped
    keys that end with their epoch.
    """
    if is_sqlite():
        return bool(fetched("PRAGMA wal_checkpoint(TRUNCATE)")[0][0] == 0)
    execute(f"VACUUM {', '.join(OWNED)}, vault_person")
    return True


def _delete(table: str, number: int) -> int:
    return execute(f"DELETE FROM {table} WHERE person_id = %s", (number,))


def _left(held: Held) -> int:
    """Return how many rows still belong to the person, by number, reference or pseudonym."""
    owned = " + ".join(f"(SELECT count(*) FROM {table} WHERE person_id = %s)" for table in OWNED)
    sql = (
        f"SELECT {owned} + (SELECT count(*) FROM vault_person"
        " WHERE number = %s OR ref = %s OR pseudonym = %s)"
    )
    return int(
        fetched(sql, (*[held.number] * len(OWNED), held.number, held.ref, held.pseudonym))[0][0]
    )
