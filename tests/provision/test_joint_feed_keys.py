"""What a feed may be set up for, and from where it may be asked."""

from typing import Any

import pytest
from tests.provision.shared import partner, published
from tests.provision.test_joint_feed import feed, pulled
from tests.provision.test_joint_feed import one as one

from mamoru.gate.door import Door
from mamoru.parties.party import Party
from mamoru.provision.joint.errors import InvalidCursorError, InvalidFeedError


@pytest.mark.parametrize("cursor", [-1, 1, 10**18])
def test_a_position_that_was_never_given_is_refused(door: Door, one: Party, cursor: int) -> None:
    with pytest.raises(InvalidCursorError):
        pulled(door, cursor)


@pytest.mark.parametrize(
    ("changes", "item"),
    [
        ({"party": "party_00000000000000aa"}, "party"),
        ({"purpose": "2(1)a"}, "purpose"),
        ({"items": ("birth_date",)}, "items"),
        ({"scopes": ["joint:pull", "people:read"]}, "client"),
    ],
)
def test_a_feed_stays_within_the_statement_and_has_a_key_of_its_own(
    door: Door, changes: dict[str, Any], item: str
) -> None:
    found = partner(door)
    published(door, found)

    with pytest.raises(InvalidFeedError) as refused:
        feed(door, found, **changes)

    assert refused.value.facts["item"] == item
