"""An entry names the facts that were relied on, and no others, and what was touched."""

from pathlib import Path

import msgspec
from tests.gate.samples import COLLECT, OFFERS, SERVICE, entries, last, stored
from tests.parties.samples import registered
from tests.store import Store

from mamoru.consent.choices import Choice, Kind
from mamoru.gate.asking import OFFICER, Wish
from mamoru.gate.choose import give
from mamoru.gate.consider import consider
from mamoru.gate.door import Door, opened
from mamoru.gate.models import Evidence
from mamoru.gate.read import read
from mamoru.ledger.blinding import commit
from mamoru.ledger.entries import Handled
from mamoru.policy.handling import Handling

CLAIMED = Wish(act="use", purpose=SERVICE, grounds={"consent": "doc:1", "consent_prior": "doc:2"})
PROVIDE = Wish(act="provide", grounds={"consent_prior": "consent:invented"})


def to_party(door: Door) -> Wish:
    return msgspec.structs.replace(PROVIDE, party=registered(door).ref)


def test_a_consent_that_nobody_gave_is_not_named(door: Door) -> None:
    one = stored(door)

    read(door, OFFICER, CLAIMED, one.ref, items=["name"])

    assert (last().facts, last().evidence) == ((), ())


def test_what_only_the_persons_own_state_has_is_not_named_because_it_was_claimed(
    door: Door,
) -> None:
    one = stored(door)

    read(door, OFFICER, Wish(act="use", purpose=SERVICE, grounds={"opted_in": "x:1"}), one.ref)

    assert (last().facts, last().evidence) == ((), ())


def test_a_consent_that_was_given_is_named_with_its_own_reference(door: Door) -> None:
    one = stored(door)
    choice = Choice(kind=Kind.CONSENT, recipient="other")
    reference = give(door, OFFICER, COLLECT, one.ref, choice, data="supplied")

    read(door, OFFICER, to_party(door), one.ref, items=["name"])

    assert "consent_prior" in last().facts
    (shown,) = Evidence.objects.filter(person=one.number, reference=reference, fact="consent_prior")
    assert commit(bytes(shown.salt), reference.encode()) in last().evidence
    assert not Evidence.objects.filter(reference="consent:invented")


def test_what_the_person_chose_is_named_where_a_clause_asks_for_it(door: Door) -> None:
    one = stored(door)
    opting = Choice(kind=Kind.OPT_IN, purpose=OFFERS)
    give(door, OFFICER, COLLECT, one.ref, opting, data="supplied")

    read(door, OFFICER, Wish(act="use", purpose=OFFERS), one.ref, items=["name"])
    assert last().facts == ("opted_in",)

    read(door, OFFICER, Wish(act="use", purpose=SERVICE), one.ref, items=["name"])
    assert last().facts == ()


def test_what_a_category_is_by_nature_is_named_where_nothing_is_stated(store: Store) -> None:
    clinic = Path(__file__).parents[2] / "policies" / "clinic.yaml"
    asked = [Handling(act="use", data=data, whose="patient") for data in ("medical", "billing")]

    with opened(home=store.home, policy=clinic.read_bytes()) as door:
        consider(door, OFFICER, asked)
        told = [entry for entry in entries() if isinstance(entry, Handled)]

    assert [entry.sensitive for entry in told] == [("illness",), ()]
