"""Random schemas, maps and rows for the slow evaluator and a real database to agree on."""

import json
from typing import Any

from hypothesis import strategies as st
from tests.systems.naive import Tie, World

RELATIONS = ("owned_by", "owned_by", "owns", "accessed_by", "accesses", "reference", None)
PERSONAL = ("v", "w")


@st.composite
def worlds(draw: st.DrawFn) -> World:
    names = [f"t{number}" for number in range(draw(st.integers(2, 5)))]
    keys = {name: draw(st.sampled_from([("id",), ("id",), ("id", "no")])) for name in names}
    people = {"t0"} | ({"t1"} if draw(st.booleans()) else set())
    ties = [_tie(draw, number, names, keys) for number in range(draw(st.integers(1, 6)))]
    shared = {
        name: draw(st.sampled_from([None, "show", "review", ["v"], ["v", "w"]])) for name in names
    }
    world = World(keys=keys, people=people, ties=ties, shared=shared)
    for name in names:
        world.rows[name] = _rows(draw, world, name)
    return world


def _tie(draw: st.DrawFn, number: int, names: list[str], keys: dict[str, tuple[str, ...]]) -> Tie:
    to = draw(st.sampled_from(names))
    relation = draw(st.sampled_from(RELATIONS))
    has_rule = relation not in (None, "reference")
    return Tie(
        table=draw(st.sampled_from(names)),
        columns=tuple(f"l{number}_{column}" for column in keys[to]),
        to=to, to_columns=keys[to], relation=relation,
        hides=frozenset(draw(st.sets(st.sampled_from(PERSONAL))) if has_rule else ()),
        drops=has_rule and draw(st.integers(0, 5)) == 0,
    )  # fmt: skip


def _rows(draw: st.DrawFn, world: World, name: str) -> list[dict[str, Any]]:
    count = draw(st.integers(1 if name == "t0" else 0, 5))
    links = [column for tie in world.ties if tie.table == name for column in tie.columns]
    points = st.sampled_from([None, 0, 1, 1, 2])
    rows = []
    for number in range(count):
        is_composite = len(world.keys[name]) == 2
        row: dict[str, Any] = {"id": number // 2 if is_composite else number}
        row["no"] = number % 2
        row["who"] = f"{name}-{number}"
        row |= {column: f"{column}{number}{name}" for column in PERSONAL}
        rows.append(row | {column: draw(points) for column in links})
    return rows


def columns(world: World, name: str) -> list[str]:
    links = [column for tie in world.ties if tie.table == name for column in tie.columns]
    return ["id", "no", "who", *PERSONAL, *links]


def statements(world: World) -> list[str]:
    found = []
    for name, key in world.keys.items():
        kinds = {"who": "VARCHAR(20) UNIQUE", "v": "VARCHAR(20)", "w": "VARCHAR(20)"}
        told = [f"{column} {kinds.get(column, 'INTEGER')}" for column in columns(world, name)]
        told = [one + " NOT NULL" if one.split()[0] in key else one for one in told]
        found.append(f"CREATE TABLE {name} ({', '.join(told)}, PRIMARY KEY ({', '.join(key)}))")
    return found


def map_text(world: World) -> str:
    tables: dict[str, Any] = {}
    for name in world.keys:
        table: dict[str, Any] = {"columns": {one: {"data": "registration"} for one in PERSONAL}}
        if name in world.people:
            table["person"] = {"kind": "member", "found_by": {"account": "who"}}
        rule = world.shared[name]
        if rule is not None:
            table["shared"] = {"anonymise": rule} if isinstance(rule, list) else rule
        table["links"] = [_link(tie) for tie in world.ties if tie.table == name]
        tables[name] = {key: value for key, value in table.items() if value}
    head = {"mamoru_map": 1, "system": "random", "title": {"ja": "乱", "en": "Random"}}
    return json.dumps({**head, "tables": tables})


def _link(tie: Tie) -> dict[str, Any]:
    found: dict[str, Any] = {"columns": list(tie.columns), "to": tie.to}
    if tie.relation is not None:
        found["is"] = tie.relation
    rule: dict[str, Any] = {}
    if tie.hides:
        rule["anonymise"] = sorted(tie.hides)
    if tie.drops:
        rule["drop_row"] = True
    return {**found, "on_get": rule} if rule else found
