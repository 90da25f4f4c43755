"""How far joint use with a party goes: what the statements in force say of it (APPI 27(5)(iii)).

Pure. Each statement that was published leaves with each of its users a paper and these bounds. Of
the versions of one joint use the last published that has begun is the one in force; what was taken
out of it, or has ended, does not fall back to an earlier version. One hand-over stays within one
statement: its user, its purposes and its items.
"""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Literal

import msgspec

from mamoru.policy.words import Word

Why = Literal["unpublished", "later", "left", "ended", "purpose", "items"]
WHY: dict[str, Word] = {
    "unpublished": Word(
        "この提供先を利用者とする公表文がありません", "no published statement names this party"
    ),
    "later": Word("公表文の適用がまだ始まっていません", "the statement is not in force yet"),
    "left": Word("公表文の利用者から外れました", "the statement no longer names this party"),
    "ended": Word("公表文の適用が終わりました", "the statement has ended"),
    "purpose": Word("公表した利用目的ではありません", "it is no purpose that was published"),
    "items": Word("公表した項目ではありません", "these are no items that were published"),
}


class JointUse(msgspec.Struct, frozen=True, kw_only=True):
    """What one published statement lets one party have, and what for."""

    paper: str
    """The paper that shows it."""
    joint: str
    """Key of the joint use."""
    statement: int
    """Number of the statement; of two versions the higher one was published later."""
    items: frozenset[str]
    purposes: frozenset[str]
    from_: date
    """First day on which it is in force, in Japan."""
    until: date | None
    """Last day."""
    is_withdrawn: bool
    """Whether the party was taken out of it."""


def in_force(uses: Sequence[JointUse], on: date) -> tuple[JointUse, ...] | Why:
    """Return what is in force for a party on a day, the last published first, or why nothing is."""
    if not uses:
        return "unpublished"
    begun: dict[str, JointUse] = {}
    for one in sorted(uses, key=lambda one: one.statement):
        if one.from_ <= on:
            begun[one.joint] = one
    if not begun:
        return "left" if all(one.is_withdrawn for one in uses) else "later"
    standing = [one for one in begun.values() if not one.is_withdrawn]
    found = [one for one in standing if one.until is None or on <= one.until]
    if not found:
        return "ended" if standing else "left"
    return tuple(sorted(found, key=lambda one: one.statement, reverse=True))


def within(
    uses: Sequence[JointUse], on: date, purpose: str | None, items: Collection[str] | None,
    *, joint: str | None = None,
) -> JointUse | Why:  # fmt: skip
    """Return the statement that covers a hand-over of `items` for `purpose`, or why none does.

    `items` are the policy's; `None` stands for all there may be, which no statement covers. With
    `joint`, only that joint use counts.
    """
    known = [one for one in uses if joint in (None, one.joint)]
    found = in_force(known, on)
    if isinstance(found, str):
        return found
    meant = [one for one in found if purpose in one.purposes]
    if not meant:
        return "purpose"
    covering = (one for one in meant if items is not None and one.items.issuperset(items))
    return next(covering, "items")


def beyond(
    uses: Sequence[JointUse], on: date, purpose: str | None, items: Collection[str]
) -> tuple[str, ...]:
    """Return those of `items` that the statement which covers most of them does not name."""
    found = in_force(uses, on)
    meant = [] if isinstance(found, str) else [one for one in found if purpose in one.purposes]
    left = (tuple(sorted(set(items) - one.items)) for one in meant)
    return min(left, key=len, default=tuple(sorted(set(items))))
