"""People as callers give them and get them: values in clear, and rows still sealed."""

from datetime import date, datetime

import msgspec


class Item(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, gc=False):
    """One value of one item: what is to be stored."""

    data: str
    """Category of the policy, a leaf."""
    item: str
    value: str
    sensitive: str | None = None
    source: str | None = None


class Identity(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, gc=False):
    """Something by which a person is found."""

    kind: str
    value: str


class Draft(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, gc=False):
    """A person who is to be stored."""

    whose: str
    residence: str | None = None
    tenant: int = 1
    birth_date: date | None = None
    identities: tuple[Identity, ...] = ()
    items: tuple[Item, ...] = ()


class Created(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """The names of a person who was just stored."""

    number: int
    ref: str
    pseudonym: bytes
    version: int


class Sealed(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One stored value, not yet opened."""

    data: str
    item: str
    version: int
    sealed: bytes
    sensitive: str | None
    source: str | None
    collected_at: datetime
    superseded_at: datetime | None = None


class Value(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One value in clear, with where it came from."""

    data: str
    item: str
    value: str
    version: int
    """The person's version that brought it."""
    sensitive: str | None
    source: str | None
    collected_at: datetime
    superseded_at: datetime | None = None
    """When a newer value took its place; `None` is the value now."""


class Held(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A person as stored: open what decisions ask for, sealed what they decide about."""

    number: int
    tenant: int
    ref: str
    pseudonym: bytes
    version: int
    created_at: datetime
    whose: str
    residence: str | None
    birth_date: bytes | None
    use_suspended: bool
    provision_suspended: bool
    left_at: datetime | None
    epoch: int
    serial: int
    wrapped: bytes
    fields: tuple[Sealed, ...] = ()
