"""A notice as a value: what is shown, in one version, one language and on one channel."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated, Literal

import msgspec

from mamoru.consent.errors import InvalidNoticeError
from mamoru.consent.matter import unknown_words
from mamoru.policy.model import Policy

LONGEST = 256 * 1024
"""Bytes of the longest notice; a receipt carries the whole of it."""
Name = Annotated[str, msgspec.Meta(pattern=r"^[a-z][a-z0-9_-]{0,63}$(?!\n)")]
Version = Annotated[str, msgspec.Meta(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$(?!\n)")]
Tongue = Literal["ja", "en"]
Channel = Literal["web", "app", "paper", "mail", "phone", "counter"]
Media = Literal["text/plain", "text/html", "text/markdown"]


class Stale(StrEnum):
    """Why a notice is no longer to be shown."""

    SUPERSEDED = "superseded"
    """A later version is registered."""
    POLICY = "policy"
    """The policy in force says something else of what the notice names."""


class NewNotice(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A notice as it is rendered, with what it is about."""

    name: Name
    version: Version
    language: Tongue
    channel: Channel = "web"
    media: Media = "text/plain"
    purposes: tuple[Annotated[str, msgspec.Meta(max_length=64)], ...]
    recipients: tuple[Annotated[str, msgspec.Meta(max_length=64)], ...] = ()
    text: str


class Notice(msgspec.Struct, frozen=True, kw_only=True):
    """A registered notice."""

    name: str
    version: str
    language: str
    channel: str
    media: str
    purposes: tuple[str, ...]
    recipients: tuple[str, ...]
    text: str
    digest: str
    """SHA-256 of the text in UTF-8, in hexadecimal digits."""
    policy: str
    policy_version: str
    matter: str
    made_at: datetime
    number: int
    """Number of the row."""


class Shown(msgspec.Struct, frozen=True, kw_only=True):
    """A notice was shown at `at`, to `person` if that is known."""

    reference: str
    notice: Notice
    at: datetime
    person: int | None


class Proof(msgspec.Struct, frozen=True, kw_only=True):
    """Evidence that a current notice was shown beforehand."""

    evidence: str
    """Fit to be the ground `notice_shown`: names the showing, and the hash of what was shown."""
    shown: Shown


def check(new: NewNotice, policy: Policy) -> None:
    """Raise `InvalidNoticeError` where a notice names what `policy` has not, or says nothing."""
    unknown = unknown_words(policy, new.purposes, new.recipients)
    if unknown:
        raise InvalidNoticeError(part=unknown[0])
    if not new.text.strip() or len(new.text.encode(errors="replace")) > LONGEST:
        raise InvalidNoticeError(part="text")
    if not new.text.isprintable() and any(
        (ord(sign) < ord(" ") and sign not in "\t\n\r") or "\ud800" <= sign <= "\udfff"
        for sign in new.text
    ):
        raise InvalidNoticeError(part="text")
