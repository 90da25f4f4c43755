"""What was corrected, added or deleted, as the answer states it to whoever asked (法34(3)).

Made in the transaction of the deed, like all material, and sealed with the request's papers. The
certificate, which others may see, says which items it was and nothing of their content.
"""

from collections.abc import Collection, Mapping

import msgspec

from mamoru.gate.create import category_of
from mamoru.policy.model import Policy
from mamoru.rights.answer.material import Named, category_named, item_words, named


class ChangeTold(msgspec.Struct, frozen=True, kw_only=True):
    """One item, and what is held of it now."""

    data: Named
    item: Named
    done: str
    """Kind of the request: `correct`, `add` or `delete`."""
    value: str | None
    """`null` where nothing is held any more."""


class ChangesTold(msgspec.Struct, frozen=True, kw_only=True):
    """What was done for a request, and with which items it was not."""

    changes: tuple[ChangeTold, ...]
    left_out: tuple[Named, ...] = ()


def of_changes(
    policy: Policy, kind: str, values: Mapping[str, str | None], left_out: Collection[str]
) -> ChangesTold:
    """Return what became of each item; `None` stands for one that was deleted."""
    words = item_words(policy)
    return ChangesTold(
        changes=tuple(
            ChangeTold(
                data=category_named(policy, category_of(policy, item)),
                item=named(item, words.get(item)), done=kind, value=value,
            )
            for item, value in sorted(values.items())
        ),
        left_out=tuple(named(item, words.get(item)) for item in sorted(left_out)),
    )  # fmt: skip
