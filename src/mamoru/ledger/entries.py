"""The kinds of entry, and their canonical bytes.

Canonical form: JSON in UTF-8, keys sorted, no spaces, no floats, fields at their default left out.
Two entries are equal exactly if their bytes are.
"""

from typing import Annotated, Any, Literal, get_args

import msgspec

from mamoru.ledger.blinding import (
    Article,
    Asked,
    Clause,
    Closed,
    Commitment,
    Count,
    Digest,
    Moment,
    Place,
    Pseudonym,
    Token,
    Version,
    Word,
    fields_of,
)
from mamoru.ledger.changes import (
    HandOverChange,
    KeyChange,
    PartyChange,
    Quarantine,
    RequestChange,
    Revision,
    SystemChange,
    Touch,
    Weight,
)
from mamoru.ledger.errors import EntryFieldError, EntryMalformedError
from mamoru.ledger.inquiry import InquiryChanged
from mamoru.ledger.kind import Kind

Answer = Literal["allow", "refuse", "needs", "not_covered"]
YesOrNo = Literal["yes", "no"]


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
    caller: Word | None = None
    """Registered system that did it, or the officer, where it is about a company's database."""
    tickets: tuple[Count, ...] = ()
    """Entries whose references to evidence were kept long enough, and were swept."""
    leaving: Word | None = None
    """Random name of the leaving that an account was settled for."""


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


class SystemTouched(Kind, frozen=True, kw_only=True, tag_field="kind", tag="company_system"):
    """Somebody's rows in a database of the company were looked at, or something was done to them.

    That it might be, an entry of a handling with the same `request` says.
    """

    change: Annotated[Touch, Closed()]
    system: Word
    """The database, as its map calls it."""
    map: Digest | None = None
    """SHA-256 of the map."""
    count: Count = 0
    """How many rows it was."""
    plan: Digest | None = None
    """SHA-256 of the plan as it was sealed, which random bytes are part of."""
    job: Word | None = None
    """Random name of the plan in the journal."""
    deletes: Count = 0
    """Rows that go, or went."""
    changes: Count = 0
    """Rows that stay, with something else in them."""
    stays: Count = 0
    """Rows that stay, for a reason that the plan has."""
    left: Count = 0
    """Rows with something of the person that nothing explains, found when it was read back."""
    subject: Pseudonym | None = None
    """The person, where the vault holds one."""
    caller: Word | None = None
    """Registered system that asked, or the officer."""
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
    content: tuple[Commitment, ...] = ()
    """Commitments to the version of a party, paper, assessment or incident that this made."""


class RequestChanged(Kind, frozen=True, kw_only=True, tag_field="kind", tag="request"):
    """A person's request came to another step; whose it is, entries of handlings say.

    Those have the same `request`.
    """

    change: Annotated[RequestChange, Closed()]
    name: Word
    """Random name of the request."""
    asks: Word
    """Kind of request."""
    what: Word | None = None
    """Way, outcome or ground that it is about."""
    policy_version: Version | None = None
    """Version that its plan was made under."""
    manifest: Digest | None = None
    """SHA-256 of the answer."""
    caller: Word | None = None
    """Registered system or officer that did it."""
    request: Pseudonym | None = None


Entry = (
    Handled
    | Published
    | Revised
    | Noticed
    | KeyChanged
    | SystemChanged
    | PartyChanged
    | HandedOver
    | SystemTouched
    | RequestChanged
    | InquiryChanged
)
KINDS: tuple[type[Kind], ...] = get_args(Entry)

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
