"""What a row must be to be taken: values of their form, and somebody whom it is about."""

from collections.abc import Sequence
from typing import NamedTuple

from mamoru.collection.partners.mapping import Column, Plan
from mamoru.collection.partners.raw_rows import BAD, CHARACTER, LONGEST_VALUE, TOO_LONG
from mamoru.gate.incoming import Identity, Item

EMPTY = "empty"
"""A column that is required has no value."""
NO_IDENTIFIER = "no-identifier"
"""Nothing by which the person could be found."""
UNKNOWN_CLASS = "unknown-class"
"""A value for which the mapping gives no class of person, or no residence."""
LOST = "\ufffd"
"""Stands where an earlier conversion lost a character; Python counts it as printable."""
SOURCE = "partner"


class Checked(NamedTuple):
    """Who a row is about, and what it says of them."""

    whose: str
    residence: str | None
    identities: list[Identity]
    items: list[Item]


class Wrong(NamedTuple):
    """Why a row is not taken, and which column is to blame, as the mapping names it."""

    reason: str
    detail: str = ""


def checked(plan: Plan, values: Sequence[str | None]) -> Checked | Wrong:
    """Return what a row says, by the words of the policy, or what is wrong with it."""
    whose, residence = plan.whose, plan.residence
    identities: list[Identity] = []
    items: list[Item] = []
    for column, value in zip(plan.columns, values, strict=True):
        if column.is_dropped:
            continue
        value = value.strip() if value else None
        if not value:
            if column.is_required:
                return Wrong(EMPTY, column.name)
            continue
        if wrong := _wrong(column, value):
            return wrong
        if column.kind:
            identities.append(Identity(kind=column.kind, value=value))
        if column.item:
            items.append(
                Item(
                    data=column.data or "", item=column.item, value=value,
                    sensitive=column.sensitive, source=SOURCE,
                )
            )  # fmt: skip
        whose = column.whose[value] if column.whose else whose
        residence = column.residence[value] if column.residence else residence
    if not identities:
        return Wrong(NO_IDENTIFIER)
    if whose is None:
        return Wrong(UNKNOWN_CLASS)
    return Checked(whose, residence, identities, items)


def _wrong(column: Column, value: str) -> Wrong | None:
    if len(value) > LONGEST_VALUE:
        return Wrong(TOO_LONG, column.name)
    if (not value.isprintable() or LOST in value) and BAD.search(value):
        return Wrong(CHARACTER, column.name)
    for words in (column.whose, column.residence):
        if words is not None and value not in words:
            return Wrong(UNKNOWN_CLASS, column.name)
    return None
