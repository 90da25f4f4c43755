"""What the company's databases hold, as an answer tells it."""

from collections.abc import Collection, Sequence

from mamoru.gate.systems.look import Found, FoundRow, Unreachable
from mamoru.policy.model import Policy
from mamoru.rights.answer.material import CellTold, RowTold, category_named, item_words, named
from mamoru.rights.requests.models import Request
from mamoru.rights.requests.rows import RowNames, about
from mamoru.rights.requests.scope import covers
from mamoru.rights.whose import text_of


def rows_told(
    policy: Policy, row: Request, found: Sequence[Found | Unreachable], left_out: Collection[str],
    names: RowNames,
) -> tuple[RowTold, ...]:  # fmt: skip
    """Return the rows that a request is about, without what is left out of the answer."""
    told = (
        _told(policy, row, system, one, left_out)
        for system, one in about(row, found)
        if names.of(system, one) not in left_out
    )
    return tuple(one for one in told if one.values or one.hidden)


def _told(
    policy: Policy, row: Request, system: str, one: FoundRow, left_out: Collection[str]
) -> RowTold:
    words = item_words(policy)
    cells = []
    for column, value in one.values.items():
        data, item = one.columns[column]
        if item in left_out or data in left_out or not covers(row, data, item or data):
            continue
        shown = named(item, words.get(item)) if item else None
        cells.append(
            CellTold(
                column=column, data=category_named(policy, data), item=shown, value=text_of(value)
            )
        )
    return RowTold(
        system=system, table=one.table, because=tuple(step.link for step in one.because),
        is_shared=one.co_owners > 0, values=tuple(cells), hidden=one.hidden,
    )  # fmt: skip
