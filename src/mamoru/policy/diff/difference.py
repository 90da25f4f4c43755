"""The difference of two versions of a policy: what changes for people, exactly and in sentences."""

from collections.abc import Iterator

import msgspec

from mamoru.policy.diff.allowing import allowing
from mamoru.policy.diff.asks import Asks
from mamoru.policy.diff.changes import (
    Change,
    Particular,
    Reason,
    TextChange,
    change_of,
    standing_duties,
)
from mamoru.policy.diff.importance import importance
from mamoru.policy.diff.owing import owing
from mamoru.policy.diff.particulars import particulars
from mamoru.policy.diff.regions import Direction
from mamoru.policy.diff.sides import Sides
from mamoru.policy.diff.traits import by_purpose
from mamoru.policy.model import Policy
from mamoru.policy.rulebook import Rulebook
from mamoru.policy.texts import texts
from mamoru.policy.wording import Wording

__all__ = [
    "Asks",
    "Change",
    "Difference",
    "Direction",
    "Particular",
    "Reason",
    "TextChange",
    "difference",
]


class Difference(msgspec.Struct, frozen=True, kw_only=True):
    """Everything in which two versions, named by the tokens of their rulebooks, differ."""

    old: str
    new: str
    changes: tuple[Change, ...] = ()
    """What becomes allowed, what no longer is, and the duties that come and go, in this order."""
    particulars: tuple[Particular, ...] = ()
    """The controller, fees, roles and whom the policy binds."""
    texts: tuple[TextChange, ...] = ()
    importance: tuple[Reason, ...] = ()
    """Why the new version is an important change; empty for a minor one."""

    @property
    def changes_handling(self) -> bool:
        """Whether anything changes but texts."""
        return bool(self.changes or self.particulars)

    @property
    def is_empty(self) -> bool:
        """Whether nothing differs at all."""
        return not self.changes_handling and not self.texts

    @property
    def asks(self) -> Asks:
        """The strongest of what the law asks before the new version applies."""
        every = [one.asks for one in self.changes] + [one.asks for one in self.particulars]
        return max(every, key=lambda one: one.strength, default=Asks.NOTHING)


def difference(old: Rulebook, new: Rulebook) -> Difference:
    """Return in what `new` differs from `old`.

    Exact: a handling that `decide` allows, once its facts hold, in one version alone is in one of
    the changes, and nothing else is; likewise for what is owed where both allow it. Both rulebooks
    should have the law of one day, that on which the new version takes effect, or none.
    """
    changes = tuple(_changes(old, new))
    stated = tuple(particulars(old.policy, new.policy))
    return Difference(
        old=old.token,
        new=new.token,
        changes=changes,
        particulars=stated,
        texts=tuple(_texts(old.policy, new.policy)),
        importance=importance(old.policy, new.policy, changes, stated),
    )


def _changes(old: Rulebook, new: Rulebook) -> Iterator[Change]:
    forward = Sides.of(new, old)
    backward = forward.swapped()
    for sides, direction in ((forward, Direction.WIDENED), (backward, Direction.NARROWED)):
        for whole in allowing(sides):
            for region in by_purpose(sides, direction, whole):
                yield change_of(sides, direction, region)
    for sides, direction in ((forward, Direction.DUTY_ADDED), (backward, Direction.DUTY_REMOVED)):
        for region in owing(sides):
            yield change_of(sides, direction, region)
    yield from standing_duties(old, new)


def _texts(old: Policy, new: Policy) -> Iterator[TextChange]:
    was, now = texts(old), texts(new)
    for cite in dict.fromkeys((*was, *now)):
        if was.get(cite) != now.get(cite):
            yield TextChange(
                cite=cite, old=Wording.of(was.get(cite)), new=Wording.of(now.get(cite))
            )
