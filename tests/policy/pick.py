"""Choices for random documents, all made of one primitive so that they are fast and shrink well."""

from collections.abc import Callable, Sequence
from functools import cache
from random import Random
from typing import TypeVar

from hypothesis import strategies as st

T = TypeVar("T")


@cache
def below(limit: int) -> st.SearchStrategy[int]:
    """Integers from 0 to below `limit`, made once for each limit."""
    return st.integers(0, limit - 1)


class Pick:
    """Chooses among things, by hypothesis or by a seed."""

    def __init__(self, number_below: Callable[[int], int]) -> None:
        self.below = number_below

    @classmethod
    def drawing(cls, draw: st.DrawFn) -> "Pick":
        """Choose as hypothesis says: what it finds shrinks to first choices."""
        return cls(lambda limit: draw(below(limit)))

    @classmethod
    def seeded(cls, seed: int) -> "Pick":
        """Choose by a seed, for many more examples in the same time."""
        return cls(Random(seed).randrange)  # noqa: S311 - an example, not a secret

    def one(self, things: Sequence[T]) -> T:
        """Choose one."""
        return things[self.below(len(things))]

    def some(self, things: Sequence[T], least: int, most: int) -> list[T]:
        """Choose between `least` and `most` of them, each once."""
        rest = list(things)
        size = min(len(rest), least + self.below(most - least + 1))
        return [rest.pop(self.below(len(rest))) for _ in range(size)]

    def once_in(self, times: int) -> bool:
        """Tell whether something rare happens: once in so many times."""
        return self.below(times) == times - 1
