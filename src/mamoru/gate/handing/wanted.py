"""What is to be handed over: which items, in the order in which they are asked for."""

from collections.abc import Sequence

import msgspec

from mamoru.gate.about import Touched
from mamoru.gate.create import category_of
from mamoru.gate.errors import InvalidValueError
from mamoru.policy.model import Policy

MOST = 64
"""Items of one hand-over."""


class Wanted(msgspec.Struct, frozen=True, kw_only=True):
    """Items, each with its category."""

    items: tuple[str, ...]
    categories: tuple[str, ...]

    def touched(self, held: frozenset[Touched]) -> tuple[Touched, ...]:
        """Return what a hand-over is decided for: what is held, and what was asked for besides."""
        known = {data for data, _ in held}
        absent = [(data, None) for data in self.categories if data not in known]
        return tuple(dict.fromkeys([*sorted(held, key=str), *absent]))


def wanted_of(policy: Policy, items: Sequence[str]) -> Wanted:
    """Return the items with their categories; raises `UnknownItemError`, `InvalidValueError`."""
    if not items or len(items) > MOST or len(set(items)) < len(items):
        raise InvalidValueError(item="items")
    return Wanted(items=tuple(items), categories=tuple(category_of(policy, item) for item in items))
