"""What the officer is mailed of inquiries: those that are late, or will be soon.

By the inquiry's random name and its days alone; whose it is, the list says (`due`). What was set
aside is counted, so that a flood does not become a mail of its own.
"""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import Count, Min

from mamoru.desk.models import Inquiry
from mamoru.desk.state import OPEN, Lane
from mamoru.gate.matters import Matter
from mamoru.policy.words import Word

CLAUSE = "13"
ANSWER, HELD = "inquiry_answer", "inquiry_held"
WORDS = {
    ANSWER: Word("問い合わせへの回答", "answer to an inquiry"),
    HELD: Word("保留の列の問い合わせ", "inquiry in the lane of what was set aside"),
}


def matters(at: datetime) -> Iterator[Matter]:
    """Yield what is late or coming up about inquiries; automatic mail has no answer."""
    warned = Inquiry.objects.filter(state__in=OPEN, warn_at__lte=at)
    for row in warned.filter(lane=Lane.DESK).only("ref", "due_at").iterator(chunk_size=500):
        yield Matter(
            key=f"{ANSWER}:{row.ref}", what=ANSWER, state="late" if row.due_at <= at else "soon",
            due_at=row.due_at, clause=CLAUSE, ref=row.ref,
        )  # fmt: skip
    held = warned.filter(lane=Lane.HELD, due_at__lte=at)
    found = held.aggregate(count=Count("pk"), first=Min("due_at"))
    if found["count"]:
        yield Matter(
            key=HELD, what=HELD, state="late", due_at=found["first"], clause=CLAUSE,
            count=found["count"],
        )  # fmt: skip
