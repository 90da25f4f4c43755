"""What a declaration says of senders: what they call choices, and how much one may send."""

import pytest
from tests.collection.collector.sending import (
    EVENTS,
    Site,
    page,
    search,
    send,
)
from tests.gate.samples import counted

from mamoru.collection.collector.declare import declare
from mamoru.collection.collector.errors import SenderLimitedError
from mamoru.collection.collector.limits import Limits
from mamoru.gate.asking import OFFICER


def test_a_refusal_counts_under_the_name_that_the_sender_has_for_the_purposes(site: Site) -> None:
    declared_anew(site, 'preferences: {usage: ["2(1)a", "2(3)a"], advertising: ["2(2)a"]}')
    sender = site.sender()

    def told(number: int, **preferences: object) -> dict[str, object]:
        return page(number, context={"consent": {"categoryPreferences": preferences}})

    found = send(
        sender, told(1, usage=False, advertising=True), told(2, advertising=None),
        told(3, video=False, usage=True),
    )  # fmt: skip

    assert [[one["outcome"] for one in verdict["purposes"]] for verdict in found] == [
        ["needs", "allow", "needs"],
        ["allow", "needs", "needs"],
        ["allow", "allow", "needs"],
    ]


def declared_anew(site: Site, line: str) -> None:
    """Declare the events of the tests with one line more."""
    text = EVENTS.read_text().replace('version: "2026-11-29"', f'version: "2026-11-30"\n{line}')
    declare(site.door, OFFICER, text.encode())


def test_who_sends_more_than_one_key_may_waits_and_keeps_nobody_else_waiting(site: Site) -> None:
    declared_anew(site, "limit: 1/s")
    flooding, other = site.sender("flooding"), site.sender("other")
    first = send(flooding, *[search(n) for n in range(30)])
    refused = flooding.post("/v1/track", json=search(99))
    kept = counted("events_event")
    [unharmed] = send(other, search(1))

    assert [one["status"] for one in first] == ["accepted"] * 30
    assert (refused.status_code, refused.json()["code"]) == (503, "sender-limited")
    assert int(refused.headers["Retry-After"]) > 0
    assert (kept, unharmed["status"]) == (30, "accepted")


def test_who_waited_may_send_again() -> None:
    limits = Limits()
    limits.check("site", 5, 100.0)
    limits.count("site", 60)

    with pytest.raises(SenderLimitedError):
        limits.check("site", 5, 101.9)
    limits.check("site", 5, 102.0)
    limits.check("site", None, 102.0)
