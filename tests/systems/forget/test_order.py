"""Rows go in an order in which no foreign key ever points to a row that is not there."""

from mamoru.systems.forget.order import ordered
from mamoru.systems.forget.rows import Name, Tie
from mamoru.systems.map.graph import Edge

BOSS = Edge(
    number=0, table="staff", columns=("boss_id",), to="staff", to_columns=("id",),
    relation="reference",
)  # fmt: skip
FIRST: Name = ("staff", (1,))
SECOND: Name = ("staff", (2,))


def test_a_row_goes_after_those_that_point_to_it() -> None:
    found = ordered([FIRST, SECOND], [Tie(BOSS, SECOND, FIRST)], lambda _: ())

    assert found.steps[SECOND] < found.steps[FIRST]
    assert not found.stuck


def test_a_row_that_points_to_itself_and_cannot_let_go_is_stuck_only_where_that_holds_it() -> None:
    itself = [Tie(BOSS, FIRST, FIRST)]

    assert ordered([FIRST], itself, lambda _: (), holds_itself=True).stuck == {FIRST}
    assert not ordered([FIRST], itself, lambda _: ()).stuck


def test_a_row_that_points_to_itself_lets_go_first_where_it_can() -> None:
    found = ordered(
        [FIRST], [Tie(BOSS, FIRST, FIRST)], lambda tie: tie.edge.columns, holds_itself=True
    )

    assert found.cut == ((FIRST, ("boss_id",)),)
    assert not found.stuck
