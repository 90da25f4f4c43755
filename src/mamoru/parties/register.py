"""Writing the register: each change of a party is a further version, and the old ones stay.

What is here runs in the caller's transaction and knows nothing of who may do it.
"""

import re
from collections.abc import Iterable
from datetime import date, datetime
from secrets import token_hex
from typing import Annotated, Any

import msgspec
from django.db import IntegrityError, transaction
from phonenumbers import SUPPORTED_REGIONS

from mamoru.parties.errors import (
    InvalidPartyError,
    KeyTakenError,
    PartyChangedError,
    PartyEndedError,
    UnknownEvidenceError,
    UnknownKeyError,
    UnknownPaperError,
)
from mamoru.parties.keys import ReadKey
from mamoru.parties.models import (
    PaperFile,
    PartyJointUse,
    PartyKey,
    PartyPaper,
    PartyVersion,
)
from mamoru.parties.papers import CLAUSES, KINDS, Paper
from mamoru.parties.papers import Kind as PaperKind
from mamoru.parties.party import ROLES, Country, KeyKind, Kind, Party, PublicKey
from mamoru.parties.queries import key_of, newest, paper_of, party_of

COUNTRIES = frozenset(SUPPORTED_REGIONS) | frozenset(["AQ", "BV", "GS", "HM", "PN", "TF", "UM"])
"""ISO 3166-1: those with telephone numbers, as the library has them, and those without any."""
_MAIL = re.compile(r"[^@\s]{1,64}@[^@\s]{1,190}")
Name = Annotated[str, msgspec.Meta(min_length=1, max_length=200)]
Address = Annotated[str, msgspec.Meta(max_length=400)]
Text = Annotated[str, msgspec.Meta(max_length=200)]
File = Annotated[str, msgspec.Meta(pattern=r"^f_[0-9a-f]{32}$(?!\n)")]
"""Name of an evidence file."""
_Pair = Annotated[tuple[Name, ...], msgspec.Meta(min_length=2, max_length=2)]
Subprocessors = Annotated[tuple[_Pair, ...], msgspec.Meta(max_length=200)]
"""Name and country of each."""
Storage = Annotated[tuple[Country, ...], msgspec.Meta(max_length=50)]


