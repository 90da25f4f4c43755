"""Sets of handlings as boxes: one set of values for each attribute, each set as bits."""

from collections.abc import Iterable, Iterator, Sequence
from math import prod

from mamoru.policy.diff.sides import Box


def size(box: Box) -> int:
    """Return how many combinations of values are in a box."""
    return prod(mask.bit_count() for mask in box)


def joint(one: Box, other: Box) -> Box | None:
    """Return what two boxes have in common, if anything."""
    both = tuple(map(int.__and__, one, other))
    return both if all(both) else None


def without(box: Box, other: Box) -> Iterator[Box]:
    """Yield disjoint boxes that are `box` less `other`."""
    if joint(box, other) is None:
        yield box
        return
    for at, mask in enumerate(other):
        if outside := box[at] & ~mask:
            yield (*box[:at], outside, *box[at + 1 :])
        box = (*box[:at], box[at] & mask, *box[at + 1 :])


def rest(boxes: Iterable[Box], others: Iterable[Box]) -> list[Box]:
    """Return boxes that are `boxes` less all of `others`."""
    left = list(boxes)
    for other in others:
        left = [piece for box in left for piece in without(box, other)]
    return left


def cover(boxes: Sequence[Box], same: Box | None = None) -> list[Box]:
    """Return few boxes, none of which can be wider, whose union is that of `boxes`.

    They may overlap. What is in `same` need not be covered: it is the same as something else that
    is. Greedy: the largest part of what is not covered yet goes first (Johnson, "Approximation
    algorithms for combinatorial problems", 1974).
    """
    if len(boxes) <= 1:
        return list(boxes)
    orders = (range(len(boxes[0])), range(len(boxes[0]) - 1, -1, -1))
    atoms = _atoms(boxes)
    wide = list(dict.fromkeys(_widened(box, boxes, atoms, way) for box in boxes for way in orders))
    needed = boxes if same is None else rest(boxes, [same]) or boxes
    left, chosen = list(needed), list[Box]()
    while left:
        best = max(wide, key=lambda one: _gain(one, left))
        chosen.append(best)
        left = rest(left, [best])
    return _needed(chosen, needed)


def _gain(box: Box, left: Iterable[Box]) -> int:
    return sum(size(both) for one in left if (both := joint(box, one)))


def _needed(boxes: list[Box], cells: Sequence[Box]) -> list[Box]:
    """Return `boxes` without those that `cells` can do without."""
    for box in tuple(boxes):
        others = [one for one in boxes if one is not box]
        if others and not rest(cells, others):
            boxes = others
    return boxes


def _atoms(boxes: Sequence[Box]) -> list[tuple[int, ...]]:
    """Return, for each attribute, sets of values that no box tells apart."""
    found = []
    for masks in zip(*boxes, strict=True):
        told: dict[tuple[bool, ...], int] = {}
        distinct = tuple(dict.fromkeys(masks))
        for bit in (1 << at for at in range(max(masks).bit_length())):
            signature = tuple(bool(mask & bit) for mask in distinct)
            told[signature] = told.get(signature, 0) | bit
        found.append(tuple(atom for signature, atom in told.items() if any(signature)))
    return found


def _widened(
    box: Box, boxes: Sequence[Box], atoms: Sequence[Sequence[int]], order: Iterable[int]
) -> Box:
    """Return `box` with every further value, attribute by attribute, that all of `boxes` has."""
    for at in order:
        for atom in atoms[at]:
            if atom & ~box[at] and not rest([(*box[:at], atom, *box[at + 1 :])], boxes):
                box = (*box[:at], box[at] | atom, *box[at + 1 :])
    return box
