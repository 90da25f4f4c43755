"""Publishing a draft (clause 12): itself a handling, decided by the text in force.

How the draft differs is found out first, which can take long. Then, in one transaction with no
other under way:

1. the draft follows the text it was compared with, and takes effect neither in the past nor before
   a text published earlier; 2. it does not contradict itself; 3. its difference says how important
   it is, and from which day it can take effect; 4. the text in force decides whether it may be
   amended like this, with the approval and the announcement as evidence; 5. the text is published,
   with what of it waits for agreement; 6. the letter about it waits in the outbox.

Whatever stops in between leaves the texts as they were.
"""

from collections.abc import Mapping
from datetime import date, datetime
from typing import NamedTuple

import msgspec

from mamoru.errors import MamoruError
from mamoru.gate.asking import Asker, Wish
from mamoru.gate.door import Door
from mamoru.gate.editions import Edition, Widening, put
from mamoru.gate.everybody import held, last_number
from mamoru.gate.judge import check_references, judge
from mamoru.gate.looking import looking
from mamoru.gate.record import note
from mamoru.gate.shelf import read
from mamoru.gate.transaction import Record
from mamoru.ledger.changes import Weight
from mamoru.notices.difference import (
    awaiting,
    awaiting_still,
    check_lead,
    compared,
    fingerprint,
    is_announced_in_time,
)
from mamoru.notices.draft import check_follows
from mamoru.notices.errors import (
    BaseMovedError,
    DraftExistsError,
    EffectiveInPastError,
    EffectiveOrderError,
)
from mamoru.notices.letter import letter_about, purpose_of
from mamoru.notices.listing import open_draft
from mamoru.notices.models import Announcement, Draft
from mamoru.notices.owed import notices_owed
from mamoru.outbox.enqueue import enqueue
from mamoru.outbox.letters import NewLetter
from mamoru.policy.diff.difference import Difference
from mamoru.policy.handling import Decision, Outcome
from mamoru.policy.model import Policy
from mamoru.policy.moment import tokyo_day

MINOR = "minor_change"
"""The fact of a policy that distinguishes changes which are not announced one by one."""


class Publication(msgspec.Struct, frozen=True, kw_only=True):
    """A published text, how it differs, and the decision that allowed it."""

    version: str
    in_force_from: datetime
    weight: str
    difference: Difference
    decision: Decision
    is_announced_by_mail: bool


def publish(
    door: Door, asker: Asker, version: str, *, approved: str, minor: str | None = None,
    text_hash: str | None = None,
) -> Publication:  # fmt: skip
    """Publish the draft of `version`, and return how it differs and what allowed it.

    `approved` is where the approval is kept, `minor` where the assessment is that the change is a
    minor one, counting only if no rule finds it important, `text_hash` which draft is meant.

    Raises `UnknownDraftError`, `DraftExistsError`, `BaseMovedError`, `EffectiveInPastError`,
    `EffectiveOrderError`, `DraftContradictsError`, `RevisionTooSoonError`, `HandlingRefusedError`
    and its kinds.
    """
    shown = {"approved": approved, MINOR: minor}
    check_references(shown)
    wish = Wish(act="amend")

    seen = _seen(door, version)

    def unit(record: Record) -> Publication | Decision:
        draft, now = _expected(version, text_hash), door.clock()
        new, found = seen.new, seen.found
        check_order(door, new, draft, now)
        if found is None or draft.text_hash != new.text_hash:
            raise BaseMovedError(latest=door.shelf.editions[-1].version)
        check_lead(new, found, tokyo_day(now))
        asked = msgspec.structs.replace(wish, grounds=_grounds(door, new, found, shown, now))
        decision = _decided(door, record, asker, asked, now)
        if decision.outcome is not Outcome.ALLOW:
            return decision
        purpose = purpose_of(door.shelf.policy(now)) if found.importance else None
        edition, is_announced = _put(record, seen, draft, found, purpose, now)
        return Publication(
            version=new.version, in_force_from=edition.in_force_from, weight=_weight(found),
            difference=found, decision=decision, is_announced_by_mail=is_announced,
        )  # fmt: skip

    done, _ = door.run(asker, wish, unit, is_alone=True)
    door.look_again()
    return done


