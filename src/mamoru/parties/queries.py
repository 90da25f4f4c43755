"""Everything that is read of the register."""

from collections.abc import Iterable, Sequence
from datetime import datetime

import msgspec
from django.db.models import Exists, OuterRef, QuerySet

from mamoru.parties.errors import UnknownPaperError, UnknownPartyError
from mamoru.parties.models import PaperFile, PartyKey, PartyPaper, PartyVersion
from mamoru.parties.papers import Paper
from mamoru.parties.party import Party, PublicKey


class PartyChange(msgspec.Struct, frozen=True, kw_only=True):
    """A version of a party, with what made it."""

    party: Party
    change: str
    reason: str
    by: str


def party(ref: str) -> Party:
    """Return a party as it stands now; raises `UnknownPartyError`."""
    return party_of(newest(ref))


def newest(ref: str) -> PartyVersion:
    """Return the row of a party's present version; raises `UnknownPartyError`."""
    row = PartyVersion.objects.filter(ref=ref).order_by("-version").first()
    if row is None:
        raise UnknownPartyError
    return row


def party_at(ref: str, at: datetime) -> Party:
    """Return a party as the register had it at a moment; raises `UnknownPartyError`."""
    row = PartyVersion.objects.filter(ref=ref, since__lte=at).order_by("-version").first()
    if row is None:
        raise UnknownPartyError
    return party_of(row)


def history(ref: str) -> tuple[PartyChange, ...]:
    """Return every version of a party, the first first; raises `UnknownPartyError`."""
    rows = list(PartyVersion.objects.filter(ref=ref).order_by("version"))
    if not rows:
        raise UnknownPartyError
    return tuple(
        PartyChange(party=party_of(row), change=row.change, reason=row.reason, by=row.by)
        for row in rows
    )


def present() -> QuerySet[PartyVersion]:
    """Return the rows of parties as they stand now, for a list that goes through them by key."""
    newer = PartyVersion.objects.filter(ref=OuterRef("ref"), version__gt=OuterRef("version"))
    return PartyVersion.objects.filter(~Exists(newer))


def parties(kind: str | None = None) -> tuple[Party, ...]:
    """Return every party as it stands now, or those of one kind, by name."""
    rows = present() if kind is None else present().filter(kind=kind)
    return tuple(sorted(map(party_of, rows), key=lambda one: (one.name, one.ref)))


def keys(ref: str) -> tuple[PublicKey, ...]:
    """Return every key that a party has or had, the first first."""
    return tuple(map(key_of, PartyKey.objects.filter(party=ref).order_by("valid_from", "pk")))


def key_for(ref: str, at: datetime, *, kind: str | None = None) -> PublicKey | None:
    """Return the key to seal a party's packages to at `at`: of several, the one added last."""
    valid = [one for one in keys(ref) if one.is_valid(at) and kind in (None, one.kind)]
    return valid[-1] if valid else None


def papers(ref: str, *, withdrawn: bool = False) -> tuple[Paper, ...]:
    """Return the papers of a party, the first first; withdrawn ones only if asked for."""
    rows = PartyPaper.objects.filter(party=ref).order_by("from_day", "pk")
    return tuple(paper_of(row) for row in rows if withdrawn or row.withdrawn_at is None)


def paper(ref: str) -> Paper:
    """Return one paper that was not withdrawn; raises `UnknownPaperError`."""
    row = PartyPaper.objects.filter(ref=ref, withdrawn_at=None).first()
    if row is None:
        raise UnknownPaperError
    return paper_of(row)


def known_files(names: Iterable[str]) -> Sequence[str]:
    """Return those of `names` that are contents of evidence files."""
    return list(PaperFile.objects.filter(name__in=list(names)).values_list("name", flat=True))


def party_of(row: PartyVersion) -> Party:
    """Return a row as a value."""
    return Party(
        ref=row.ref, kind=row.kind, word=row.word, name=row.name,  # type: ignore[arg-type]  # checked when it was kept
        address=row.address, representative=row.representative,
        is_corporation=row.is_corporation, country=row.country, storage=tuple(row.storage),
        subprocessors=tuple((name, country) for name, country in row.subprocessors),
        contact=row.contact, status=row.status, merged_into=row.merged_into,  # type: ignore[arg-type]  # likewise
        version=row.version, since=row.since,
    )  # fmt: skip


def key_of(row: PartyKey) -> PublicKey:
    """Return a row as a value."""
    return PublicKey(
        ref=row.ref, party=row.party, kind=row.kind, text=row.text,  # type: ignore[arg-type]  # checked when it was kept
        fingerprint=row.fingerprint, valid_from=row.valid_from, expires_at=row.expires_at,
        revoked_at=row.revoked_at,
    )  # fmt: skip


def paper_of(row: PartyPaper) -> Paper:
    """Return a row as a value."""
    return Paper(
        ref=row.ref, party=row.party, kind=row.kind, number=row.number,  # type: ignore[arg-type]  # checked when it was kept
        from_=row.from_day, until=row.until, clauses=tuple(row.clauses), file=row.file,
    )  # fmt: skip
