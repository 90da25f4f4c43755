"""Publishing a statement of joint use: checked, kept, on record, and shown for each partner."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from hashlib import sha256

import msgspec

from mamoru.gate.asking import Asker
from mamoru.gate.door import Door
from mamoru.gate.transaction import Record
from mamoru.law.calendar import tokyo_day
from mamoru.ledger.entries import SystemChanged
from mamoru.parties import queries
from mamoru.parties.papers import Kind
from mamoru.parties.register import JointBounds, NewPaper
from mamoru.provision.joint.errors import (
    StatementInvalidError,
    StatementUnchangedError,
    UnknownJointUseError,
)
from mamoru.provision.joint.models import JointStatement
from mamoru.provision.joint.statement import Statement, changed, is_late, problems, untimely
from mamoru.provision.parties import register

PAPER: Kind = "joint_use_statement"
"""What the register of parties files of a statement; joint use with nobody goes without it."""
_encoder = msgspec.json.Encoder(order="sorted")


class PublishedStatement(msgspec.Struct, frozen=True, kw_only=True):
    """A statement that was published. Its number is its version."""

    number: int
    statement: Statement
    text_hash: str
    policy_version: str
    published_at: datetime
    is_late: bool
    """Whether changed particulars were published later than without delay (APPI 27(6))."""
    changed: tuple[str, ...]
    """What differs from the statement before, by the kinds that the article tells apart."""


def publish(door: Door, asker: Asker, new: Statement) -> PublishedStatement:
    """Publish a statement, and record it; from its day on it is the one in force.

    Each user has it among their papers then, and whoever is no longer one is taken out at once.
    Raises `StatementInvalidError` with every reason, `StatementUnchangedError`.
    """

    def unit(record: Record) -> PublishedStatement:
        now = door.clock()
        book = door.shelf.book(now)
        before = _last(new.key)
        old = statement_of(before) if before else None
        text = _encoder.encode(new)
        if before is not None and before.text_hash == sha256(text).hexdigest():
            raise StatementUnchangedError(number=before.pk)
        parties = {one.ref: one for one in queries.parties("joint_user")}
        present = _present(new.key, tokyo_day(now)) or old
        found = [*problems(new, book, parties, now), *untimely(present, new, now)]
        if found:
            raise StatementInvalidError(found)
        row = JointStatement.objects.create(
            key=new.key, content=text, text_hash=sha256(text).hexdigest(),
            policy_version=book.policy.version, in_force_from=new.in_force_from, published_at=now,
            is_late=is_late(new, now), caller=asker.system,
        )  # fmt: skip
        _file(record, asker, row, old, now)
        record.add(
            SystemChanged(
                at=now, change="joint_use_published", system=asker.system, text=row.text_hash
            )
        )
        return _shown(row, old)

    return door.writer.run(unit)[0]


def _file(
    record: Record, asker: Asker, row: JointStatement, old: Statement | None, now: datetime
) -> None:
    """File the statement with each of its users; those of before who are none lose theirs."""
    new = statement_of(row)
    for ref in sorted({*(old.partners if old else ()), *new.partners}):
        for paper in queries.papers(ref):
            is_ours = paper.kind == PAPER and paper.number.startswith(f"{new.key}:")
            if ref not in new.partners and is_ours:
                register.withdrawn(record, asker, ref, paper.ref, now)
    bounds = JointBounds(
        joint=new.key, statement=row.pk, items=new.items,
        purposes=tuple(one.id for one in new.purposes),
    )  # fmt: skip
    paper_of = NewPaper(
        kind=PAPER, number=f"{new.key}:{row.pk}", from_=new.in_force_from, until=new.until
    )
    for ref in new.partners:
        register.filed(record, asker, ref, paper_of, now, bounds=bounds)


def every(key: str | None = None) -> Sequence[PublishedStatement]:
    """Return what was published, of one joint use or of all, the latest last."""
    rows = JointStatement.objects.order_by("pk")
    found: list[PublishedStatement] = []
    before: dict[str, Statement] = {}
    for row in rows:
        if key in (None, row.key):
            found.append(_shown(row, before.get(row.key)))
            before[row.key] = statement_of(row)
    return found


def in_force(key: str, on: date) -> PublishedStatement:
    """Return the statement that is in force on a day; raises `UnknownJointUseError`.

    Where the last that has begun is over, none is: an earlier one does not come back.
    """
    found = [one for one in every(key) if one.statement.in_force_from <= on]
    if not found or found[-1].statement.is_over(on):
        raise UnknownJointUseError
    return found[-1]


def known(at: datetime) -> Iterator[tuple[PublishedStatement | None, list[PublishedStatement]]]:
    """Yield of each joint use the statement in force, if any is, and those to come."""
    today = tokyo_day(at)
    published = every()
    for key in dict.fromkeys(one.statement.key for one in published):
        own = [one for one in published if one.statement.key == key]
        begun = [one for one in own if one.statement.in_force_from <= today]
        now = [one for one in begun[-1:] if not one.statement.is_over(today)]
        yield (now[0] if now else None), [one for one in own if one not in begun]


def statement_of(row: JointStatement) -> Statement:
    """Return what a row says."""
    return msgspec.json.decode(bytes(row.content), type=Statement)


def _present(key: str, on: date) -> Statement | None:
    """Return the version that is in force on a day, which need not be the one published last."""
    try:
        return in_force(key, on).statement
    except UnknownJointUseError:
        return None


def _last(key: str) -> JointStatement | None:
    return JointStatement.objects.filter(key=key).order_by("-pk").first()


def _shown(row: JointStatement, old: Statement | None) -> PublishedStatement:
    new = statement_of(row)
    return PublishedStatement(
        number=row.pk, statement=new, text_hash=row.text_hash, policy_version=row.policy_version,
        published_at=row.published_at, is_late=row.is_late,
        changed=tuple(sorted(changed(old, new))) if old else (),
    )  # fmt: skip
