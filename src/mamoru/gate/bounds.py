"""How far something may be handed over: what the case, the data set or the statement names.

Whatever the verb, a provision stays within its case (clause 4), an entrustment within what was
fixed for the purpose (clause 5), and joint use within the statement that was published (clause 6).
A category as a whole goes out only where each of its items may.
"""

from collections.abc import Collection
from datetime import datetime

import msgspec

from mamoru.gate.asking import Wish
from mamoru.gate.misses import OUTSIDE, UNAPPROVED
from mamoru.gate.recipient_errors import BeyondJointUseError, BeyondScopeError, CaseNotHoldingError
from mamoru.law.calendar import tokyo_day
from mamoru.parties import joint, queries, scopes
from mamoru.parties.cases import FACTS as CASE_FACTS
from mamoru.parties.joint import Why
from mamoru.parties.papers import Paper
from mamoru.parties.party import Party
from mamoru.parties.ready import Missing, no_data_set, unclosed
from mamoru.policy.handling import Decision, Outcome
from mamoru.policy.rulebook import Rulebook

PUBLISHED = "joint_use_published"
"""Fact that only a statement which covers the hand-over shows."""


def bounded(
    book: Rulebook, wish: Wish, items: Collection[str] | None, at: datetime, *,
    joint_use: str | None = None,
) -> Wish:  # fmt: skip
    """Return the wish, resting on the statement that covers it where it is joint use.

    `wish` is as `mamoru.gate.recipients.named` returned it; `items` are the policy's, `None` for
    all that is held. With `joint_use`, only the statement of that key counts. Raises
    `BeyondScopeError` or `BeyondJointUseError` where it goes further than it may.
    """
    if wish.party is None:
        return wish
    if wish.act == "share":
        return _published(book, queries.party(wish.party), wish, items, at, joint_use)
    bounds = _reach(wish)
    if bounds is None:
        return wish
    beyond = sorted(set(items) - bounds) if items is not None else []
    if items is None or beyond:
        decision = Decision(outcome=Outcome.REFUSE, near=(UNAPPROVED,), token=book.token)
        raise BeyondScopeError(decision, queries.party(wish.party), items=beyond, act=wish.act)
    return wish


def items_of(book: Rulebook, data: str | None) -> tuple[str, ...] | None:
    """Return every item of a category; none of one that the policy does not know.

    `None` is for a category that lists no items: nothing can say that it stays within bounds.
    """
    category = book.policy.categories.get(data or "")
    return (tuple(category.items) or None) if category else ()


def check_joint_use(book: Rulebook, party: Party, wish: Wish, at: datetime) -> None:
    """Raise `BeyondJointUseError` where nothing may be shared with the party for the purpose."""
    found = joint.within(scopes.joint_uses(party.ref), tokyo_day(at), wish.purpose, ())
    if isinstance(found, str):
        raise _outside(book, party, found)


def check_cases(book: Rulebook, party: Party, wish: Wish, at: datetime) -> None:
    """Raise `CaseNotHoldingError` where a ground is shown by something else than its case."""
    if wish.act != "provide":
        return
    for fact, shown in wish.grounds.items():
        if fact in CASE_FACTS and shown:
            reason = scopes.wrong_with(shown, party.ref, tokyo_day(at), fact)
            if reason is not None:
                decision = Decision(outcome=Outcome.REFUSE, near=(UNAPPROVED,), token=book.token)
                raise CaseNotHoldingError(decision, party, fact=fact, reason=reason)


def without_scope(
    party: Party, wish: Wish, papers: Collection[Paper], at: datetime
) -> tuple[Missing, ...]:
    """Return what is missing of how far it goes: a data set, or the contract of a closed deal."""
    if wish.act == "entrust" and scopes.data_set(party.ref, wish.purpose or "") is None:
        return (no_data_set(),)
    shown = wish.grounds.get("succession")
    if wish.act == "provide" and shown and scopes.is_closing(shown):
        return unclosed(tuple(papers), at)
    return ()


def _reach(wish: Wish) -> frozenset[str] | None:
    """Return the items that may be handed over by `wish`, or `None` where nothing bounds them."""
    if wish.act == "entrust":
        found = scopes.data_set(wish.party or "", wish.purpose or "")
        return frozenset() if found is None else frozenset(found.items)
    named_by = {shown for fact, shown in wish.grounds.items() if fact in CASE_FACTS and shown}
    if wish.act != "provide" or not named_by:
        return None
    return frozenset.intersection(*(frozenset(scopes.case(one).items) for one in named_by))


def _published(
    book: Rulebook, party: Party, wish: Wish, items: Collection[str] | None, at: datetime,
    joint_use: str | None,
) -> Wish:  # fmt: skip
    uses, on = scopes.joint_uses(party.ref), tokyo_day(at)
    found = joint.within(uses, on, wish.purpose, items, joint=joint_use)
    if isinstance(found, str):
        beyond = joint.beyond(uses, on, wish.purpose, items) if items is not None else ()
        raise _outside(book, party, found, beyond)
    return msgspec.structs.replace(wish, grounds=wish.grounds | {PUBLISHED: found.paper})


def _outside(
    book: Rulebook, party: Party, why: Why, items: Collection[str] = ()
) -> BeyondJointUseError:
    decision = Decision(outcome=Outcome.REFUSE, near=(OUTSIDE[why],), token=book.token)
    return BeyondJointUseError(decision, party, why=why, items=items)
