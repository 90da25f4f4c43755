"""Handlings that were decided before, as plain values and columns."""

from dataclasses import dataclass

import msgspec
import numpy as np
from numpy.typing import NDArray

from mamoru.policy.handling import Outcome, Owed
from mamoru.policy.question import Question


class Past(msgspec.Struct, frozen=True, kw_only=True):
    """What was asked and answered, the same for any number of handlings."""

    questions: tuple[Question, ...]
    """Nothing where it is not on record, or where it was not the text that decided."""
    outcome: Outcome
    cites: tuple[str, ...] = ()
    law: tuple[str, ...] = ()
    owes: tuple[Owed, ...] | None = ()
    """Duties that it brought about; `None` where nobody can tell any longer."""
    is_by_text: bool = True
    has_unsaid: bool = False
    """Whether a word of it was not kept, since the policy did not know it."""

    @property
    def decided_by(self) -> tuple[str, ...]:
        """The clauses that decided, or the articles where no clause did."""
        return self.cites or self.law


@dataclass(frozen=True, slots=True, kw_only=True)
class Handlings:
    """Columns of handlings, all of one length."""

    past: NDArray[np.uint32]
    """Place in the list of `Past`."""
    at: NDArray[np.int64]
    """Seconds since 1970."""
    subject: NDArray[np.uint64]
    """Who it was about, 0 for nobody, or for several."""
    count: NDArray[np.int64]
    """About how many people it was."""
    is_set: NDArray[np.uint8]
    """Whether it was about a set of people, who are asked for where they are needed."""
