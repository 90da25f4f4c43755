"""The kinds of entry, and their canonical bytes.

Canonical form: JSON in UTF-8, keys sorted, no spaces, no floats, fields at their default left out.
Two entries are equal exactly if their bytes are.
"""

from datetime import UTC, datetime
from typing import Annotated, Any, ClassVar, Literal

import msgspec

from mamoru.ledger.blinding import (
    Article,
    Asked,
    Clause,
    Closed,
    Commitment,
    Count,
    Digest,
    Field,
    Moment,
    Place,
    Pseudonym,
    Token,
    Version,
    Word,
    check_fields,
    fields_of,
)
from mamoru.ledger.errors import EntryFieldError, EntryMalformedError

Answer = Literal["allow", "refuse", "needs", "not_covered"]
YesOrNo = Literal["yes", "no"]
KeyChange = Literal["epoch_created", "epoch_retired", "epoch_destroyed"]
Weight = Literal["first", "minor", "important"]
Revision = Literal["drafted", "draft_withdrawn", "withdrawn"]
Quarantine = Literal["held", "reviewed", "cleared", "claimed", "purged"]
HandOverChange = Literal[
    "acknowledged",
    "approval_refused",
    "approved",
    "delivered",
    "expired",
    "failed",
    "opened_again",
    "overdue",
    "planned",
    "ready",
    "remade",
    "revoked",
]
SystemChange = Literal[
    "client_registered",
    "client_revoked",
    "clock_back",
    "events_declared",
    "form_registered",
    "form_retired",
    "joint_use_published",
    "record_made",
    "record_purged",
    "started",
    "tag_published",
]

PartyChange = Literal[
    "registered",
    "changed",
    "renamed",
    "suspended",
    "resumed",
    "ended",
    "merged",
    "key_added",
    "key_revoked",
    "paper_filed",
    "paper_withdrawn",
    "feed_added",
    "feed_ended",
    "file_kept",
    "file_opened",
    "case_asked",
    "case_approved",
    "case_refused",
    "case_closed",
    "approval_refused",
    "data_set_fixed",
    "data_set_ended",
    "recalled",
    "recall_ended",
    "incident_reported",
    "incident_closed",
]


class Kind(
    msgspec.Struct,
    frozen=True,
    kw_only=True,
    omit_defaults=True,
    forbid_unknown_fields=True,
    gc=False,
):
    """What every entry has: the time, in UTC, whatever zone the clock was read in."""

    blinded: ClassVar[tuple[Field, ...]] = ()
    at: Moment

    def __post_init__(self) -> None:
        if type(self.at) is datetime and self.at.tzinfo is not UTC and self.at.tzinfo is not None:
            msgspec.structs.force_setattr(self, "at", self.at.astimezone(UTC))
        check_fields(self, self.blinded)


class Handled(Kind, frozen=True, kw_only=True, tag_field="kind", tag="handling"):
    """A handling was asked for, and answered; if allowed, it was carried out.

    Words that the policy does not know never come in here: they may be anything. `unknown` names
    the attributes that had one.
    """

    act: Word
    outcome: Annotated[Answer, Closed()]
    actor: Word | None = None
    """Party of the policy that acts."""
    caller: Word | None = None
    """Registered system that asked."""
    data: tuple[Word, ...] = ()
    sensitive: tuple[Word, ...] = ()
    purpose: Clause | None = None
    recipient: Word | None = None
    source: Word | None = None
    """Where it was collected from."""
    place: Place | None = None
    """Where the recipient was."""
    party: Word | None = None
    """Which party of the register received it, or would have."""
    identifying: Annotated[YesOrNo, Closed()] = "yes"
    """Whether the person could be told from it."""
    asked: tuple[Asked, ...] = ()
    """What was decided (`asked.py`), so that it can be decided again; the text did not decide, or
    the entry is older than this field, where there is none."""
    cites: tuple[Clause, ...] = ()
    law: tuple[Article, ...] = ()
    readings: tuple[Clause, ...] = ()
    facts: tuple[Word, ...] = ()
    """Facts relied on."""
    needs: tuple[Word, ...] = ()
    """Evidence that was missing."""
    unknown: tuple[Word, ...] = ()
    quarantine: Annotated[Quarantine, Closed()] | None = None
    """What happened to information that was kept from everybody because it may be sensitive."""
    evidence: tuple[Commitment, ...] = ()
    choices: tuple[Commitment, ...] = ()
    """Commitments to the record of what the person chose or took back."""
    count: Count = 1
    """How many people it touched."""
    subject: Pseudonym | None = None
    """The one person it touched."""
    people: Commitment | None = None
    """Commitment to the set of people it touched (`People.commitment`)."""
    token: Token | None = None
    request: Pseudonym | None = None


