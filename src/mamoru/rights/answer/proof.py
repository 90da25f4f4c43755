"""A certificate that something was corrected, stopped or erased, which anybody can check offline.

It states what was done, with a salt; the ledger's entry of the deed holds the SHA-256 of that
statement, and the proof (C2SP tlog-proof) shows that the ledger holds the entry. Pure: no database.
"""

from datetime import datetime
from hashlib import sha256
from typing import Any

import msgspec

from mamoru.errors import IntegrityError
from mamoru.ledger.entries import RequestChanged, decode
from mamoru.ledger.errors import EntryMalformedError
from mamoru.ledger.tree.receipts import check_receipt, parse_receipt

LIMIT = 1 << 20
"""Bytes of the longest certificate."""
FORMAT = "mamoru-request-certificate/1"
_encode = msgspec.json.Encoder(order="sorted").encode


class CertificateBrokenError(IntegrityError):
    """A certificate does not hold."""

    code = "certificate-broken"
    ja = "証明書のうち「{part}」が台帳と合いません。"
    en = "The part {part!r} of the certificate does not agree with the ledger."


class RowsKept(msgspec.Struct, frozen=True, kw_only=True):
    """Rows that the law keeps in a system."""

    clock: str
    last_day: str | None
    rows: int


class SystemDone(msgspec.Struct, frozen=True, kw_only=True):
    """What was done in one of the company's databases."""

    system: str
    map_version: str
    problem: str
    """Why nobody could be looked for there; empty where somebody could."""
    counts: dict[str, int]
    kept: tuple[RowsKept, ...]


class Statement(msgspec.Struct, frozen=True, kw_only=True):
    """What was done, without anything of the person."""

    format: str = FORMAT
    salt: str
    request: str
    kind: str
    outcome: str
    items: tuple[str, ...]
    """Items that were touched; none where it was everything."""
    counts: dict[str, int]
    pseudonym: str | None
    """By which the ledger named the person who was erased."""
    carried_out_at: datetime
    policy_version: str
    systems: tuple[SystemDone, ...] = ()
    """The company's databases, each read back."""

    @property
    def digest(self) -> str:
        """Return the SHA-256 that the ledger's entry holds."""
        return sha256(_encode(self)).hexdigest()


class Proved(msgspec.Struct, frozen=True, kw_only=True):
    """A statement with its entry, and proof that the ledger holds that."""

    statement: Statement
    entry: str
    """The canonical bytes of the ledger's entry."""
    inclusion: str
    """That the ledger holds it (C2SP tlog-proof)."""


class CheckedCertificate(msgspec.Struct, frozen=True, kw_only=True):
    """What a certificate says, once it has been checked."""

    statement: Statement
    index: int
    origin: str


def written(proved: Proved) -> bytes:
    """Return the certificate as a file, always the same bytes."""
    return msgspec.json.format(_encode(proved), indent=2) + b"\n"


def check(raw: bytes, vkey: str) -> CheckedCertificate:
    """Return what a certificate says, if the ledger of `vkey` holds what commits to it.

    1. It has its form, to the byte. 2. The entry is canonical, and of this request. 3. It holds the
    hash of the statement. 4. The ledger holds the entry, under a checkpoint signed by `vkey`.
    Raises `CertificateBrokenError`, or the `IntegrityError` of the ledger's proof.
    """
    try:
        proved = msgspec.json.decode(raw, type=Proved)
    except (msgspec.MsgspecError, UnicodeDecodeError):
        raise CertificateBrokenError(part="form") from None
    statement = proved.statement
    if written(proved) != raw or statement.format != FORMAT:
        raise CertificateBrokenError(part="form")
    place = parse_receipt(proved.inclusion)
    try:
        entry: Any = decode(proved.entry.encode(), place.index)
    except EntryMalformedError:
        raise CertificateBrokenError(part="entry") from None
    if not isinstance(entry, RequestChanged) or (entry.name, entry.change) != (
        statement.request, "carried_out",
    ):  # fmt: skip
        raise CertificateBrokenError(part="entry")
    if entry.manifest != statement.digest:
        raise CertificateBrokenError(part="statement")
    checkpoint = check_receipt(proved.inclusion, proved.entry.encode(), vkey)
    if str(place) != proved.inclusion:
        raise CertificateBrokenError(part="inclusion")
    return CheckedCertificate(statement=statement, index=place.index, origin=checkpoint.origin)
