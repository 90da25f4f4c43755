"""When what is held has been kept long enough, as the policy says for it."""

from datetime import timedelta
from typing import Any

from tests.gate.samples import NOON, Clock, last

from mamoru.gate.asking import OFFICER, Wish
from mamoru.gate.change import leave
from mamoru.gate.consider import consider
from mamoru.gate.create import Given, create
from mamoru.gate.door import Door
from mamoru.gate.retention import is_over
from mamoru.gate.transaction import Record
from mamoru.policy.handling import Handling, Outcome
from mamoru.vault.read import fetch

DAY = timedelta(days=1)
ENDED: dict[str, str | None] = {"retention_over": "check:1"}


def member(door: Door, **items: str) -> str:
    wish = Wish(act="collect", source="person", grounds={"notice_shown": "notice:1"})
    given = Given(whose="member", residence="JP", agreed=True, items=items)
    return create(door, OFFICER, wish, [given])[0].people[0].ref


def disposed(door: Door, ref: str, data: str, **grounds: Any) -> Outcome:
    asked = Handling(act="dispose", data=data, grounds=grounds)
    return consider(door, OFFICER, [asked], ref=ref)[0].outcome


def test_what_is_kept_from_collection_on_is_over_the_day_after_its_last(
    shop: Door, clock: Clock
) -> None:
    ref = member(shop, article="架空の品")

    for clock.now, outcome in (
        (NOON + 360 * DAY, Outcome.REFUSE),
        (NOON.replace(year=2033), Outcome.REFUSE),
        (NOON.replace(year=2033) + DAY, Outcome.ALLOW),
    ):
        assert disposed(shop, ref, "order") is outcome
    assert last().facts == ("retention_over",)


def test_what_is_kept_from_leaving_on_is_not_over_while_somebody_stays(
    shop: Door, clock: Clock
) -> None:
    ref = member(shop, name="Zenbu Tsukuribanashi")

    def over() -> bool:
        def unit(record: Record) -> bool:
            about = shop.about(record, fetch(ref, history=True), clock.now)
            return is_over(about, "account", ENDED)

        return shop.writer.run(unit, changes=False)[0]

    clock.now = NOON + 4000 * DAY
    assert not over()
    leave(shop, OFFICER, Wish(act="dispose"), ref)
    clock.now += 90 * DAY
    assert not over()
    clock.now += DAY
    assert over()


def test_when_a_purpose_ended_is_shown_by_a_reference(shop: Door, clock: Clock) -> None:
    ref = member(shop, name="Zenbu Tsukuribanashi")
    clock.now = NOON + 4000 * DAY

    assert disposed(shop, ref, "identity_document") is Outcome.REFUSE
    assert disposed(shop, ref, "identity_document", **ENDED) is Outcome.ALLOW


def test_a_reference_does_not_end_a_time_that_the_vault_knows(shop: Door) -> None:
    ref = member(shop, article="架空の品")

    assert disposed(shop, ref, "order", **ENDED) is Outcome.REFUSE
    assert last().facts == ()
