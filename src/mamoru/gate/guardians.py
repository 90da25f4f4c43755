"""Guardians' consent to what a young person hands in: whether it is there, and taking it down.

The age is the law's parameter `guardian_age` (PPC Q&A 1-62). Of the guardian nothing is kept but
how they are related and where their consent is; the consent itself is the young person's record.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Literal

import msgspec

from mamoru.consent.choices import Choice, Kind
from mamoru.gate.about import Touched
from mamoru.gate.asking import Reference, Wish
from mamoru.gate.committing import Committed, commit_choices
from mamoru.gate.judge import handling_of
from mamoru.policy.explain import GUARDIAN
from mamoru.policy.handling import Decision, NearMiss, Need, Outcome, Standing
from mamoru.policy.model import Policy
from mamoru.policy.moment import tokyo_day
from mamoru.policy.rulebook import Rulebook
from mamoru.policy.standing import age, covering
from mamoru.vault.person import Held

FACT = "guardian_consent"
UNGUARDED = NearMiss(GUARDIAN, (FACT,))
"""What a refusal lacks where somebody under the age of consent hands in a form that asks for it."""


def unguarded(token: str) -> Decision:
    """Return the answer to a minor's submission without the guardian's consent (PPC-QA 1-62)."""
    need = Need("PPC-QA 1-62", "consent_record", FACT)
    return Decision(
        outcome=Outcome.NEEDS, law=("PPC-QA 1-62",), needs=(need,), near=(UNGUARDED,), token=token
    )


class Guardian(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A guardian's consent as it was brought: who they are to the person, and where it is kept."""

    relation: Literal["parent", "guardian", "other"]
    reference: Reference

    @property
    def shown(self) -> str:
        """What goes on record as evidence: a relation and an id, and nobody's name."""
        return f"{self.relation}:{self.reference}"[:200]


def is_young(book: Rulebook, born: Iterable[date | None], at: datetime) -> bool:
    """Tell whether by any of the dates that are known the person is under the age of consent."""
    day = tokyo_day(at)
    return any(age(one, day) < book.law.guardian_age for one in born if one is not None)


def has_consented(
    book: Rulebook, wishes: Sequence[Wish], touched: Sequence[Touched], standing: Standing,
    at: datetime,
) -> bool:  # fmt: skip
    """Tell whether a guardian's consent on record covers all of it."""
    return all(
        any(
            one.by_guardian
            for one in covering(book, standing, handling_of(wish, {}, data, sensitive), at)
        )
        for wish in wishes
        for data, sensitive in touched
    )


def record_consent(
    policy: Policy, person: Held, guardian: Guardian, wishes: Sequence[Wish], *, now: datetime
) -> Committed:
    """Take down that the guardian consented to each of the purposes; the entry commits to it."""
    consents = [
        Choice(
            kind=Kind.CONSENT, purpose=wish.purpose, by_guardian=True, guardian=guardian.shown
        )
        for wish in wishes
    ]  # fmt: skip
    return commit_choices(policy, person.number, person.pseudonym, consents, at=now)
