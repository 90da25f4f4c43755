"""What handlings have alike is told from what each has by itself; what was asked is kept whole."""

import numpy as np
from tests.ledger.logs import NOON
from tests.ledger.test_columns import entry

from mamoru.ledger.asked import LONGEST, Group, questions, read, written
from mamoru.ledger.columns.rows import TYPES
from mamoru.ledger.columns.shape import Shape, bare, shape, shape_of
from mamoru.ledger.entries import Handled, encode
from mamoru.policy.handling import Handling


def test_a_shape_is_the_entry_without_what_it_has_by_itself() -> None:
    one, _ = entry(13)
    other, _ = entry(13 + 420)

    assert one != other
    assert bare(encode(one)) == bare(encode(other))
    assert shape(bare(encode(one))) == shape(encode(one))


def test_a_shape_without_a_token_is_read_as_it_is() -> None:
    one = Handled(at=NOON, act="use", outcome="allow", subject="0" * 32, request="0" * 32)

    assert bare(encode(one)) == b'{"act":"use","kind":"handling","outcome":"allow"}'
    assert shape_of(one) == Shape(act="use", outcome="allow")


def test_what_was_asked_is_read_as_it_was_written() -> None:
    groups = (
        Group("individual", "JP", ("consent", "minor"), ("request",), (("contact", "health"),)),
        Group(None, None, (), ("?",), ((None, None), (None, "health"), ("?", None))),
    )
    stated = Handling(act="use", purpose="2(1)a")

    assert read(written(groups)) == groups
    asked = questions(stated, written(groups))
    assert [(one.handling.data, one.handling.sensitive) for one in asked] == [
        ("contact", "health"), (None, None), (None, "health"), ("?", None),
    ]  # fmt: skip
    assert {one.handling.purpose for one in asked} == {"2(1)a"}


def test_what_would_make_an_entry_too_long_is_left_out() -> None:
    pairs = tuple((f"category_{number:05}", None) for number in range(LONGEST // 14))

    assert written([Group("individual", "JP", (), (), pairs)]) == ()
    assert written([Group("individual", "JP", (), (), pairs[:100])]) != ()


def test_numbers_are_as_wide_as_they_are_said_to_be() -> None:
    assert sum(kind.itemsize for kind in TYPES.values()) == 47
    assert all(kind == np.dtype(kind.str.replace(">", "<")) for kind in TYPES.values())
