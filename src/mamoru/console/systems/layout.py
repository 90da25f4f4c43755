"""Where the boxes and lines of a map are: people on the left, what is theirs to the right."""

from dataclasses import dataclass

from mamoru.gate.systems.picture import Drawn, TableDrawn

WIDTH, HEIGHT = 200, 56
ACROSS, DOWN = 96, 24
"""What lies between boxes."""
EDGE = 16
LONGEST = 22
"""Characters of a name that fit into a box."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A table in the picture."""

    x: int
    y: int
    table: TableDrawn
    short: str
    personal: int
    """How many of its columns are about the person."""
    kind: str
    """`people`, `reference` or `plain`."""

    @property
    def text_x(self) -> int:
        """Return where its texts begin."""
        return self.x + 12

    @property
    def first_y(self) -> int:
        """Return the line of its name."""
        return self.y + 23

    @property
    def second_y(self) -> int:
        """Return the line below."""
        return self.y + 43


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A tie in the picture."""

    path: str
    name: str
    is_owning: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A map as it is drawn."""

    width: int
    height: int
    boxes: tuple[Box, ...]
    lines: tuple[Line, ...]


def picture(found: Drawn) -> Picture:
    """Return where everything of a map is drawn."""
    layers = _ordered(_layers(found), found)
    boxes: dict[str, Box] = {}
    for across, layer in enumerate(layers):
        for down, table in enumerate(layer):
            boxes[table.name] = _box(table, across, down)
    lines = tuple(
        Line(path=_path(boxes[tie.origin], boxes[tie.lead]), name=tie.name, is_owning=tie.is_owning)
        for tie in found.ties
        if tie.origin in boxes and tie.lead in boxes
    )
    tallest = max((len(layer) for layer in layers), default=0)
    return Picture(
        width=2 * EDGE + len(layers) * (WIDTH + ACROSS),
        height=2 * EDGE + tallest * (HEIGHT + DOWN), boxes=tuple(boxes.values()), lines=lines,
    )  # fmt: skip


def _layers(found: Drawn) -> list[list[TableDrawn]]:
    """Return people first, then each table one layer after the first that leads to it.

    What nothing leads to comes last: nobody owns it.
    """
    depth = {one.name: 0 for one in found.tables if one.people}
    frontier = list(depth)
    while frontier:
        reached = [
            tie.lead for name in frontier for tie in found.ties
            if tie.origin == name and tie.lead not in depth
        ]  # fmt: skip
        frontier = list(dict.fromkeys(reached))
        depth |= dict.fromkeys(frontier, max(depth.values(), default=0) + 1)
    last = max(depth.values(), default=-1) + 1
    layers: list[list[TableDrawn]] = [[] for _ in range(last + 1)]
    for one in found.tables:
        layers[depth.get(one.name, last)].append(one)
    return [layer for layer in layers if layer]


def _ordered(layers: list[list[TableDrawn]], found: Drawn) -> list[list[TableDrawn]]:
    """Put each table of a layer about level with those that lead to it, so that few lines cross."""
    at: dict[str, float] = {}
    for layer in layers:
        places = {one.name: float(place) for place, one in enumerate(layer)}
        for one in layer:
            above = [
                at[tie.origin] for tie in found.ties if tie.lead == one.name and tie.origin in at
            ]
            if above:
                places[one.name] = sum(above) / len(above)
        layer.sort(key=lambda one, places=places: places[one.name])  # type: ignore[misc]  # bound now
        at |= {one.name: float(place) for place, one in enumerate(layer)}
    return layers


def _box(table: TableDrawn, across: int, down: int) -> Box:
    is_long = len(table.name) > LONGEST
    return Box(
        x=EDGE + across * (WIDTH + ACROSS), y=EDGE + down * (HEIGHT + DOWN), table=table,
        short=f"{table.name[: LONGEST - 1]}…" if is_long else table.name,
        personal=sum(one.data is not None for one in table.columns),
        kind="people" if table.people else "reference" if table.is_reference else "plain",
    )  # fmt: skip


def _path(origin: Box, lead: Box) -> str:
    """Return a curve from the right side of one box to the left side of another."""
    y, to_y = origin.y + HEIGHT // 2, lead.y + HEIGHT // 2
    x = origin.x + WIDTH
    if lead.x > origin.x:
        to_x = lead.x - 6
        middle = (x + to_x) // 2
        return f"M{x} {y} C{middle} {y} {middle} {to_y} {to_x} {to_y}"
    to_x, out = lead.x + WIDTH + 6, max(origin.x, lead.x) + WIDTH + ACROSS - 20
    if origin is lead:
        return f"M{x} {y - 10} C{out} {y - 30} {out} {y + 30} {to_x} {y + 10}"
    return f"M{x} {y} C{out} {y} {out} {to_y} {to_x} {to_y}"