def _expected(version: str, text_hash: str | None) -> Draft:
    """Return the draft of a version; raises `DraftExistsError` where another took its place."""
    draft = open_draft(version)
    if text_hash not in (None, draft.text_hash):
        raise DraftExistsError(version=version)
    return draft


class _Seen(NamedTuple):
    """A draft, and how it differs from the text it was compared with, if that is the last one."""

    old: Policy
    new: Policy
    found: Difference | None = None
    awaits: tuple[Widening, ...] = ()


def _seen(door: Door, version: str) -> _Seen:
    """Compare a draft while others go on; what is published meanwhile is seen afterwards."""
    door.look_again()
    with looking():
        draft = open_draft(version)
    new, published = read(bytes(draft.text)), door.shelf.editions
    old = read(published[-1].text)
    try:
        check_order(door, new, draft, door.clock())
    except MamoruError:
        return _Seen(old, new)  # it is said once nothing else can be published
    found = compared(old, new)
    return _Seen(old, new, found, (*awaiting(found), *awaiting_still(new, published)))


def check_order(door: Door, new: Policy, draft: Draft, now: datetime) -> None:
    """Raise what keeps a draft from being the next text."""
    latest = door.shelf.editions[-1]
    if draft.base_hash != latest.text_hash:
        raise BaseMovedError(latest=latest.version)
    check_follows(new, door.shelf.editions)
    today, day = tokyo_day(now), date.fromisoformat(new.effective_from)
    if day < today:
        raise EffectiveInPastError(day=day.isoformat(), today=today.isoformat())
    if day < tokyo_day(latest.in_force_from):
        raise EffectiveOrderError(
            day=day.isoformat(), latest=tokyo_day(latest.in_force_from).isoformat()
        )


def _grounds(
    door: Door, new: Policy, found: Difference, shown: Mapping[str, str | None], now: datetime
) -> dict[str, str | None]:
    grounds: dict[str, str | None] = {"approved": shown["approved"]}
    if is_announced_in_time(date.fromisoformat(new.effective_from), tokyo_day(now)):
        grounds["announced"] = f"publication:{new.id}:{new.version}"
    if shown[MINOR] and not found.importance and MINOR in door.shelf.policy(now).facts:
        grounds[MINOR] = shown[MINOR]
    return grounds


def _decided(door: Door, record: Record, asker: Asker, wish: Wish, now: datetime) -> Decision:
    book = door.shelf.book(now)
    decision, basis = judge(book, wish, [(None, None)], at=now)
    note(record, book, asker, wish, (), decision, at=now, count=0, basis=basis)
    return decision


def _weight(found: Difference) -> Weight:
    return "important" if found.importance else "minor"


def _put(
    record: Record,
    seen: _Seen,
    draft: Draft,
    found: Difference,
    purpose: str | None,
    now: datetime,
) -> tuple[Edition, bool]:
    """Publish the text; tell whether a letter about it waits in the outbox.

    It is sent before the new text binds, so `purpose` is one of the text in force. A policy without
    a purpose for important notices lets nobody be written to: then there is no letter.
    """
    edition, entry = put(
        seen.new, bytes(draft.text), at=now, weight=_weight(found), awaits=seen.awaits,
        difference=fingerprint(found),
    )  # fmt: skip
    letter = letter_about(seen.old, seen.new, found, edition.number, purpose) if purpose else None
    owed = notices_owed(
        found, edition.in_force_from, people=held(), by_mail=letter is not None, now=now
    )
    record.add(entry, duties=owed)
    if letter is not None:
        _announce(record, letter, edition, now)
    draft.state, draft.settled_at = "published", now
    draft.save(update_fields=["state", "settled_at"])
    return edition, letter is not None


def _announce(record: Record, letter: NewLetter, edition: Edition, now: datetime) -> None:
    """Let the letter wait in the outbox, for whoever is held now."""
    number = enqueue(letter, (), now=now)
    made = Announcement.objects.create(
        edition=edition.number, letter=number, key=letter.key, last=last_number()
    )
    record.tell(lambda ticket: Announcement.objects.filter(pk=made.pk).update(ticket=ticket))
