"""Choices as values: what a person may choose, and what stands of it at one moment."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated

import msgspec

from mamoru.policy.handling import Consent, Refusal


class Kind(StrEnum):
    """What sort of choice it is."""

    CONSENT = "consent"
    """To a handling, within the scope named (同意)."""
    OPT_IN = "opt_in"
    """To be written to for a purpose (受信の同意)."""
    AGREEMENT = "agreement"
    """To a policy that binds only those who agreed (規約への同意)."""
    REFUSAL = "refusal"
    """Was asked, or asks unasked by a signal, and says no (拒否)."""
    WITHDRAWAL = "withdrawal"


class Source(StrEnum):
    """Whose doing it is."""

    PERSON = "person"
    """The person's own, made for this scope."""
    GPC = "gpc"
    """Global Privacy Control: the browser says for everything that the person does not want to be
    sold, shared or followed by advertisements (`Sec-GPC: 1`)."""


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
    guardian: str | None = None
    """Where it is kept who the guardian is and how related: a reference, never a name."""
    source: Source = Source.PERSON
    shown: str | None = None
    """Reference of the notice that was shown before, from which its name and version are taken."""
    notice: str | None = None
    notice_version: str | None = None
    expires_at: Annotated[datetime, msgspec.Meta(tz=True)] | None = None

    @property
    def has_scope(self) -> bool:
        """Whether it is about something in particular."""
        return not (self.purpose is self.recipient is self.data is self.sensitive is None)

    @property
    def is_whole(self) -> bool:
        """Whether it is the person's word about all of a purpose, or about everything."""
        is_narrow = self.recipient or self.data or self.sensitive
        return self.source is Source.PERSON and not is_narrow


class Choices(msgspec.Struct, frozen=True, kw_only=True):
    """A person's choices as decisions need them."""

    consents: tuple[Consent, ...] = ()
    """With withdrawn and expired ones, so that a past moment can be decided again."""
    refusals: tuple[Refusal, ...] = ()
    """With withdrawn and expired ones, for the same reason."""
    opted_in: frozenset[str] = frozenset()
    """Purposes whose opt-in stands."""
    agreed: bool = False
    agreed_versions: tuple[str, ...] = ()
    """Versions of the texts that standing agreements are to, in the order they were made."""
