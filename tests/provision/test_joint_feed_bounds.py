"""What a feed rests on, and what it owes: its own joint use, and nothing that is done already."""

from datetime import timedelta

import pytest
from tests.gate.samples import COLLECT, Clock, stored
from tests.parties.samples import filed, new_party
from tests.provision.shared import TODAY, published
from tests.provision.test_joint_feed import feed, names, pulled, shared
from tests.provision.test_joint_feed import one as one

from mamoru.consent.choices import Choice, Kind
from mamoru.gate.asking import OFFICER
from mamoru.gate.choose import give
from mamoru.gate.door import Door
from mamoru.gate.models import Duty, Evidence
from mamoru.parties import scopes
from mamoru.parties.party import Party
from mamoru.provision.joint.errors import JointUseOverError
from mamoru.provision.parties import register
from mamoru.provision.records.keep import records
from mamoru.provision.records.models import Passing


def test_another_joint_use_that_names_the_partner_does_not_feed_this_one(
    door: Door, one: Party, clock: Clock
) -> None:
    stored(door)
    published(door, one, until=TODAY)
    published(door, one, key="other")
    assert names(pulled(door))
    clock.now += timedelta(days=1)

    with pytest.raises(JointUseOverError):
        pulled(door)

    assert (shared()[-1].outcome, shared()[-1].party) == ("refuse", one.ref)


def test_a_feed_rests_on_the_paper_of_its_own_joint_use(door: Door, one: Party) -> None:
    stored(door)
    published(door, one, key="other")
    [paper] = [use.paper for use in scopes.joint_uses(one.ref) if use.joint == "service"]

    pulled(door)

    shown = Evidence.objects.filter(fact="joint_use_published").values_list("reference", flat=True)
    assert list(shown) == [paper]


def test_a_record_that_a_feed_owes_is_made_with_it_and_owed_no_more(door: Door) -> None:
    abroad = register.add(door, OFFICER, new_party("joint_user", country="US"))
    filed(door, abroad, "joint_use_agreement")
    filed(door, abroad, "foreign_information", clauses=("country", "system", "measures"))
    published(door, abroad)
    feed(door, abroad)
    told = Choice(kind=Kind.CONSENT, recipient=abroad.ref, foreign=True)
    give(door, OFFICER, COLLECT, stored(door).ref, told, data="supplied")

    assert names(pulled(door))

    (owed,) = Duty.objects.filter(evidence="provision_record")
    assert (owed.clause, owed.done_at) == ("APPI 29(1)[foreign][record]", door.clock())
    (kept,) = records()
    assert (kept.basis, Passing.objects.get().ticket) == ("law", owed.ticket)