class Published(Kind, frozen=True, kw_only=True, tag_field="kind", tag="publication"):
    """A version of a policy was published here; it binds from `in_force_from`, or at once."""

    policy: Word
    version: Version
    text: Digest
    rules: Digest
    weight: Annotated[Weight, Closed()] | None = None
    """Whether it was the first, or how important the change is."""
    in_force_from: Moment | None = None
    difference: Digest | None = None
    """SHA-256 of how it differs from the text before, in the canonical form of `policy diff`."""


class Revised(Kind, frozen=True, kw_only=True, tag_field="kind", tag="revision"):
    """A draft of a policy was laid down or withdrawn, or a text before it came into force."""

    change: Annotated[Revision, Closed()]
    policy: Word
    version: Version
    text: Digest
    caller: Word | None = None
    """Registered system that did it, or the officer."""


class Noticed(Kind, frozen=True, kw_only=True, tag_field="kind", tag="notice"):
    """A notice was registered, to be shown to people from now on in exactly this wording."""

    notice: Word
    version: Version
    language: Word
    text: Digest
    """SHA-256 of what is shown."""
    policy: Word
    policy_version: Version
    caller: Word | None = None
    """Registered system that did it, or the officer."""


class KeyChanged(Kind, frozen=True, kw_only=True, tag_field="kind", tag="key"):
    """A key that opens people's information was made, retired or destroyed."""

    change: Annotated[KeyChange, Closed()]
    key: Version


class SystemChanged(Kind, frozen=True, kw_only=True, tag_field="kind", tag="system"):
    """Something about this installation changed that a reader of the log must know."""

    change: Annotated[SystemChange, Closed()]
    system: Word | None = None
    seconds: Count = 0
    """How far the clock jumped back."""
    text: Digest | None = None
    """SHA-256 of the file that was published, or of what a record of provision holds."""


class HandedOver(Kind, frozen=True, kw_only=True, tag_field="kind", tag="hand_over"):
    """A hand-over came to another state; who was in it, entries of handlings say.

    Those have the same `request`.
    """

    change: Annotated[HandOverChange, Closed()]
    hand: Word
    """Random name of the hand-over."""
    party: Word
    """Random name of whoever receives it, in the register of recipients."""
    count: Count = 0
    """How many people are in it."""
    manifest: Digest | None = None
    """SHA-256 of the manifest."""
    caller: Word | None = None
    """Registered system that did it, or the officer."""
    request: Pseudonym | None = None


class PartyChanged(Kind, frozen=True, kw_only=True, tag_field="kind", tag="party"):
    """Something about a party of the register changed: who it is, its keys, papers, cases."""

    change: Annotated[PartyChange, Closed()]
    party: Word
    version: Count = 0
    """Version of the party that this made."""
    what: Word | None = None
    """Key, paper, file, case, data set, recall or incident that it is about."""
    caller: Word | None = None
    """Registered system that did it, or the officer."""


Entry = (
    Handled | Published | Revised | Noticed | KeyChanged | SystemChanged | PartyChanged | HandedOver
)
KINDS: tuple[type[Kind], ...] = (
    Handled, Published, Revised, Noticed, KeyChanged, SystemChanged, PartyChanged, HandedOver,
)  # fmt: skip

for _kind in KINDS:
    _kind.blinded = fields_of(_kind)

_encoder = msgspec.json.Encoder(order="sorted")
_decoder: msgspec.json.Decoder[Any] = msgspec.json.Decoder(Entry)


def encode(entry: Entry) -> bytes:
    """Return the canonical bytes of `entry`."""
    return _encoder.encode(entry)


def decode(raw: bytes, at: int) -> Entry:
    """Return the entry in `raw`, which is entry `at`; raises `EntryMalformedError`.

    What does not encode to the same bytes again is not canonical, and refused.
    """
    try:
        entry: Entry = _decoder.decode(raw)
    except (msgspec.MsgspecError, EntryFieldError) as error:
        raise EntryMalformedError(entry=at) from error
    if _encoder.encode(entry) != raw:
        raise EntryMalformedError(entry=at)
    return entry
