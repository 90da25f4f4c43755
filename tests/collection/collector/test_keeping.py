"""What of an event is kept, and what its entries say when they are asked again."""

from pathlib import Path

from tests.collection.collector.sending import (
    MISUSE,
    SERVICE,
    Site,
    page,
    recommended,
    search,
    send,
)
from tests.gate.samples import TRACE, Clock, counted
from tests.store import Store

from mamoru.gate.again import again
from mamoru.gate.asking import OFFICER, Asker
from mamoru.gate.door import open_door
from mamoru.gate.observing.collect import Observatory
from mamoru.gate.observing.event import Aim, Observed
from mamoru.gate.read import disclose
from mamoru.gate.record import by_the_door
from mamoru.gate.texts import Texts


def test_what_may_be_sensitive_goes_to_quarantine_and_the_rest_of_the_event_is_kept(
    site: Site,
) -> None:
    properties = {"query": "糖尿病と診断されました", "device": "device-7"}

    [verdict] = send(site.sender(), search(properties=properties))
    ref = site.ref()

    assert (verdict["status"], verdict["reasons"]) == ("limited", ["sensitive"])
    assert ref is not None
    assert set(site.events(ref)[0].properties) == {"device", "ip", "userAgent"}
    assert counted("vault_withheld") == 1
    held = [one for one in site.handlings() if one.quarantine]
    assert [(one.quarantine, one.outcome, one.sensitive) for one in held] == [
        ("held", "refuse", ("special_care",))
    ]


def test_a_number_that_may_not_be_kept_is_masked_in_what_people_write(site: Site) -> None:
    properties = {"query": "マイナンバー 123456789018 の再発行"}

    [verdict] = send(site.sender(), search(properties=properties))
    ref = site.ref()

    assert (verdict["status"], verdict["reasons"]) == ("limited", ["masked"])
    assert ref is not None
    assert "123456789018" not in site.events(ref)[0].properties["query"]


def test_what_is_kept_whole_for_preventing_misuse_is_read_for_nothing_else(site: Site) -> None:
    send(site.sender(), search(properties={"network": "192.0.2.200"}))
    ref = site.ref()
    assert ref is not None

    for_service, for_misuse = site.events(ref)[0], site.events(ref, MISUSE)[0]

    assert "network" not in for_service.properties
    assert for_misuse.properties["network"] == "192.0.2.200"
    assert for_service.properties["ip"] == "192.0.2.0/24"


def test_without_a_purpose_that_it_is_for_a_property_is_not_even_stored(site: Site) -> None:
    send(site.sender(purposes=[SERVICE]), search(properties={"network": "192.0.2.200"}))
    ref = site.ref()
    assert ref is not None

    answer, _ = disclose(site.door, OFFICER, TRACE, ref)

    assert "network" not in answer.events[0].properties


def test_every_entry_about_events_is_answered_again_as_it_was(site: Site) -> None:
    sender = site.sender()
    send(sender, search(1), page(2), recommended(number=3), search(4, event="Undeclared"))
    ref = site.ref()
    assert ref is not None
    site.consents(ref)
    sender.headers["Sec-GPC"] = "1"
    send(sender, *[page(at, visitor=f"visitor-{at % 3}") for at in range(10, 20)])
    send(
        sender,
        recommended("visitor-2", 5),
        search(6, properties={"query": "糖尿病と診断されました"}),
    )

    texts = Texts()
    asked = [again(texts, one, 0) for one in site.handlings() if not by_the_door(one)]

    assert len(asked) > 6
    assert [one.entry for one in asked if not one.agrees] == []
    door_made = [one for one in site.handlings() if by_the_door(one)]
    assert {one.needs for one in door_made} == {("declared_consent",), ("no_opt_out_signal",)}


def test_under_a_text_that_binds_those_who_agreed_nothing_is_taken_of_who_did_not(
    store: Store,
) -> None:
    shop = Path(__file__).parents[3] / "policies" / "shop.yaml"
    door = open_door(home=store.home, policy=shop.read_bytes(), clock=Clock())
    purpose = next(iter(door.policy.purposes))
    data = door.policy.category_of("cookie_id") or next(iter(door.policy.categories))
    event = Observed(
        asker=Asker(system="site", purposes=frozenset([purpose])), name="page", message="1",
        visitor="stranger", whose=next(iter(door.policy.people)), aims=(Aim(purpose, (data,)),),
        parts=(), at="2026-11-24T03:00:00.000+00:00", keep_days=30,
    )  # fmt: skip
    try:
        [verdict] = Observatory(door).take([event])
    finally:
        door.close()

    assert (verdict.status, verdict.reasons) == ("dropped", ("policy",))
    assert counted("vault_person") == 0
