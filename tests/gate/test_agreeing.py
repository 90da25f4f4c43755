"""Who agreed to a text stands in the consent record, and can take it back there."""

import pytest
from tests.gate.samples import counted, last
from tests.parties.samples import registered

from mamoru.consent import queries
from mamoru.consent.choices import Choice, Kind
from mamoru.gate.asking import OFFICER, Wish
from mamoru.gate.choose import give, withdraw
from mamoru.gate.create import Given, create
from mamoru.gate.door import Door
from mamoru.gate.errors import HandlingRefusedError
from mamoru.gate.read import read
from mamoru.gate.verify import verify_here

COLLECT = Wish(act="collect", source="person", grounds={"notice_shown": "notice:1"})
THIRD_PARTY = "seller"


def members(count: int, *, agreed: bool) -> list[Given]:
    return [
        Given(whose="member", residence="JP", agreed=agreed, items={"name": f"Hito{n} Tsukuri"})
        for n in range(count)
    ]


def test_an_agreement_given_at_the_beginning_is_on_record_for_each(shop: Door) -> None:
    people = create(shop, OFFICER, COLLECT, members(3, agreed=True))[0].people

    for one in people:
        (row,) = queries.of_person(one.number)
        assert (row.choice.kind, row.choice.notice_version) == (
            Kind.AGREEMENT, shop.policy.version,
        )  # fmt: skip


def test_an_agreement_that_is_taken_back_binds_no_longer(shop: Door) -> None:
    (one,) = create(shop, OFFICER, COLLECT, members(1, agreed=True))[0].people
    use = Wish(act="use", purpose="delivery")
    assert read(shop, OFFICER, use, one.ref)[0].values

    (row,) = queries.of_person(one.number)
    withdraw(shop, OFFICER, one.ref, row.reference)

    assert (last().act, last().outcome) == ("withdraw", "allow")
    with pytest.raises(HandlingRefusedError):
        read(shop, OFFICER, use, one.ref)


def test_whoever_took_an_agreement_back_can_agree_again(shop: Door) -> None:
    (one,) = create(shop, OFFICER, COLLECT, members(1, agreed=True))[0].people
    (row,) = queries.of_person(one.number)
    withdraw(shop, OFFICER, one.ref, row.reference)
    use = Wish(act="use", purpose="delivery")

    give(shop, OFFICER, COLLECT, one.ref, Choice(kind=Kind.AGREEMENT), data="account")

    assert read(shop, OFFICER, use, one.ref)[0].values


def test_nobody_is_stored_who_did_not_agree(shop: Door) -> None:
    with pytest.raises(HandlingRefusedError) as refused:
        create(shop, OFFICER, COLLECT, members(1, agreed=False))

    assert {need.fact for need in refused.value.decision.needs} == {"agreed"}
    assert counted("consent_choice") == counted("vault_person") == 0


def test_what_is_shown_by_a_reference_stands_before_what_only_the_record_shows(shop: Door) -> None:
    (one,) = create(shop, OFFICER, COLLECT, members(1, agreed=True))[0].people
    consent = Choice(kind=Kind.CONSENT, recipient=THIRD_PARTY)
    give(shop, OFFICER, COLLECT, one.ref, consent, data="account")

    read(shop, OFFICER, Wish(act="provide", party=registered(shop, word=THIRD_PARTY).ref), one.ref)

    told = last()
    assert {"agreed", "consent_prior"} <= set(told.facts)
    assert told.facts[len(told.evidence) :] == ("agreed",)
    shop.settle()
    assert verify_here().pending == 0
