"""Systems are asked at once: a slow one takes nobody else's time, and none takes for ever."""

import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from tests.gate.conftest import clock, door
from tests.systems.company import sqlite_company
from tests.systems.shop import stock
from tests.systems.test_door import ASKED, DESK, GOOD

from mamoru.gate.asking import OFFICER
from mamoru.gate.door import Door
from mamoru.gate.systems import Whom, look, register
from mamoru.gate.systems.look import Found, Unreachable
from mamoru.gate.systems.registering import NewSystem

__all__ = ["clock", "door"]
pytestmark = pytest.mark.parametrize("store", ["sqlite"], indirect=True)


@pytest.fixture
def silent(door: Door, tmp_path: Path) -> Iterator[list[str]]:
    """Three systems that take a connection and say nothing, before one that answers."""
    names = ["away-a", "away-b", "away-c"]
    with ExitStack() as stack:
        for name in names:
            port = stack.enter_context(socket.create_server(("127.0.0.1", 0))).getsockname()[1]
            url = f"postgresql://nobody@127.0.0.1:{port}/nothing"
            text = GOOD.replace("system: shop", f"system: {name}")
            register(door, OFFICER, NewSystem(url=url, map=text))
        shop = sqlite_company(tmp_path)
        stock(shop)
        register(door, OFFICER, NewSystem(url=shop.url, map=GOOD))
        yield names


def test_several_slow_systems_take_the_time_of_one(door: Door, silent: list[str]) -> None:
    begun = time.monotonic()
    found = look(door, DESK, ASKED, Whom(named=(("account", "1"),)))

    assert time.monotonic() - begun < 10  # each waits five seconds for its connection
    assert [one.system for one in found] == [*silent, "shop"]
    assert [type(one) for one in found] == [Unreachable] * 3 + [Found]


def test_what_is_late_is_told_as_slow_and_the_rest_is_found(door: Door, silent: list[str]) -> None:
    found = look(door, DESK, ASKED, Whom(named=(("account", "1"),)), deadline=1.5)

    assert [one.code for one in found if isinstance(one, Unreachable)] == ["system-slow"] * 3
    [shop] = [one for one in found if isinstance(one, Found)]
    assert len(shop.rows) == 9
