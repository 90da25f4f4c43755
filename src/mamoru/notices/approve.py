"""Approving a draft by a second pair of eyes, and publishing it with that approval.

Whether an approval is needed is for the text in force to say: where it lets nobody amend it without
one, the page asks for it. What approves is kept with the draft, and dies with it.
"""

from datetime import datetime
from secrets import token_hex
from typing import NamedTuple

from mamoru.gate.asking import Asker
from mamoru.gate.door import Door
from mamoru.gate.errors import OnRecord
from mamoru.gate.looking import looking
from mamoru.gate.transaction import Record
from mamoru.ledger.changes import Revision as Change
from mamoru.ledger.entries import Revised
from mamoru.notices.errors import DraftExistsError, NotApprovedError, OwnDraftError
from mamoru.notices.listing import open_draft
from mamoru.notices.models import Approval, Draft
from mamoru.notices.publish import Publication, publish
from mamoru.policy.model import Policy

APPROVED = "approved"
"""The fact by which a policy asks for the approval."""


class Standing(NamedTuple):
    """Who laid a draft down, and who approved it, as the ledger calls them."""

    version: str
    text_hash: str
    laid_down_by: str
    laid_down_at: datetime
    approved_by: str | None = None
    approved_at: datetime | None = None


def asks_for_approval(policy: Policy) -> bool:
    """Return whether a text lets itself be amended only with somebody's approval."""
    return any(
        APPROVED in rule.facts for rule in policy.rules if "amend" in rule.accepts.get("act", ())
    )


def standing(version: str) -> Standing:
    """Return who did what about a draft; raises `UnknownDraftError`."""
    with looking():
        draft = open_draft(version)
        found = Approval.objects.filter(draft=draft).first()
    told = Standing(version, draft.text_hash, draft.laid_down_by, draft.laid_down_at)
    return told if found is None else told._replace(approved_by=found.by, approved_at=found.at)


def approve(door: Door, asker: Asker, version: str, text_hash: str) -> str:
    """Approve a draft as it was seen, the one whose text has `text_hash`; return what it is called.

    Raises `UnknownDraftError`, `DraftExistsError` where another took its place, and
    `OwnDraftError`, which is on record.
    """

    def unit(record: Record) -> str:
        draft, now = open_draft(version), door.clock()
        if draft.text_hash != text_hash:
            raise DraftExistsError(version=version)
        if draft.laid_down_by in ("", asker.system):
            tried = _entry(draft, asker, "approval_refused", now)
            raise OnRecord(OwnDraftError(), lambda later: _note(later, tried))
        before = Approval.objects.filter(draft=draft).first()
        if before is not None:
            return before.ref
        ref = f"approval:{version}:{text_hash[:12]}:{token_hex(8)}"
        Approval.objects.create(draft=draft, ref=ref, by=asker.system, at=now)
        record.add(_entry(draft, asker, "approved", now))
        return ref

    return door.writer.run(unit)[0]


def publish_approved(
    door: Door, asker: Asker, version: str, *, minor: str | None = None, named: str | None = None
) -> Publication:
    """Publish a draft with its approval as evidence.

    Raises `NotApprovedError` where the text in force asks for one and there is none, or where
    another one is `named` than was given, and what `publish` raises.
    """
    with looking():
        draft = open_draft(version)
        found = Approval.objects.filter(draft=draft).first()
    is_asked = named is not None or asks_for_approval(door.policy)
    if (found is None and is_asked) or (found and named not in (None, found.ref)):
        raise NotApprovedError(version=version)
    shown = found.ref if found else f"draft:{version}:{draft.text_hash[:12]}"
    return publish(door, asker, version, approved=shown, minor=minor, text_hash=draft.text_hash)


def _note(record: Record, entry: Revised) -> None:
    record.add(entry)


def _entry(draft: Draft, asker: Asker, change: Change, now: datetime) -> Revised:
    return Revised(
        at=now, change=change, policy=draft.policy, version=draft.version, text=draft.text_hash,
        caller=asker.system,
    )  # fmt: skip
