"""A handling as it was decided: everything an answer depends on besides the rulebook.

A question needs no person, no moment and no reference to evidence, so it can be kept for years and
be decided again, under the same rulebook or under another.
"""

from collections.abc import Sequence

import msgspec

from mamoru.policy.decide import decide_with
from mamoru.policy.handling import Decision, Handling
from mamoru.policy.rulebook import Rulebook
from mamoru.policy.together import together

UNSAID = "?"
"""Stands for a word that the policy did not know, and that was therefore not kept."""


class Question(msgspec.Struct, frozen=True, kw_only=True):
    """One handling of one category, with the facts that held and those that were only claimed."""

    handling: Handling
    """Without grounds; class of person and residence are those that counted."""
    held: tuple[str, ...] = ()
    claimed: tuple[str, ...] = ()


def answer(book: Rulebook, question: Question) -> Decision:
    """Return the answer of `book` to `question`, the same whenever it is asked.

    A fact that `book` does not know makes it not covered, as it would if it were claimed today.
    """
    known = [fact for fact in question.held if fact in book.fact_bits]
    rest = [fact for fact in question.held if fact not in book.fact_bits]
    handling = question.handling
    if rest or question.claimed:
        grounds = dict.fromkeys((*question.claimed, *rest))
        handling = msgspec.structs.replace(handling, grounds=grounds)
    return decide_with(book, handling, known)


def answer_all(book: Rulebook, questions: Sequence[Question]) -> Decision:
    """Return one answer to all of `questions`, of which there is at least one."""
    decisions = [answer(book, question) for question in questions]
    return decisions[0] if len(decisions) == 1 else together(decisions)
