"""A plan holds under the texts of its moment only, and on its day."""

from datetime import timedelta

import pytest
from tests.collection.collector.meanwhile import Other, known, reasons
from tests.collection.collector.sending import (
    DAY,
    Site,
    search,
    send,
)
from tests.events.observed import observed
from tests.gate.samples import NOON, published
from tests.gate.test_editions import revised

NOBODY_USES = revised("2026-11-24").replace(
    b'    by: [company, processor, partner]\n    law: ["APPI 17(1)"',
    b'    by: [partner]\n    law: ["APPI 17(1)"',
)
"""A text under which the company itself uses nothing for the purposes of clause 2."""


def test_a_text_that_comes_into_force_decides_events_that_were_planned(
    site: Site, other: Other
) -> None:
    sender = site.sender()
    known(site, sender)
    other.will("publishes", NOBODY_USES.decode())

    [verdict] = send(sender, search(1))

    assert reasons(verdict) == ("dropped", ["policy"])
    assert "kusavee:2026-11-24:" in (site.handlings()[-1].token or "")


def test_the_text_of_the_next_day_decides_what_is_kept_after_midnight(
    site: Site, other: Other
) -> None:
    sender = site.sender()
    known(site, sender)
    tomorrow = NOBODY_USES.replace(b"2026-11-24", b"2026-11-25")
    published(site.door, tomorrow)
    other.observatory.meanwhile = lambda: setattr(site.clock, "now", site.clock.now + DAY / 2)

    [verdict] = send(sender, search(1))

    assert reasons(verdict) == ("dropped", ["policy"])


def test_a_text_that_comes_into_force_decides_whatever_declares_the_events(
    site: Site, other: Other
) -> None:
    other.observatory.take([observed("visitor-1", 1)])
    other.will("publishes", NOBODY_USES.decode())

    [verdict] = other.observatory.take([observed("visitor-1", 2)])

    assert (verdict.status, verdict.reasons) == ("dropped", ("policy",))


def test_the_text_of_the_next_day_decides_after_midnight_whatever_declares_the_events(
    site: Site, other: Other
) -> None:
    other.observatory.take([observed("visitor-1", 1)])
    published(site.door, NOBODY_USES.replace(b"2026-11-24", b"2026-11-25"))
    other.observatory.meanwhile = lambda: setattr(site.clock, "now", site.clock.now + DAY / 2)

    [verdict] = other.observatory.take([observed("visitor-1", 2)])

    assert (verdict.status, verdict.reasons) == ("dropped", ("policy",))


def test_a_text_that_comes_into_force_on_the_same_day_decides_what_is_kept_then(
    site: Site, other: Other
) -> None:
    other.observatory.take([observed("visitor-1", 1)])
    published(site.door, NOBODY_USES, at=NOON + timedelta(minutes=1))
    assert other.observatory.take([observed("visitor-1", 2)])[0].status == "accepted"
    soon = NOON + timedelta(minutes=1)
    other.observatory.meanwhile = lambda: setattr(site.clock, "now", soon)

    [verdict] = other.observatory.take([observed("visitor-1", 3)])

    assert (verdict.status, verdict.reasons) == ("dropped", ("policy",))


@pytest.mark.parametrize(
    ("later", "holds"),
    [(timedelta(hours=1), True), (DAY / 2, False), (-timedelta(seconds=1), False)],
)
def test_a_plan_of_another_day_or_of_a_time_to_come_does_not_hold(
    site: Site, other: Other, later: timedelta, holds: bool
) -> None:
    for number in (1, 2):
        other.observatory.take([observed("visitor-1", number)])
    plans = other.observatory.plans  # on PostgreSQL nothing is planned before

    found, _ = site.door.writer.run(
        lambda _: [plan.still(site.door, site.clock.now + later) for plan in plans]
    )

    assert found == ([holds] if site.store.vendor == "sqlite" else [])
