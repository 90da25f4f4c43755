from collections.abc import Iterator

import pytest
from tests.gate.samples import Clock
from tests.store import Store

from mamoru.gate.door import Door, open_door
from mamoru.paths import reference_policy


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def door(store: Store, clock: Clock) -> Iterator[Door]:
    """An open door on the reference policy, whose clock stands at noon."""
    door = open_door(home=store.home, policy=reference_policy(), clock=clock)
    try:
        yield door
    finally:
        door.close()
