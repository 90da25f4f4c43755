"""In which order rows go, so that at no moment a foreign key points to a row that is not there."""

from collections.abc import Callable, Collection, Iterable

import msgspec

from mamoru.systems.forget.rows import Name, Tie

Loosen = Callable[[Tie], tuple[str, ...]]
"""Returns the columns that become NULL for a row to let go of another."""


class Order(msgspec.Struct, frozen=True, kw_only=True):
    """Steps of rows that go together, and what has to let go first."""

    steps: dict[Name, int]
    cut: tuple[tuple[Name, tuple[str, ...]], ...]
    """Rows in a circle, each with columns that become NULL before anything goes."""
    stuck: frozenset[Name]
    """Rows in a circle that nothing opens."""


def ordered(
    goes: Collection[Name], ties: Iterable[Tie], loosen: Loosen, *, holds_itself: bool = False
) -> Order:
    """Return the order in which rows go that point to each other by `ties`.

    A row goes after all that point to it. Circles are cut where a column may be NULL. With
    `holds_itself`, as in InnoDB, a row that points to itself and cannot let go is such a circle.
    """
    inside = {tie for tie in ties if tie.pointing in goes and tie.pointed in goes}
    held = {tie for tie in inside if tie.pointing != tie.pointed}
    steps = _steps(goes, held)
    cut: dict[Name, set[str]] = {}
    alone: set[Name] = set()
    for tie in inside - held:  # a row that points to itself lets go where it can
        if columns := loosen(tie):
            cut.setdefault(tie.pointing, set()).update(columns)
        elif holds_itself:
            alone.add(tie.pointing)
    if len(steps) < len(goes):
        for tie in [one for one in held if not {one.pointing, one.pointed} & steps.keys()]:
            if columns := loosen(tie):
                cut.setdefault(tie.pointing, set()).update(columns)
                held.discard(tie)
        steps = _steps(goes, held)
    return Order(
        steps=steps,
        cut=tuple((name, tuple(sorted(columns))) for name, columns in cut.items()),
        stuck=(frozenset(goes) - steps.keys()) | alone,
    )


def _steps(goes: Collection[Name], ties: Collection[Tie]) -> dict[Name, int]:
    """Return the step of each row that comes after those that point to it; circles are left out."""
    pointing = dict.fromkeys(goes, 0)
    pointed: dict[Name, list[Name]] = {}
    for tie in ties:
        pointing[tie.pointed] += 1
        pointed.setdefault(tie.pointing, []).append(tie.pointed)
    steps: dict[Name, int] = {}
    ready = [name for name, count in pointing.items() if not count]
    step = 0
    while ready:
        steps |= dict.fromkeys(ready, step)
        later: list[Name] = []
        for name in ready:
            for one in pointed.get(name, ()):
                pointing[one] -= 1
                if not pointing[one]:
                    later.append(one)
        ready, step = later, step + 1
    return steps
