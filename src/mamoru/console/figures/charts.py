"""Charts without a script: bars as shapes, with the same numbers for a table beside them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

WIDTH, HEIGHT, BELOW, LEFT = 720, 200, 24, 56
_ROW = 28
_LABEL = 220
_STEPS = (1, 2, 5)


class Bar(NamedTuple):
    """One bar: where it stands, and what it says."""

    x: float
    y: float
    width: float
    height: float
    label: str
    shown: str
    """The label where there is room for it."""
    middle: float
    number: int


class Line(NamedTuple):
    """A line of the scale."""

    y: float
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """Bars in a box of `width` and `height`."""

    width: int
    height: int
    bars: tuple[Bar, ...]
    lines: tuple[Line, ...] = ()


def columns(points: Sequence[tuple[str, int]]) -> Chart:
    """Return upright bars over time, with a scale that begins at zero."""
    top = _top(max((count for _, count in points), default=0))
    room = (WIDTH - LEFT) / max(1, len(points))
    every = max(1, -(-len(points) // 8))
    bars = []
    for number, (label, count) in enumerate(points):
        height = round(count / top * HEIGHT, 1)
        x = round(LEFT + number * room + room * 0.1, 1)
        is_shown = number % every == 0
        bars.append(
            Bar(x, round(HEIGHT + 8 - height, 1), round(room * 0.8, 1), height, label,
                label if is_shown else "", round(x + room * 0.4, 1), count)
        )  # fmt: skip
    scale = (Line(round(HEIGHT + 8 - share * HEIGHT, 1), f"{round(top * share):,}")
             for share in (0, 0.5, 1))  # fmt: skip
    return Chart(width=WIDTH, height=HEIGHT + 8 + BELOW, bars=tuple(bars), lines=tuple(scale))


def rows(points: Sequence[tuple[str, int]]) -> Chart:
    """Return lying bars, one under the other."""
    most = max((count for _, count in points), default=0) or 1
    room = WIDTH - _LABEL - 80
    bars = tuple(
        Bar(_LABEL, number * _ROW + 4, round(max(1.0, count / most * room), 1), _ROW - 8, label,
            label, number * _ROW + _ROW / 2 + 5, count)
        for number, (label, count) in enumerate(points)
    )  # fmt: skip
    return Chart(width=WIDTH, height=max(1, len(points)) * _ROW, bars=bars)


def _top(most: int) -> int:
    """Return the next even round number: two, four, ten times a power of ten."""
    power = 1
    while True:
        for step in _STEPS:
            if step * power * 2 >= most:
                return step * power * 2
        power *= 10
