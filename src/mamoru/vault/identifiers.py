"""Identifiers: one leads to one person, whoever stores at the same time."""

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager

from django.db import IntegrityError

from mamoru.vault import queries, storage
from mamoru.vault.errors import DuplicateIdentifierError
from mamoru.vault.keyring import Keyring
from mamoru.vault.person import Identity
from mamoru.vault.queries import LiveEpoch
from mamoru.vault.sealing import PersonSeal
from mamoru.vault.storage import Row


def refuse_taken(
    keys: Keyring, older: Sequence[LiveEpoch], tenant: int, identities: Sequence[Identity]
) -> None:
    """Raise where an identifier is indexed under an epoch that is not the current one.

    The unique index sees tokens of one key only. While people move to a new epoch there are two,
    and whoever has not moved yet is found here. Old tokens are never added, so looking suffices.
    """
    for epoch in older:
        for identity in identities:
            token = keys.token(epoch, identity.kind, identity.value)
            if queries.owners(tenant, identity.kind, [token]):
                raise DuplicateIdentifierError(kind=identity.kind)


@contextmanager
def unique(kinds: Collection[str]) -> Iterator[None]:
    """Raise `DuplicateIdentifierError` where one of the identifiers stored inside is taken.

    `kinds` are those of all of them; it does not say whose or which.
    """
    try:
        yield
    except IntegrityError as error:
        if queries.IDENTIFIERS.name not in str(error):
            raise
        raise DuplicateIdentifierError(kind="/".join(sorted(kinds))) from None


def insert(rows: list[Row]) -> None:
    """Store identifiers; raises `DuplicateIdentifierError`."""
    with unique({str(row[2]) for row in rows}):
        storage.insert((queries.IDENTIFIERS, rows))


def sealed(
    keys: Keyring,
    epoch: LiveEpoch,
    seal: PersonSeal,
    identities: Sequence[Identity],
    *,
    version: int,
) -> list[Row]:
    """Return the rows by which the person is found through `identities` during `epoch`."""
    return [
        seal.identifier_row(i, version, epoch.id, keys.token(epoch, i.kind, i.value))
        for i in identities
    ]
