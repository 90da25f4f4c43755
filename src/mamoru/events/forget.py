"""Forgetting a person: their rows go, and nothing leads to their rows in files any more.

The key that would open what is left in files goes with the person. `moving.compact` removes it.
"""

import msgspec

from mamoru.events import catalogue, links, queries


class Forgotten(msgspec.Struct, frozen=True, kw_only=True):
    """What there was, for the record."""

    rows: int
    files: int
    links: int


def forget(person: int) -> Forgotten:
    """Delete what is held of a person; in the caller's transaction."""
    return Forgotten(
        rows=queries.delete_person(person), files=catalogue.forget(person),
        links=links.forget([person]),
    )  # fmt: skip
