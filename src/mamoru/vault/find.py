"""Finding a person by an identifier, without the database ever seeing it."""

from collections.abc import Collection, Mapping

from mamoru.vault import bulk_queries, queries
from mamoru.vault.keyring import Keyring
from mamoru.vault.storage import guarded


@guarded
def find(keys: Keyring, kind: str, value: str, *, tenant: int = 1) -> str | None:
    """Return the ref of the person with that identifier, or `None`.

    Does the same work whether somebody is found or not, so that the time tells nothing. Raises
    `InvalidIdentifierError` or `UnknownIdentifierKindError`, never with the value.
    """
    found = queries.owners(tenant, kind, keys.tokens(kind, value))
    return found[0] if found else None


@guarded
def owners_of(
    tokens: Mapping[str, Collection[bytes]], *, tenant: int = 1
) -> dict[tuple[str, bytes], str]:
    """Return the ref of whom each token of each kind leads to, by one statement for each kind.

    Nobody's are left out. The tokens are those of every epoch that lives.
    """
    return {
        (kind, token): ref
        for kind, several in tokens.items()
        for token, ref in bulk_queries.owners_of_each(tenant, kind, several)
    }
