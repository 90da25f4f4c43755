"""Publishing a draft (clause 12): itself a handling, decided by the text in force.

In one transaction, with no other under way:

1. the draft follows the text it was compared with, and takes effect neither in the past nor before
   a text published earlier; 2. it does not contradict itself; 3. its difference says how important
   it is, and from which day it can take effect; 4. the text in force decides whether it may be
   amended like this, with the approval and the announcement as evidence; 5. the text is published,
   with what of it waits for agreement; 6. the letter about it waits in the outbox.

Whatever stops in between leaves the texts as they were.
"""

from collections.abc import Mapping
from datetime import date, datetime

import msgspec

from mamoru.gate.asking import Asker, Wish
from mamoru.gate.door import Door
from mamoru.gate.editions import Edition, put
from mamoru.gate.everybody import last_number
from mamoru.gate.judge import check_references, judge
from mamoru.gate.record import note
from mamoru.gate.shelf import read
from mamoru.gate.transaction import Record
from mamoru.ledger.entries import Weight
from mamoru.notices.difference import (
    awaiting,
    check_lead,
    compared,
    fingerprint,
    is_announced_in_time,
)
from mamoru.notices.draft import check_follows
from mamoru.notices.errors import BaseMovedError, EffectiveInPastError, EffectiveOrderError
from mamoru.notices.letter import letter_about
from mamoru.notices.listing import open_draft
from mamoru.notices.models import Announcement, Draft
from mamoru.outbox.enqueue import enqueue
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
    door: Door, asker: Asker, version: str, *, approved: str, minor: str | None = None
) -> Publication:
    """Publish the draft of `version`, and return how it differs and what allowed it.

    `approved` is where the approval is kept, `minor` where the assessment is that the change is a
    minor one, which counts only if no rule finds it important.

    Raises `UnknownDraftError`, `BaseMovedError`, `EffectiveInPastError`, `EffectiveOrderError`,
    `DraftContradictsError`, `RevisionTooSoonError`, `HandlingRefusedError` and its kinds.
    """
    shown = {"approved": approved, MINOR: minor}
    check_references(shown)
    wish = Wish(act="amend")

    def unit(record: Record) -> Publication | Decision:
        draft, now = open_draft(version), door.clock()
        new = read(bytes(draft.text))
        check_order(door, new, draft, now)
        old = read(door.shelf.editions[-1].text)
        found = compared(old, new)
        check_lead(new, found, tokyo_day(now))
        asked = msgspec.structs.replace(wish, grounds=_grounds(door, new, found, shown, now))
        decision = _decided(door, record, asker, asked, now)
        if decision.outcome is not Outcome.ALLOW:
            return decision
        return _published(record, old, new, draft, found, decision, now)

    done, _ = door.run(asker, wish, unit, is_alone=True)
    door.look_again()
    return done


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


def _published(
    record: Record,
    old: Policy,
    new: Policy,
    draft: Draft,
    found: Difference,
    decision: Decision,
    now: datetime,
) -> Publication:
    weight: Weight = "important" if found.importance else "minor"
    edition, entry = put(
        new, bytes(draft.text), at=now, weight=weight, awaits=awaiting(found),
        difference=fingerprint(found),
    )  # fmt: skip
    record.add(entry)
    draft.state, draft.settled_at = "published", now
    draft.save(update_fields=["state", "settled_at"])
    is_announced = bool(found.importance) and _announce(old, new, edition, found, now)
    return Publication(
        version=new.version, in_force_from=edition.in_force_from, weight=weight, difference=found,
        decision=decision, is_announced_by_mail=is_announced,
    )  # fmt: skip


def _announce(old: Policy, new: Policy, edition: Edition, found: Difference, now: datetime) -> bool:
    """Let the letter wait in the outbox, for whoever is held now; tell whether there is one."""
    letter = letter_about(old, new, found, edition.number)
    if letter is None:
        return False
    number = enqueue(letter, (), now=now)
    Announcement.objects.create(
        edition=edition.number, letter=number, key=letter.key, last=last_number()
    )
    return True
