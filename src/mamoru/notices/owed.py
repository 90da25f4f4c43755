"""The notices that a revision owes to people, from its publication until all letters are out.

What the law asks before a change applies (`policy diff`) becomes a duty for each article.
Publishing makes text and difference public; where letters go out as well, the duty is done once
none of them is under way any more. What came of each letter stays in the outbox.
"""

from datetime import datetime

from mamoru.gate.models import Duty
from mamoru.notices.models import Announcement
from mamoru.outbox.letters import State
from mamoru.outbox.queries import totals
from mamoru.policy.diff.difference import Asks, Change, Difference, Particular

NOTIFY = "notify_change"
"""The duty to tell people of a change before it applies."""
_UNDER_WAY = (State.WAITING, State.SENDING)


def notices_owed(
    found: Difference, until: datetime, *, people: int, by_mail: bool, now: datetime
) -> list[Duty]:
    """Return the notices that a difference owes `until` the moment from which it applies.

    Without letters they are given by the publication itself (APPI 21(3): notice or publication).
    """
    every: list[Change | Particular] = [*found.changes, *found.particulars]
    asking = [article for one in every if one.asks is not Asks.NOTHING for article in one.law]
    return [
        Duty(
            clause=article, duty=NOTIFY, evidence="announcement", within=None,
            since="takes_effect", every=None, due_at=until, person=None, count=people,
            created_at=now, done_at=None if by_mail else now,
        )
        for article in dict.fromkeys(asking)
    ]  # fmt: skip


def settle(now: datetime) -> int:
    """Note as done what is owed for announcements whose letters are all out; return how many.

    Runs in the caller's transaction.
    """
    done = 0
    for one in Announcement.objects.filter(settled_at=None).exclude(done_at=None):
        if not any(totals(one.key).get(state) for state in _UNDER_WAY):
            owed = Duty.objects.filter(ticket=one.ticket, duty=NOTIFY, done_at=None)
            done += owed.update(done_at=now)
            Announcement.objects.filter(pk=one.pk).update(settled_at=now)
    return done


def drop(one: Announcement, now: datetime) -> None:
    """Owe nothing more for a text that was withdrawn, in the caller's transaction."""
    Duty.objects.filter(ticket=one.ticket, duty=NOTIFY, done_at=None).delete()
    Announcement.objects.filter(pk=one.pk).update(done_at=now, settled_at=now)
