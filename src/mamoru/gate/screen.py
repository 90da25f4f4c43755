"""One value as it comes in: what is found in it, and without the numbers that may not be kept.

Nothing here knows the database, so that a process beside the writer can look as well.
"""

from collections.abc import Callable, Sequence
from functools import cache

import msgspec

from mamoru.screening.findings import Finding, Kind
from mamoru.vault.person import Item

NOT_KEPT = frozenset({Kind.MY_NUMBER, Kind.INSURANCE_NUMBER})
"""Numbers that nobody may write down without a statute for it (My Number Act 20; Health Insurance
Act 194-2)."""
OF_THE_ITEM = "item-name"
"""Reason of a finding that rests on what the item is called."""


def looked_at(given: Item) -> tuple[Item, Sequence[Finding]]:
    """Return the item as it may be kept, and what was found in it then.

    A value that came with the kind it holds is not looked at. Where a number was masked, another
    item comes back than the one given.
    """
    if given.sensitive:
        return given, ()
    screened = _screening()
    found = screened(given.item, given.value, with_who=False)
    item = _without(given, found) if found else given
    if item is not given:
        found = screened(item.item, item.value, with_who=False)
    return item, found


@cache
def _screening() -> Callable[..., tuple[Finding, ...]]:
    """Return what screens a value, once it is needed: dictionaries take long to load."""
    from mamoru.screening.fields import screened

    return screened


def _without(item: Item, found: Sequence[Finding]) -> Item:
    """Return the item without numbers that may not be kept; the same one where there is none."""
    numbers = [one for one in found if one.kind in NOT_KEPT and one.reason != OF_THE_ITEM]
    if not numbers:
        return item
    from mamoru.screening.documents import masked

    return msgspec.structs.replace(item, value=masked(item.value, numbers))
