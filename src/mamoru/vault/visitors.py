"""Finding many people at once by identifiers of one kind, as events that come together need it."""

from collections.abc import Collection

from mamoru.vault.keyring import Keyring
from mamoru.vault.person import Held
from mamoru.vault.queries import HELD, held_from
from mamoru.vault.storage import fetched, guarded, within

CHUNK = 900
_COLUMNS = 15
"""Those of `HELD`; the token follows."""


@guarded
def held_by(
    keys: Keyring, kind: str, values: Collection[str], *, tenant: int = 1
) -> dict[str, Held]:
    """Return who is found by each of `values`, without fields; nobody is left out silently.

    Raises `InvalidIdentifierError` or `UnknownIdentifierKindError`, never with the value.
    """
    epoch, older = keys.current()
    named = {keys.token(one, kind, value): value for value in values for one in (epoch, *older)}
    found: dict[str, Held] = {}
    tokens = list(named)
    for at in range(0, len(tokens), CHUNK):
        among, given = within("i.token", tokens[at : at + CHUNK])
        rows = fetched(
            f"SELECT {HELD}, i.token FROM vault_identifier i"  # noqa: S608 - our own words
            " JOIN vault_person p ON p.number = i.person_id"
            " JOIN vault_personkey k ON k.person_id = p.number"
            f" WHERE i.tenant = %s AND i.kind = %s AND {among}",
            (tenant, kind, *given),
        )
        found |= {named[bytes(row[_COLUMNS])]: held_from(row[:_COLUMNS]) for row in rows}
    return found


@guarded
def versions_of(numbers: Collection[int]) -> dict[int, int]:
    """Return the versions of those of `numbers` who are held: another one says that they changed.

    Keys that were wrapped anew are no change: the key within is the same.
    """
    found: dict[int, int] = {}
    wanted = list(numbers)
    for at in range(0, len(wanted), CHUNK):
        among, given = within("number", wanted[at : at + CHUNK])
        found.update(fetched(f"SELECT number, version FROM vault_person WHERE {among}", given))  # noqa: S608
    return found
