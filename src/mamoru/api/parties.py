"""The register of recipients over HTTP: who may receive, with keys, papers and evidence files."""

from typing import Annotated

import msgspec

from mamoru.api.bodies import Incoming
from mamoru.api.endpoint import OCTETS, Call, Endpoint, Reply
from mamoru.api.files import SEALED_OFF
from mamoru.gate.asking import Reference
from mamoru.gate.errors import Scopes
from mamoru.gate.evidence_files import EvidenceFile, Media, files, keep, open_file
from mamoru.gate.looking import looking
from mamoru.parties import queries
from mamoru.parties.papers import Paper
from mamoru.parties.party import Kind, Party, PublicKey
from mamoru.parties.queries import PartyChange
from mamoru.parties.register import NewPaper, NewParty, PartyChanges
from mamoru.provision.parties import register
from mamoru.provision.parties.register import NewKey, PartyShown

_encode = msgspec.json.Encoder().encode
SCOPE = Scopes.PARTIES_MANAGE


class OfKind(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Parties of one kind only."""

    kind: Kind | None = None


class Parties(msgspec.Struct, frozen=True, kw_only=True):
    """The register as it stands, by name."""

    parties: tuple[Party, ...]


class PartyHistory(msgspec.Struct, frozen=True, kw_only=True):
    """Every version of a party, the first first."""

    versions: tuple[PartyChange, ...]


class PartyKeys(msgspec.Struct, frozen=True, kw_only=True):
    """Every key that a party has or had."""

    keys: tuple[PublicKey, ...]


class PartyPapers(msgspec.Struct, frozen=True, kw_only=True):
    """The papers of a party, without those that were withdrawn."""

    papers: tuple[Paper, ...]


class Because(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Where it is kept why."""

    reason: Reference


class Merging(Because, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Which party it becomes part of."""

    into: Annotated[str, msgspec.Meta(max_length=64)]


class OfMedia(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What kind of file it is."""

    media: Media


class EvidenceFiles(msgspec.Struct, frozen=True, kw_only=True):
    """The evidence files about a party, the first first."""

    files: tuple[EvidenceFile, ...]


def listed(call: Call) -> Reply:
    """Return the register."""
    wanted: OfKind = call.query
    with looking():
        return Reply(body=_encode(Parties(parties=queries.parties(wanted.kind))))


def shown(call: Call) -> Reply:
    """Return one party, and what it lacks."""
    with looking():
        return Reply(body=_encode(register.show(call.path["party"], call.worker.door.clock())))


def history(call: Call) -> Reply:
    """Return every version of a party."""
    with looking():
        return Reply(body=_encode(PartyHistory(versions=queries.history(call.path["party"]))))


def added(call: Call) -> Reply:
    """Register a party."""
    return Reply(body=_encode(register.add(call.worker.door, call.asker, call.body)), status=201)


def changed(call: Call) -> Reply:
    """Note that particulars changed."""
    made = register.change(call.worker.door, call.asker, call.path["party"], call.body)
    return Reply(body=_encode(made))


def suspended(call: Call) -> Reply:
    """Let a party receive nothing for now."""
    wanted: Because = call.body
    made = register.suspend(call.worker.door, call.asker, call.path["party"], wanted.reason)
    return Reply(body=_encode(made))


def resumed(call: Call) -> Reply:
    """Let a suspended party receive again."""
    wanted: Because = call.body
    made = register.resume(call.worker.door, call.asker, call.path["party"], wanted.reason)
    return Reply(body=_encode(made))


def ended(call: Call) -> Reply:
    """End a party for good."""
    wanted: Because = call.body
    made = register.end(call.worker.door, call.asker, call.path["party"], wanted.reason)
    return Reply(body=_encode(made))


def merged(call: Call) -> Reply:
    """Note that a party became part of another."""
    wanted: Merging = call.body
    made = register.merge(
        call.worker.door, call.asker, call.path["party"], wanted.into, wanted.reason
    )
    return Reply(body=_encode(made))


def key_added(call: Call) -> Reply:
    """Add a public key."""
    made = register.add_key(call.worker.door, call.asker, call.path["party"], call.body)
    return Reply(body=_encode(made), status=201)


def key_revoked(call: Call) -> Reply:
    """Revoke a public key."""
    register.revoke_key(call.worker.door, call.asker, call.path["party"], call.path["key"])
    return Reply(body=_encode(PartyKeys(keys=queries.keys(call.path["party"]))))


def paper_filed(call: Call) -> Reply:
    """File a paper."""
    made = register.file_paper(call.worker.door, call.asker, call.path["party"], call.body)
    return Reply(body=_encode(made), status=201)


def paper_withdrawn(call: Call) -> Reply:
    """Withdraw a paper that was filed in error."""
    register.withdraw_paper(call.worker.door, call.asker, call.path["party"], call.path["paper"])
    return Reply(body=_encode(PartyPapers(papers=queries.papers(call.path["party"]))))


def file_kept(call: Call) -> Reply:
    """Take in an evidence file as it comes."""
    wanted: OfMedia = call.query
    incoming: Incoming = call.body
    made = keep(call.worker.door, call.asker, call.path["party"], wanted.media, incoming.pieces())
    return Reply(body=_encode(made), status=201)


def files_listed(call: Call) -> Reply:
    """Return the evidence files about a party."""
    with looking():
        return Reply(body=_encode(EvidenceFiles(files=files(call.path["party"]))))


def file_opened(call: Call) -> Reply:
    """Hand out an evidence file."""
    door, party, name = call.worker.door, call.path["party"], call.path["file"]
    found, content = open_file(door, call.asker, party, name)
    named = f'attachment; filename="{found.file}"'
    return Reply(
        parts=content, size=found.size, media=OCTETS,
        headers=(("Content-Disposition", named), *SEALED_OFF),
    )  # fmt: skip


_PARTY = "/parties/{party}"
ENDPOINTS = (
    Endpoint(
        method="GET", path="/parties", name="listParties", summary="The register of recipients",
        verb=listed, scope=SCOPE, query=OfKind, gives=Parties,
    ),
    Endpoint(
        method="POST", path="/parties", name="addParty", summary="Register a recipient",
        verb=added, scope=SCOPE, takes=NewParty, gives=Party, status=201,
    ),
    Endpoint(
        method="GET", path=_PARTY, name="showParty",
        summary="A recipient, its keys and papers, and what it lacks to receive", verb=shown,
        scope=SCOPE, gives=PartyShown,
    ),
    Endpoint(
        method="PATCH", path=_PARTY, name="changeParty",
        summary="Note that particulars of a recipient changed", verb=changed, scope=SCOPE,
        takes=PartyChanges, gives=Party,
    ),
    Endpoint(
        method="GET", path=f"{_PARTY}/history", name="historyOfParty",
        summary="Every version of a recipient", verb=history, scope=SCOPE, gives=PartyHistory,
    ),
    Endpoint(
        method="POST", path=f"{_PARTY}/suspension", name="suspendParty",
        summary="Let a recipient receive nothing for now", verb=suspended, scope=SCOPE,
        takes=Because, gives=Party,
    ),
    Endpoint(
        method="POST", path=f"{_PARTY}/resumption", name="resumeParty",
        summary="Let a suspended recipient receive again", verb=resumed, scope=SCOPE,
        takes=Because, gives=Party,
    ),
    Endpoint(
        method="POST", path=f"{_PARTY}/end", name="endParty", summary="End a recipient for good",
        verb=ended, scope=SCOPE, takes=Because, gives=Party,
    ),
    Endpoint(
        method="POST", path=f"{_PARTY}/merger", name="mergeParty",
        summary="Note that a recipient became part of another", verb=merged, scope=SCOPE,
        takes=Merging, gives=Party,
    ),
    Endpoint(
        method="POST", path=f"{_PARTY}/keys", name="addPartyKey",
        summary="Add a public key that packages are sealed to", verb=key_added, scope=SCOPE,
        takes=NewKey, gives=PublicKey, status=201,
    ),
    Endpoint(
        method="POST", path=_PARTY + "/keys/{key}/revocation", name="revokePartyKey",
        summary="Revoke a public key", verb=key_revoked, scope=SCOPE,
        gives=PartyKeys,
    ),
    Endpoint(
        method="POST", path=f"{_PARTY}/papers", name="filePaper",
        summary="File a paper of a recipient", verb=paper_filed, scope=SCOPE, takes=NewPaper,
        gives=Paper, status=201,
    ),
    Endpoint(
        method="POST", path=_PARTY + "/papers/{paper}/withdrawal", name="withdrawPaper",
        summary="Withdraw a paper that was filed in error", verb=paper_withdrawn, scope=SCOPE,
        gives=PartyPapers,
    ),
    Endpoint(
        method="GET", path=f"{_PARTY}/files", name="listEvidenceFiles",
        summary="Evidence files about a recipient", verb=files_listed, scope=SCOPE,
        gives=EvidenceFiles,
    ),
    Endpoint(
        method="POST", path=f"{_PARTY}/files", name="keepEvidenceFile",
        summary="Keep an evidence file, sealed", verb=file_kept, scope=SCOPE, query=OfMedia,
        gives=EvidenceFile, status=201, streams=True,
    ),
    Endpoint(
        method="GET", path=_PARTY + "/files/{file}", name="openEvidenceFile",
        summary="The content of an evidence file; that it was opened is on record",
        verb=file_opened, scope=SCOPE, media=OCTETS,
    ),
)  # fmt: skip
