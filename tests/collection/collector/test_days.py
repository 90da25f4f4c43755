"""A day of events is read in lots of people."""

import pytest
from tests.collection.collector.sending import (
    PERSONAL,
    SERVICE,
    Site,
    recommended,
    search,
    send,
)

from mamoru.gate.asking import OFFICER, Wish
from mamoru.gate.choose import withdraw
from mamoru.gate.observing.history import by_day


def test_a_day_is_read_in_lots_of_people_each_in_a_transaction_of_its_own(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("mamoru.gate.observing.history.LOT", 2)
    monkeypatch.setattr("mamoru.api.events.PIECE", 3)
    send(site.sender(), *[search(n, visitor=f"visitor-{n % 5}") for n in range(10)])
    key = site.key("reader", scopes=["events:read"])
    reader = site.client(Authorization=f"Bearer {key}")
    day = site.clock().date()

    found, _ = by_day(site.door, OFFICER, Wish(act="use", purpose=SERVICE), day)
    first = [next(found) for _ in range(3)]
    during = len(site.handlings("officer"))
    every = [*first, *found]
    answer = reader.get(f"/api/v1/events/days/{day}", params={"purpose": SERVICE})

    assert len(every) == 10
    assert len({one.ref for one in every}) == 5
    assert (during, len(site.handlings("officer"))) == (1, 3)
    assert "Content-Length" not in answer.headers
    assert len(answer.json()["events"]) == 10
    assert answer.json()["day"] == day.isoformat()
    assert len(site.handlings("reader")) == 3


def test_who_takes_consent_back_while_a_day_is_read_is_not_read_after_that(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("mamoru.gate.observing.history.LOT", 1)
    sender, given = site.sender(), dict[str, str]()
    for visitor in ("visitor-1", "visitor-2"):
        send(sender, search(1, visitor=visitor, messageId=visitor))
        ref = site.ref(visitor)
        assert ref is not None
        given[ref] = site.consents(ref)
        send(sender, recommended(visitor, 2))
    found, _ = by_day(site.door, OFFICER, Wish(act="use", purpose=PERSONAL), site.clock().date())
    first = next(found)
    [other] = given.keys() - {first.ref}
    withdraw(site.door, OFFICER, other, given[other])

    assert list(found) == []
