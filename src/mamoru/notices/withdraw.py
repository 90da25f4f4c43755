"""Taking back a draft, or a text that was announced and is not in force yet."""

from mamoru.gate.asking import Asker
from mamoru.gate.door import Door
from mamoru.gate.editions import Edition, take_back
from mamoru.gate.transaction import Record
from mamoru.ledger.changes import Revision as Change
from mamoru.ledger.entries import Revised
from mamoru.notices.errors import LaterRevisionError, RevisionInForceError
from mamoru.notices.listing import open_draft
from mamoru.notices.models import Announcement
from mamoru.notices.owed import drop
from mamoru.outbox.enqueue import withdraw as call_back


def withdraw(door: Door, asker: Asker, version: str) -> None:
    """Take a version back; what of its announcement was not sent yet is not sent any more.

    No other transaction is under way meanwhile: nobody decides by a text that is being taken back.
    Raises `UnknownDraftError`, `RevisionInForceError`, `LaterRevisionError`.
    """

    def unit(record: Record) -> None:
        held = [one for one in door.shelf.editions if one.version == version]
        if held:
            _published(door, asker, record, held[-1])
            return
        draft, now = open_draft(version), door.clock()
        draft.state, draft.settled_at = "withdrawn", now
        draft.save(update_fields=["state", "settled_at"])
        record.add(_entry(door, asker, "draft_withdrawn", draft.policy, version, draft.text_hash))

    door.writer.run(unit, is_alone=True)
    door.look_again()


def _published(door: Door, asker: Asker, record: Record, edition: Edition) -> None:
    now = door.clock()
    if edition.in_force_from <= now:
        raise RevisionInForceError(version=edition.version)
    later = [one.version for one in door.shelf.editions if one.number > edition.number]
    if later:
        raise LaterRevisionError(later=later[-1])
    take_back(edition, now)
    owed = Announcement.objects.filter(edition=edition.number).first()
    if owed:
        drop(owed, now)
        call_back(owed.key, now=now)
    record.add(_entry(door, asker, "withdrawn", edition.policy, edition.version, edition.text_hash))


def _entry(
    door: Door, asker: Asker, change: Change, policy: str, version: str, text: str
) -> Revised:
    return Revised(
        at=door.clock(), change=change, policy=policy, version=version, text=text,
        caller=asker.system,
    )  # fmt: skip
