"""Nothing comes in before it is confirmed who provides it and how they got it (APPI 30)."""

import pytest
from tests.gate.samples import Clock, effects, last
from tests.partners.samples import DAY, confirmed, known_partner, mapping, origin, partner

from mamoru.collection.partners.announce import announce
from mamoru.collection.partners.errors import (
    ConfirmationMissingError,
    InvalidPartnerError,
    PartnerKeyTakenError,
    UnknownOriginError,
    UnknownPartnerError,
)
from mamoru.collection.partners.models import Delivery, Receipt
from mamoru.collection.partners.origins import add_origin
from mamoru.collection.partners.register import PartnerChange, add, change, confirm, show
from mamoru.gate.asking import OFFICER, Asker
from mamoru.gate.door import Door
from mamoru.gate.errors import HandlingRefusedError, PurposeUnregisteredError

REGISTRATION = """
columns:
  メール: {identifier: email}
"""


def test_a_delivery_is_blocked_until_everything_the_law_wants_is_confirmed(door: Door) -> None:
    add(door, partner())
    add_origin(door, "shop-a", origin(consent=None))
    before = effects()

    with pytest.raises(ConfirmationMissingError) as refused:
        announce(door, OFFICER, "shop-a", "contract-1", mapping())

    assert refused.value.missing == (
        "consent", "provider_name", "provider_address", "provider_representative",
    )  # fmt: skip
    assert "提供元の代表者" in refused.value.message("ja")
    assert {need.fact for need in refused.value.decision.needs} == {"source_confirmed"}
    assert (last().outcome, last().needs, last().source) == (
        "needs",
        ("receipt_record",),
        "partner",
    )
    assert (effects(), Delivery.objects.count(), Receipt.objects.count()) == (before, 0, 0)


def test_each_confirmation_takes_one_thing_off_the_list(door: Door) -> None:
    add(door, partner())
    add_origin(door, "shop-a", origin())
    lacking = []

    for item in ("name", "address", "representative"):
        with pytest.raises(ConfirmationMissingError) as refused:
            announce(door, OFFICER, "shop-a", "contract-1", mapping())
        lacking.append(len(refused.value.missing))
        confirm(door, "shop-a", confirmed(item))

    announce(door, OFFICER, "shop-a", "contract-1", mapping())
    assert lacking == [3, 2, 1]


def test_a_private_person_has_no_representative_to_be_confirmed(door: Door) -> None:
    add(door, partner(is_corporation=False, representative=""))
    add_origin(door, "shop-a", origin(basis="private", consent=None))
    confirm(door, "shop-a", confirmed("name", "address"))

    announce(door, OFFICER, "shop-a", "contract-1", mapping())

    items = Receipt.objects.get().items
    assert sorted(items) == [
        "acquisition", "data_items", "person", "provider_address", "provider_name", "received_on",
    ]  # fmt: skip


def test_a_provider_who_relies_on_opting_out_is_recorded_with_its_publication(door: Door) -> None:
    add(door, partner())
    add_origin(door, "shop-a", origin(basis="opt_out", consent=None))
    confirm(door, "shop-a", confirmed())

    with pytest.raises(ConfirmationMissingError) as refused:
        announce(door, OFFICER, "shop-a", "contract-1", mapping())

    assert refused.value.missing == ("publication",)


def test_what_comes_with_a_succession_needs_no_address(door: Door) -> None:
    add(door, partner())
    add_origin(door, "shop-a", origin(basis="succession", consent=None))
    confirm(door, "shop-a", confirmed("name"))

    announce(door, OFFICER, "shop-a", "contract-1", mapping())

    assert "provider_address" not in Receipt.objects.get().items


def test_a_changed_name_has_to_be_confirmed_anew(door: Door) -> None:
    known_partner(door)

    change(door, "shop-a", PartnerChange(name="架空提携モモモ"))

    with pytest.raises(ConfirmationMissingError) as refused:
        announce(door, OFFICER, "shop-a", "contract-1", mapping())
    assert refused.value.missing == ("provider_name",)


def test_an_item_recorded_before_may_be_referred_to_while_it_is_the_same(door: Door) -> None:
    known_partner(door)
    again = confirmed("name", method="recorded", evidence="record:1")
    confirm(door, "shop-a", again)
    change(door, "shop-a", PartnerChange(name="架空提携モモモ"))

    with pytest.raises(InvalidPartnerError, match="no earlier confirmation"):
        confirm(door, "shop-a", again)

    assert set(show("shop-a").confirmed) == {"address", "representative"}


def test_nothing_is_confirmed_on_a_day_to_come(door: Door, clock: Clock) -> None:
    add(door, partner())
    clock.now = clock.now.replace(year=2026, month=11, day=1)

    with pytest.raises(InvalidPartnerError, match="still to come"):
        confirm(door, "shop-a", confirmed())
    assert DAY.day == 2


@pytest.mark.parametrize(
    ("kind", "basis"), [("batch", "opt_out"), ("contract", "private"), ("contract", "opt_out")]
)
def test_a_record_is_not_made_in_a_way_that_the_rule_does_not_allow(
    door: Door, kind: str, basis: str
) -> None:
    add(door, partner())

    with pytest.raises(InvalidPartnerError, match="Rule 23"):
        add_origin(door, "shop-a", origin(kind=kind, basis=basis))


def test_information_that_partners_may_not_bring_is_refused_whoever_confirmed(door: Door) -> None:
    known_partner(door)

    with pytest.raises(HandlingRefusedError):
        announce(door, OFFICER, "shop-a", "contract-1", mapping(columns=REGISTRATION))

    assert (last().outcome, last().data) == ("refuse", ("registration",))
    assert Receipt.objects.count() == 0


def test_a_system_that_names_a_strange_purpose_is_refused_before_anything(door: Door) -> None:
    known_partner(door)
    client = Asker(system="intake", purposes=frozenset(["2(1)a"]))

    with pytest.raises(PurposeUnregisteredError):
        announce(door, client, "shop-a", "contract-1", mapping(), purpose="2(1)c")


def test_what_is_not_registered_is_said_so(door: Door) -> None:
    with pytest.raises(UnknownPartnerError):
        announce(door, OFFICER, "shop-b", "contract-1", mapping())
    add(door, partner())
    with pytest.raises(UnknownOriginError):
        announce(door, OFFICER, "shop-a", "contract-9", mapping())
    with pytest.raises(PartnerKeyTakenError):
        add(door, partner())
    with pytest.raises(InvalidPartnerError, match="no party provides"):
        add(door, partner("shop-c", party="user"))
