"""The versions of this installation's policy: from draft to publication, withdrawal (clause 12).

What approves a draft is given here, by another key than laid it down; no other reference counts.
"""

import re
from hashlib import sha256
from typing import Annotated

import msgspec

from mamoru.api.endpoint import Call, Reply
from mamoru.gate.asking import Reference
from mamoru.notices.approve import approve, publish_approved
from mamoru.notices.draft import draft
from mamoru.notices.errors import UnknownDraftError
from mamoru.notices.listing import Revision, revisions, text_of
from mamoru.notices.withdraw import withdraw

LARGEST = 2 * 1024 * 1024
"""Bytes of a policy's text in a body: more than the language takes, so that its loader says so."""
_encode = msgspec.json.Encoder().encode
_VERSION = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)


class NewDraft(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The file of the next version, whole."""

    text: Annotated[str, msgspec.Meta(max_length=LARGEST)]


class Approving(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The draft as it was seen."""

    text_hash: Annotated[str, msgspec.Meta(pattern=r"^[0-9a-f]{64}$(?!\n)")]


class Approved(msgspec.Struct, frozen=True, kw_only=True):
    """The approval of a draft, under the name by which its publication shows it."""

    version: str
    text_hash: str
    approved: str


class Publishing(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The approval that was given, and where the assessment is that the change is a minor one."""

    approved: Reference | None = None
    """Its name; where it is left out, whichever was given to this draft."""
    minor: Reference | None = None


class Revisions(msgspec.Struct, frozen=True, kw_only=True):
    """Every version there is, the earliest first; drafts stand at the end."""

    revisions: tuple[Revision, ...]


class RevisionText(msgspec.Struct, frozen=True, kw_only=True):
    """The file of a version, with the SHA-256 that the ledger names."""

    version: str
    text_hash: str
    text: str


class Withdrawn(msgspec.Struct, frozen=True, kw_only=True):
    """The version that was withdrawn."""

    version: str


def listed(call: Call) -> Reply:
    """Return every version and where it stands."""
    return Reply(body=_encode(Revisions(revisions=revisions(call.worker.now()))))


def text(call: Call) -> Reply:
    """Return the file of a version; encoded in UTF-8 it is the published one, byte by byte."""
    version = _version(call)
    raw = text_of(version)
    found = RevisionText(version=version, text_hash=sha256(raw).hexdigest(), text=raw.decode())
    return Reply(body=_encode(found))


def lay_down(call: Call) -> Reply:
    """Keep a draft."""
    wanted: NewDraft = call.body
    made = draft(call.worker.door, call.asker, wanted.text.encode())
    return Reply(body=_encode(made), status=201)


def approval(call: Call) -> Reply:
    """Approve a draft that somebody else laid down."""
    wanted: Approving = call.body
    version = _version(call)
    ref = approve(call.worker.door, call.asker, version, wanted.text_hash)
    return Reply(body=_encode(Approved(version=version, text_hash=wanted.text_hash, approved=ref)))


def publication(call: Call) -> Reply:
    """Publish a draft, with the approval that it was given."""
    wanted: Publishing = call.body
    done = publish_approved(
        call.worker.door, call.asker, _version(call), minor=wanted.minor, named=wanted.approved
    )
    return Reply(body=_encode(done), status=201)


def withdrawal(call: Call) -> Reply:
    """Withdraw a draft, or a text that is not in force yet."""
    version = _version(call)
    withdraw(call.worker.door, call.asker, version)
    return Reply(body=_encode(Withdrawn(version=version)))


def _version(call: Call) -> str:
    version = call.path["version"]
    if not _VERSION.fullmatch(version):
        raise UnknownDraftError(known="-")
    return version
