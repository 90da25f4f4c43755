"""Mamoru's own database is no system: whoever mapped it would go past the door."""

from contextlib import closing
from urllib.parse import quote

import pytest
from django.db import connection
from tests.gate.conftest import clock, door
from tests.gate.samples import INVESTIGATED
from tests.systems.company import Company

from mamoru.gate.asking import OFFICER, Wish
from mamoru.gate.door import Door
from mamoru.gate.systems.look import Whom, look, look_once
from mamoru.gate.systems.registering import NewSystem, register
from mamoru.systems.errors import SystemUrlError
from mamoru.systems.found import Unreachable

__all__ = ["clock", "door"]
MAP = """
mamoru_map: 1
system: own
title: {ja: 自身, en: Own}
writable: true
tables:
  requests_request:
    person: {kind: individual, found_by: {account: ref}}
    columns: {person: {data: registration}}
"""
WHOM = Whom(named=(("account", "req_1"),))
LOOK = Wish(act="disclose", grounds=INVESTIGATED)


def own_url() -> str:
    own = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{own['NAME']}"
    at = quote(own["HOST"], safe="") + (f":{own['PORT']}" if own["PORT"] else "")
    return f"postgresql://{own['USER']}:{own['PASSWORD']}@{at}/{own['NAME']}"


def test_the_database_of_mamoru_itself_is_not_reached_by_any_map(door: Door) -> None:
    with pytest.raises(SystemUrlError, match="own database"):
        look_once(door, OFFICER, LOOK, WHOM, text=MAP.encode(), url=own_url())

    register(door, OFFICER, NewSystem(url=own_url(), map=MAP))

    [found] = look(door, OFFICER, LOOK, WHOM)
    assert isinstance(found, Unreachable)
    assert found.code == SystemUrlError.code


@pytest.mark.parametrize("store", ["sqlite"], indirect=True)
def test_one_table_of_such_a_name_is_somebody_elses(door: Door, company: Company) -> None:
    company.run("CREATE TABLE vault_person (id INTEGER PRIMARY KEY)")

    with closing(company.reach()) as reach:
        assert set(reach.schema().tables) == {"vault_person"}