class NewParty(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A party as it is registered."""

    kind: Kind
    word: Annotated[str, msgspec.Meta(max_length=64)] | None = None
    """What the policy calls it; needed where it has several words for this kind."""
    name: Name
    address: Address = ""
    representative: Text = ""
    is_corporation: bool = True
    country: Country = "JP"
    storage: Storage = ()
    subprocessors: Subprocessors = ()
    contact: Text = ""


class PartyChanges(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What changed of a party; `None` is what stays."""

    name: Name | None = None
    address: Address | None = None
    representative: Text | None = None
    country: Country | None = None
    storage: Storage | None = None
    subprocessors: Subprocessors | None = None
    contact: Text | None = None


class NewPaper(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A paper as it is filed."""

    kind: PaperKind
    number: Text = ""
    from_: date = msgspec.field(name="from")
    until: date | None = None
    clauses: tuple[Annotated[str, msgspec.Meta(max_length=64)], ...] = ()
    file: File | None = None


class JointBounds(msgspec.Struct, frozen=True, kw_only=True):
    """What a statement of joint use lets each of its users have."""

    joint: str
    """Key of the joint use."""
    statement: int
    """Its number."""
    items: tuple[str, ...]
    purposes: tuple[str, ...]


def register(new: NewParty, word: str, *, by: str, now: datetime) -> Party:
    """Add a party; raises `InvalidPartyError`."""
    _check(new.contact, (new.country, *new.storage, *(one for _, one in new.subprocessors)))
    given = msgspec.structs.asdict(new) | {"word": word}
    row = PartyVersion.objects.create(
        ref=f"party_{token_hex(8)}", version=1, status="active", merged_into=None,
        change="registered", reason="", by=by, since=now, **given,
    )  # fmt: skip
    return party_of(row)


def change(
    ref: str, changes: PartyChanges, *, expected: int | None, by: str, now: datetime
) -> Party:
    """Note what changed; a party that was renamed stays the same party.

    Raises `UnknownPartyError`, `PartyChangedError`, `PartyEndedError`, `InvalidPartyError`.
    """
    given = {
        item: value for item, value in msgspec.structs.asdict(changes).items() if value is not None
    }
    countries = [*given.get("storage", ()), *(one for _, one in given.get("subprocessors", ()))]
    _check(given.get("contact", ""), [*countries, *filter(None, [given.get("country")])])
    what = "renamed" if "name" in given else "changed"
    return _next(_open(ref, expected), what, by=by, now=now, **given)


def suspend(ref: str, *, reason: str, by: str, now: datetime) -> Party:
    """Let a party receive nothing until it is resumed."""
    return _next(_open(ref), "suspended", by=by, now=now, reason=reason, status="suspended")


def resume(ref: str, *, reason: str, by: str, now: datetime) -> Party:
    """Let a suspended party receive again, as far as its papers allow."""
    return _next(_open(ref), "resumed", by=by, now=now, reason=reason, status="active")


def end(ref: str, *, reason: str, by: str, now: datetime) -> Party:
    """End a party for good; nothing of it changes any more."""
    return _next(_open(ref), "ended", by=by, now=now, reason=reason, status="ended")


def merge(ref: str, into: str, *, reason: str, by: str, now: datetime) -> Party:
    """Note that a party became part of another, which is a party of its own with its own papers.

    What people agreed to was this recipient: their consent does not pass to the other (APPI 27(1)).
    Its keys are revoked, so that nothing is sealed to them any more.
    """
    row, other = _open(ref), _open(into)
    if row.ref == other.ref:
        raise invalid("into", "同じ提供先です", "it is the same party")
    PartyKey.objects.filter(party=ref, revoked_at=None).update(revoked_at=now)
    return _next(
        row, "merged", by=by, now=now, reason=reason, status="ended", merged_into=other.ref
    )


def add_key(ref: str, kind: KeyKind, key: ReadKey, *, until: datetime | None, by: str,
            now: datetime) -> PublicKey:  # fmt: skip
    """Add a key; it ends at `until` if that is before its own end.

    Raises `UnknownPartyError`, `PartyEndedError`, `KeyTakenError`, `InvalidPartyError`.
    """
    _open(ref)
    if until is not None and until <= now:
        raise invalid("until", "過ぎた日時です", "it is past")
    ends = min((end for end in (key.expires_at, until) if end is not None), default=None)
    try:
        with transaction.atomic():
            row = PartyKey.objects.create(
                ref=f"key_{token_hex(8)}", party=ref, kind=kind, text=key.text,
                fingerprint=key.fingerprint, valid_from=now, expires_at=ends, by=by,
            )  # fmt: skip
    except IntegrityError:
        raise KeyTakenError from None
    return key_of(row)


def revoke_key(ref: str, key: str, *, now: datetime) -> None:
    """Revoke a key of a party; raises `UnknownKeyError`."""
    if not PartyKey.objects.filter(party=ref, ref=key, revoked_at=None).update(revoked_at=now):
        raise UnknownKeyError(party=ref)


def file_paper(
    ref: str, new: NewPaper, *, by: str, now: datetime, bounds: JointBounds | None = None
) -> Paper:
    """File a paper; a statement of joint use bounds what the party may have from then on.

    Raises `UnknownPartyError`, `PartyEndedError`, `InvalidPartyError`, `UnknownEvidenceError`.
    """
    row = _open(ref)
    if new.until is not None and new.until < new.from_:
        raise invalid("until", "始まりより前です", "it is before the beginning")
    unknown = [one for one in new.clauses if one not in CLAUSES]
    if unknown or new.kind not in KINDS:
        raise invalid("clauses", "定めの名前が正しくありません", "there is no such clause")
    if new.file is not None and not PaperFile.objects.filter(name=new.file, party=ref).exists():
        raise UnknownEvidenceError
    made = PartyPaper.objects.create(
        ref=f"paper_{token_hex(8)}", party=row.ref, kind=new.kind, number=new.number,
        from_day=new.from_, until=new.until, clauses=list(new.clauses), file=new.file, by=by,
        noted_at=now,
    )  # fmt: skip
    if bounds is not None:
        PartyJointUse.objects.create(
            paper=made.ref, party=ref, joint=bounds.joint, statement=bounds.statement,
            items=sorted(bounds.items), purposes=sorted(bounds.purposes),
        )  # fmt: skip
    return paper_of(made)


def withdraw_paper(ref: str, paper: str, *, now: datetime) -> None:
    """Withdraw a paper that was filed in error; raises `UnknownPaperError`."""
    standing = PartyPaper.objects.filter(party=ref, ref=paper, withdrawn_at=None)
    if not standing.update(withdrawn_at=now):
        raise UnknownPaperError


def word_of(kind: str, named: str | None, words: dict[str, str]) -> str:
    """Return the policy's word for a party of this kind; `words` are all with their roles.

    Raises `InvalidPartyError` where the word is none of this kind, or several would do.
    """
    fitting = sorted(word for word, role in words.items() if role == ROLES[kind])
    if named is None and len(fitting) == 1:
        return fitting[0]
    if named not in fitting:
        known = ", ".join(fitting) or "—"
        raise invalid("word", f"次のいずれかです: {known}", f"it is one of: {known}")
    return named


def invalid(item: str, ja: str, en: str) -> InvalidPartyError:
    """Return the error that says what is wrong with an item."""
    return InvalidPartyError(item=item, reason_ja=ja, reason_en=en)


def _check(contact: str, countries: Iterable[str]) -> None:
    if contact and not _MAIL.fullmatch(contact):
        raise invalid("contact", "メールアドレスではありません", "it is no mail address")
    if not COUNTRIES.issuperset(countries):
        raise invalid("country", "ISO 3166-1 の国ではありません", "it is no country of ISO 3166-1")


def _open(ref: str, expected: int | None = None) -> PartyVersion:
    row = newest(ref)
    if row.status == "ended":
        raise PartyEndedError(party=ref)
    if expected is not None and expected != row.version:
        raise PartyChangedError(party=ref, version=row.version)
    return row


def _next(
    row: PartyVersion, what: str, *, by: str, now: datetime, reason: str = "", **changes: object
) -> Party:
    """Add the next version; two that are made at once collide, and one is told so."""
    kept: dict[str, Any] = {
        field.name: getattr(row, field.name)
        for field in PartyVersion._meta.concrete_fields  # noqa: SLF001 - Django's way to list them
        if not field.primary_key
    }
    kept |= changes
    kept |= {"version": row.version + 1, "change": what, "by": by, "since": now, "reason": reason}
    try:
        with transaction.atomic():
            return party_of(PartyVersion.objects.create(**kept))
    except IntegrityError:
        raise PartyChangedError(party=row.ref, version=row.version + 1) from None
