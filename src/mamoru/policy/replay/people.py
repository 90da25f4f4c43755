"""How many different people there are in groups of handlings."""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from mamoru.policy.replay.past import Handlings

Members = tuple[NDArray[np.intp], NDArray[np.uint64]]
"""Rows, and for each one of the people it was about."""
Several = Callable[[NDArray[np.intp]], Members]
"""Returns who the sets of some rows were about."""


class Counted(NamedTuple):
    """People by group, and in all."""

    people: NDArray[np.intp]
    unnamed: NDArray[np.int64]
    total: int


def counted(
    handlings: Handlings, groups: NDArray[np.int32], count: int, several: Several
) -> Counted:
    """Count the people of each of `count` groups; `groups` has that of each handling, -1 for none.

    Somebody who is in several handlings counts once for each group, and once in all.
    """
    rows = np.flatnonzero(groups >= 0)
    single = rows[handlings.subject[rows] != 0]
    of_sets, members = several(rows[handlings.is_set[rows] != 0])
    who = np.concatenate([handlings.subject[single], members])
    where = np.concatenate([groups[single], groups[of_sets]])
    order = np.lexsort((who, where))
    who_sorted, where_sorted = who[order], where[order]
    is_new = np.ones(len(order), dtype=np.bool_)
    is_new[1:] = (who_sorted[1:] != who_sorted[:-1]) | (where_sorted[1:] != where_sorted[:-1])
    people = np.bincount(where_sorted[is_new], minlength=count)
    unnamed = rows[(handlings.subject[rows] == 0) & (handlings.is_set[rows] == 0)]
    tried = np.zeros(count, dtype=np.int64)
    np.add.at(tried, groups[unnamed], handlings.count[unnamed])
    return Counted(people, tried, len(np.unique(who)))


def nobody(_rows: NDArray[np.intp]) -> Members:
    """Return that sets are about nobody, for handlings that are about no sets."""
    return np.empty(0, dtype=np.intp), np.empty(0, dtype=np.uint64)
