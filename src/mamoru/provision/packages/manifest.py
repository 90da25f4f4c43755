"""What a recipient gets beside the sealed files, and can check: a signed note (C2SP signed-note).

It holds nothing of anybody: the files with their hashes, how many people, under which clause, and
until when. The key that signs is one for packages alone, so that nothing signed for a recipient can
be taken for a checkpoint of the ledger. That the ledger commits to it, its proof shows.
"""

from datetime import UTC, datetime
from hashlib import sha256

import msgspec
from django.conf import settings

from mamoru.ledger.signing import open_signer
from mamoru.ledger.tree.notes import Signer
from mamoru.parties.party import Party
from mamoru.provision.packages.files import directory
from mamoru.provision.packages.models import HandOver, Part

NAME = "manifest.note"
PROOF = "proof.json"
TITLE = "mamoru hand-over 1"


class Listed(msgspec.Struct, frozen=True, kw_only=True):
    """One file of a package."""

    name: str
    sha256: str
    size: int
    people: int


class Manifest(msgspec.Struct, frozen=True, kw_only=True):
    """What is in a package, for whom, and why."""

    hand: str
    request: str
    """What the ledger's entries about it have alike."""
    controller: str
    party: str
    party_name: str
    party_version: int
    act: str
    case: str
    """Clauses and articles that allow it."""
    purpose: str | None
    items: tuple[str, ...]
    people: int
    format: str
    cipher: str
    key: str
    """Fingerprint of the key that it is sealed to."""
    decided_by: str
    """Versions and hashes of the policy and the law."""
    made_at: datetime
    expires_at: datetime
    files: tuple[Listed, ...]


def signer() -> Signer:
    """Return who signs manifests, made on first use."""
    return open_signer(directory() / "signing", f"{settings.ORIGIN}/hand-overs")


def vkey() -> str:
    """Return the key that manifests are verified with, in note format."""
    return signer().verifier.vkey


def manifest_of(row: HandOver, party: Party, controller: str) -> Manifest:
    """Return the manifest of a package as it is now."""
    parts = Part.objects.filter(hand=row).order_by("number")
    return Manifest(
        hand=row.ref, request=row.request, controller=controller, party=party.ref,
        party_name=party.name, party_version=party.version, act=row.act, case=row.case,
        purpose=row.purpose, items=tuple(row.fields), people=row.people, format=row.format,
        cipher=row.cipher, key=row.fingerprint, decided_by=row.token,
        made_at=(row.begun_at or row.created_at).astimezone(UTC),
        expires_at=row.expires_at.astimezone(UTC),
        files=tuple(
            Listed(name=one.name, sha256=one.sha256, size=one.size, people=one.people)
            for one in parts
        ),
    )  # fmt: skip


def signed(manifest: Manifest) -> str:
    """Return the manifest as a signed note: its title, the manifest in JSON, the signature."""
    text = msgspec.json.format(msgspec.json.encode(manifest), indent=1).decode()
    return signer().sign(f"{TITLE}\n{text}\n")


def digest(note: str) -> str:
    """Return the SHA-256 of a manifest with its signature, which the ledger commits to."""
    return sha256(note.encode()).hexdigest()
