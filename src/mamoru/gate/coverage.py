"""What this installation has seen of each clause of its policy."""

from collections.abc import Mapping
from datetime import UTC, datetime

import numpy as np
from django.db.models import Count, Q

from mamoru.gate import past
from mamoru.gate.models import Duty
from mamoru.law.calendar import tokyo_day
from mamoru.ledger.columns.current import Columns
from mamoru.ledger.columns.shape import Shape
from mamoru.policy.coverage import Owing, Point, Seen


class _Uses:
    """Handlings that cite one place, gathered shape by shape."""

    def __init__(self) -> None:
        self.handlings = 0
        self.points: set[tuple[str, str]] = set()
        self.facts: set[str] = set()
        self.last = 0

    def note(self, one: Shape, caller: str, count: int, last: int) -> None:
        self.handlings += count
        self.points.add((caller, one.act))
        self.facts.update(one.facts)
        self.last = max(self.last, last)

    def seen(self) -> Seen:
        return Seen(
            handlings=self.handlings,
            points=tuple(Point(*one) for one in sorted(self.points)),
            facts=tuple(sorted(self.facts)),
            last=tokyo_day(datetime.fromtimestamp(self.last, UTC)),
        )


def seen_here(policy: str) -> Mapping[str, Seen]:
    """Return what the ledger holds of each clause that was cited, in any version of the policy."""
    columns, _ = past.recorded_here()
    return seen(columns, policy)


def seen(columns: Columns, policy: str) -> Mapping[str, Seen]:
    """Return by clause which systems were answered with it, in what, and when last."""
    shapes = past.shapes_of(columns)
    pairs, counts, last = _pairs(columns)
    uses: dict[str, _Uses] = {}
    for pair, count, at in zip(pairs, counts, last, strict=True):
        place, caller = divmod(pair, len(columns.callers))
        one = shapes[place]
        if one.token.startswith(f"{policy}:"):
            for cite in one.cites:
                uses.setdefault(cite, _Uses()).note(one, columns.callers[caller], count, at)
    return {cite: one.seen() for cite, one in uses.items()}


def _pairs(columns: Columns) -> tuple[list[int], list[int], list[int]]:
    """Return every shape with each of its callers, how often they met, and when last."""
    rows = columns.rows
    pairs = rows["shape"].astype(np.int64) * len(columns.callers) + rows["caller"]
    met, where, counts = np.unique(pairs, return_inverse=True, return_counts=True)
    last = np.zeros(len(met), dtype=np.int64)
    np.maximum.at(last, where, rows["at"])
    return met.tolist(), counts.tolist(), last.tolist()


def owing_here(now: datetime) -> Mapping[str, Owing]:
    """Return by clause how many duties are open, overdue and done."""
    is_open = Q(done_at=None)
    counted = Duty.objects.values("clause").annotate(
        open=Count("id", filter=is_open),
        overdue=Count("id", filter=is_open & Q(due_at__lt=now)),
        done=Count("id", filter=~is_open),
    )
    return {
        row["clause"]: Owing(open=row["open"], overdue=row["overdue"], done=row["done"])
        for row in counted
    }
