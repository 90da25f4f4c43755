"""Finding a person by an identifier, without the database ever seeing it."""

from mamoru.vault import queries
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
