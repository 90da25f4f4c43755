"""Choices as values: what a person may choose, and what stands of it at one moment."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated

import msgspec

from mamoru.policy.handling import Consent


class Kind(StrEnum):
    """What sort of choice it is."""

    CONSENT = "consent"
    """To a handling, within the scope named (同意)."""
    OPT_IN = "opt_in"
    """To be written to for a purpose (受信の同意)."""
    AGREEMENT = "agreement"
    """To a policy that binds only those who agreed (規約への同意)."""
    WITHDRAWAL = "withdrawal"


class Choice(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A choice that a person makes. `None` in a scope means any."""

    kind: Kind
    purpose: str | None = None
    recipient: str | None = None
    data: str | None = None
    sensitive: str | None = None
    foreign: bool = False
    """Told of country, its system and the recipient's measures beforehand (APPI 28(2))."""
    by_guardian: bool = False
    notice_version: str | None = None
    expires_at: Annotated[datetime, msgspec.Meta(tz=True)] | None = None


class Choices(msgspec.Struct, frozen=True, kw_only=True):
    """A person's choices as decisions need them."""

    consents: tuple[Consent, ...] = ()
    """With withdrawn and expired ones, so that a past moment can be decided again."""
    opted_in: frozenset[str] = frozenset()
    """Purposes whose opt-in stands."""
    agreed: bool = False
    agreed_versions: tuple[str, ...] = ()
    """Versions of the texts that standing agreements are to, in the order they were made."""
