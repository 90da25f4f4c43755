"""Reading one person: what is held, what it says, what it said before.

`fetch` brings everything a decision and its answer need by one statement and opens nothing;
`reveal` opens the values once the decision allows it.
"""

from collections.abc import Collection

import msgspec

from mamoru.vault import queries
from mamoru.vault.errors import UnknownPersonError
from mamoru.vault.keyring import Keyring
from mamoru.vault.person import Held, Identity, Value
from mamoru.vault.storage import guarded


class Export(msgspec.Struct, frozen=True, kw_only=True):
    """All that is held of one person, in clear: disclosure and portability rest on it."""

    held: Held
    identities: tuple[Identity, ...]
    values: tuple[Value, ...]
    """Present and former ones."""


@guarded
def fetch(
    ref: str,
    *,
    items: Collection[str] | None = None,
    data: Collection[str] | None = None,
    history: bool = False,
) -> Held:
    """Return the person with present values of the named items and categories, still sealed.

    `None` means all; an empty collection means none. With `history`, former values too. Raises
    `UnknownPersonError`.
    """
    held = queries.held((ref,), items=items, data=data, history=history).get(ref)
    if held is None:
        raise UnknownPersonError
    return held


@guarded
def fetch_many(
    refs: Collection[str],
    *,
    items: Collection[str] | None = None,
    data: Collection[str] | None = None,
) -> dict[str, Held]:
    """Return those of `refs` who are held, as `fetch` returns one, by one statement for all."""
    return queries.held(refs, items=items, data=data)


@guarded
def refs_of(numbers: Collection[int]) -> dict[int, str]:
    """Return the refs of those of `numbers` who are held, for rooms that know people by number."""
    return queries.refs(numbers)


def reveal(keys: Keyring, held: Held) -> tuple[Value, ...]:
    """Return the fetched values in clear, ordered by category, item and version.

    Raises `UnreadableCiphertextError` where one of them does not belong here.
    """
    if not held.fields:
        return ()
    seal = keys.person(held)
    return tuple(
        [
            Value(
                data=field.data,
                item=field.item,
                value=seal.open_field(field),
                version=field.version,
                sensitive=field.sensitive,
                source=field.source,
                collected_at=field.collected_at,
                superseded_at=field.superseded_at,
            )
            for field in held.fields
        ]
    )


def read(
    keys: Keyring,
    ref: str,
    *,
    items: Collection[str] | None = None,
    data: Collection[str] | None = None,
) -> tuple[Value, ...]:
    """Return the present values of one person in clear."""
    return reveal(keys, fetch(ref, items=items, data=data))


def history(keys: Keyring, ref: str, *, data: str, item: str) -> tuple[Value, ...]:
    """Return every value that `item` has had, oldest first."""
    return reveal(keys, fetch(ref, items=(item,), data=(data,), history=True))


@guarded
def identities(keys: Keyring, held: Held, *, only: str | None = None) -> tuple[Identity, ...]:
    """Return the identifiers of one person as they were given, those of the kind `only` if named.

    Of other kinds nothing is opened then.
    """
    seal = keys.person(held)
    return tuple(
        seal.open_identifier(kind, serial, sealed)
        for _, kind, serial, sealed in queries.identifiers(held.number)
        if only in (None, kind)
    )


@guarded
def kinds_of(held: Held) -> tuple[str, ...]:
    """Return the kinds of identifiers that lead to the person."""
    return tuple(dict.fromkeys(kind for _, kind, _, _ in queries.identifiers(held.number)))


def export(keys: Keyring, held: Held) -> Export:
    """Return in clear all that was fetched of one person, with the history or without."""
    return Export(held=held, identities=identities(keys, held), values=reveal(keys, held))
