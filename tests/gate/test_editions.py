"""Which text binds whom, from which moment on: several were published, by whichever process."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from tests.gate.samples import (
    COLLECT,
    NOON,
    SERVICE,
    USE,
    Clock,
    entries,
    last,
    published,
    stored,
)
from tests.store import Store

from mamoru.consent.choices import Choice, Kind
from mamoru.gate.asking import OFFICER, Wish
from mamoru.gate.choose import give, withdraw
from mamoru.gate.consider import consider, in_words
from mamoru.gate.door import Door, open_door
from mamoru.gate.editions import Widening, editions, take_back
from mamoru.gate.errors import UNAGREED, HandlingRefusedError
from mamoru.gate.read import read
from mamoru.gate.shelf import PolicyUnpublishedError
from mamoru.ledger.entries import Published
from mamoru.paths import reference_policy
from mamoru.policy.handling import Handling
from mamoru.vault.models import Field

DAY = timedelta(days=1)
FIRST = reference_policy().replace(b"by: [company, processor, partner]", b"by: [company]")
"""A text under which contractors and partners use nothing for the purposes of clause 2."""
HISTORY = b'    - {date: "2022-02-04", ja: \xe6\x94\xb9\xe5\xae\x9a, en: Revised}\n'
BY_CONTRACTOR = Wish(act="use", purpose=SERVICE, actor="processor")
ASKED = Handling(act="use", data="registration", purpose=SERVICE, actor="processor")
ANEW = Widening(
    values={"act": ("use",), "by": ("processor", "partner"), "purpose": (SERVICE,)},
    clauses=("2(1)a",),
    law=("APPI 18(1)",),
)


def revised(version: str) -> bytes:
    """Return the reference policy as the version of another day, on which it takes effect."""
    return (
        reference_policy()
        .replace(b'version: "2022-02-04"', f'version: "{version}"'.encode())
        .replace(b'effective_from: "2022-02-04"', f'effective_from: "{version}"'.encode())
        .replace(HISTORY, HISTORY + HISTORY.replace(b"2022-02-04", version.encode()))
    )


@pytest.fixture
def narrow(store: Store, clock: Clock) -> Iterator[Door]:
    door = open_door(home=store.home, policy=FIRST, clock=clock)
    yield door
    door.close()


def test_a_text_binds_from_the_first_moment_of_its_day_in_japan(narrow: Door, clock: Clock) -> None:
    one = stored(narrow)
    edition = published(narrow, revised("2026-12-01"))
    assert edition.in_force_from == datetime(2026, 11, 30, 15, tzinfo=UTC)

    clock.now = edition.in_force_from - timedelta(microseconds=1)
    with pytest.raises(HandlingRefusedError) as refused:
        read(narrow, OFFICER, BY_CONTRACTOR, one.ref)
    assert refused.value.decision.token.startswith("kusavee:2022-02-04:")

    clock.now = edition.in_force_from
    assert read(narrow, OFFICER, BY_CONTRACTOR, one.ref)[0].values
    assert (last().token or "").startswith("kusavee:2026-12-01:")


def test_a_text_whose_day_has_begun_binds_from_its_publication_and_not_before(
    narrow: Door, clock: Clock
) -> None:
    edition = published(narrow, revised("2026-11-24"))

    assert edition.in_force_from == clock.now
    assert narrow.shelf.policy(NOON - timedelta(hours=1)).version == "2022-02-04"


def test_an_open_door_sees_what_another_process_published(
    narrow: Door, store: Store, clock: Clock
) -> None:
    one = stored(narrow)
    other = open_door(home=store.home, clock=clock)
    try:
        published(other, revised("2026-11-24"))
    finally:
        other.close()

    assert read(narrow, OFFICER, BY_CONTRACTOR, one.ref)[0].values


def test_a_withdrawn_text_never_binds(narrow: Door, clock: Clock) -> None:
    one = stored(narrow)
    edition = published(narrow, revised("2026-12-01"))
    narrow.writer.run(lambda _: take_back(edition, clock.now))
    clock.now += 30 * DAY

    with pytest.raises(HandlingRefusedError):
        read(narrow, OFFICER, BY_CONTRACTOR, one.ref)
    assert [one.version for one in editions()] == ["2022-02-04"]


def test_a_file_alone_changes_nothing(narrow: Door, store: Store, clock: Clock) -> None:
    before = entries()

    with pytest.raises(PolicyUnpublishedError) as refused:
        open_door(home=store.home, policy=revised("2026-11-24"), clock=clock)

    assert refused.value.facts == {"known": "2022-02-04"}
    assert entries() == before
    open_door(home=store.home, policy=FIRST, clock=clock).close()


def test_publication_is_recorded_with_its_weight_and_its_day(narrow: Door) -> None:
    published(narrow, revised("2026-12-01"))

    first, second = [entry for entry in entries() if isinstance(entry, Published)]

    assert (first.weight, second.weight) == ("first", "important")
    assert second.in_force_from == datetime(2026, 11, 30, 15, tzinfo=UTC)


def test_a_widening_that_needs_consent_waits_for_each_persons_agreement(
    narrow: Door, clock: Clock
) -> None:
    before = stored(narrow)
    published(narrow, revised("2026-11-24"), awaits=[ANEW])
    clock.now += DAY
    after = stored(narrow, "Betsu Tsukuri")

    with pytest.raises(HandlingRefusedError) as refused:
        read(narrow, OFFICER, BY_CONTRACTOR, before.ref)

    decision = refused.value.decision
    assert (decision.near, decision.cites, decision.law) == (
        (UNAGREED,),
        ("2(1)a",),
        ("APPI 18(1)",),
    )
    assert last().needs == ("agreement_to_revision",)
    assert last().outcome == "refuse"
    assert read(narrow, OFFICER, BY_CONTRACTOR, after.ref)[0].values
    (told,) = in_words(narrow, [decision], "ja")
    assert "同意がまだありません" in told.near[0].text

    agreement = Choice(kind=Kind.AGREEMENT)
    reference = give(narrow, OFFICER, COLLECT, before.ref, agreement, data="supplied")
    assert read(narrow, OFFICER, BY_CONTRACTOR, before.ref)[0].values
    withdraw(narrow, OFFICER, before.ref, reference)
    with pytest.raises(HandlingRefusedError):
        read(narrow, OFFICER, BY_CONTRACTOR, before.ref)


def test_what_the_text_before_allowed_waits_for_nobody(narrow: Door, clock: Clock) -> None:
    one = stored(narrow)
    everything = Widening(values={"act": ("use",)})
    published(narrow, revised("2026-11-24"), awaits=[everything])
    clock.now += DAY

    assert read(narrow, OFFICER, USE, one.ref)[0].values
    with pytest.raises(HandlingRefusedError):
        read(narrow, OFFICER, BY_CONTRACTOR, one.ref)


def test_agreeing_to_a_later_text_is_agreeing_to_what_came_before_it(
    narrow: Door, clock: Clock
) -> None:
    one, two = stored(narrow), stored(narrow, "Betsu Tsukuri")
    published(narrow, revised("2026-11-24"), awaits=[ANEW])
    later = published(narrow, revised("2026-12-01"))
    agreed = Choice(kind=Kind.AGREEMENT, notice_version="2026-12-01")
    give(narrow, OFFICER, COLLECT, one.ref, agreed, data="supplied")
    clock.now = later.in_force_from

    assert read(narrow, OFFICER, BY_CONTRACTOR, one.ref)[0].values
    with pytest.raises(HandlingRefusedError) as refused:
        read(narrow, OFFICER, BY_CONTRACTOR, two.ref)
    assert refused.value.decision.near == (UNAGREED,)


def test_of_people_who_are_not_known_nobody_has_agreed(narrow: Door, clock: Clock) -> None:
    one = stored(narrow)
    published(narrow, revised("2026-11-24"), awaits=[ANEW])
    clock.now += DAY

    (unknown,) = consider(narrow, OFFICER, [ASKED])
    (known,) = consider(narrow, OFFICER, [ASKED], ref=one.ref)

    assert unknown.near == known.near == (UNAGREED,)


def test_what_is_stored_counts_as_what_the_text_in_force_says_it_is(
    narrow: Door, store: Store, clock: Clock
) -> None:
    line = b"          employer: {ja: \xe5\x8b\xa4\xe5\x8b\x99\xe5\x85\x88, en: Employer}\n"
    before, after = revised("2026-11-24").split(line)
    place = b"      supplied:\n"
    first, rest = after.split(place, 1)
    head, items = rest.split(b"        items:\n", 1)
    moved = b"".join([before, first, place, head, b"        items:\n", line, items])
    stored(narrow)
    other = open_door(home=store.home, clock=clock)
    try:
        published(other, moved)
    finally:
        other.close()

    stored(narrow, "Betsu Tsukuri")

    rows = Field.objects.filter(item="employer").order_by("person_id")
    assert list(rows.values_list("data", flat=True)) == ["registration", "supplied"]
