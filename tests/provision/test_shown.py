"""What a person is shown: who received what, when, why, under which clause."""

import pytest
from tests.gate.samples import ASKED, Clock, entries, last, stored
from tests.parties.samples import registered
from tests.partners.samples import csv, known_partner, received, ref_of, row
from tests.provision.handing import handed
from tests.provision.shared import partner, published
from tests.provision.test_joint_feed import PARTNER, STOP, feed

from mamoru.consent.choices import Choice, Kind
from mamoru.gate.asking import OFFICER, Wish
from mamoru.gate.change import suspend
from mamoru.gate.choose import give
from mamoru.gate.door import Door
from mamoru.gate.errors import EvidenceNeededError, HandlingRefusedError
from mamoru.gate.read import read
from mamoru.ledger.entries import Handled
from mamoru.parties.party import Party
from mamoru.parties.register import PartyChanges
from mamoru.provision.joint.pull import pull
from mamoru.provision.parties import register
from mamoru.provision.records.keep import purge_due
from mamoru.provision.records.make import receiver_of, record_for
from mamoru.provision.shown.view import RecipientsShown, recipients_of
from mamoru.vault.errors import UnknownPersonError

WANTED = Wish(act="disclose_records", grounds=ASKED)


def shown(door: Door, ref: str) -> RecipientsShown:
    return recipients_of(door, OFFICER, WANTED, ref)


def provided(door: Door, ref: str) -> Party:
    """Let somebody's employer go to a third party by consent, with the record of it."""
    shop = registered(door)
    consent = Choice(kind=Kind.CONSENT, recipient="other")
    give(door, OFFICER, Wish(act="collect", source="person",
         grounds={"notice_shown": "notice:2022-02-04"}), ref, consent, data="supplied")  # fmt: skip
    wish = Wish(act="provide", party=shop.ref, grounds={"consent_prior": None})
    _, ticket = read(door, OFFICER, wish, ref, items=["employer"])
    assert ticket is not None
    given = handed(to=receiver_of(shop), items=("employer",), tickets=(ticket,))
    door.writer.run(lambda record: record_for(record, given, door.clock()))
    return shop


def test_a_person_sees_who_received_what_when_and_under_which_clause(door: Door) -> None:
    ref = stored(door).ref
    shop = provided(door, ref)

    (one,) = shown(door, ref).handed

    assert (one.name, one.address, one.representative, one.country) == (
        "架空商会ヌヌヌ", "架空県架空市1-1", "架空 一", "JP",
    )  # fmt: skip
    assert (one.party, one.act, one.clauses, one.at) == (
        shop.ref, "provide", ("4(1)",), door.clock(),
    )  # fmt: skip
    assert one.items is not None
    assert [(item.id, item.ja, item.en) for item in one.items] == [
        ("employer", "勤務先", "Employer")
    ]
    assert one.kind is not None
    assert one.kind.ja == "その他の第三者"
    assert (one.is_statutory, one.hand) == (True, "hand_0000000000000001")


def test_the_statutory_items_are_those_of_the_rule_about_this_person_alone(door: Door) -> None:
    ref = stored(door).ref
    provided(door, ref)

    (record,) = shown(door, ref).provided

    assert record.article == "法29(1), 規20(1)(ii)"
    assert record.items == {
        "consent": "ledger", "recipient_name": "架空商会ヌヌヌ",
        "recipient_address": "架空県架空市1-1", "recipient_representative": "架空 一",
        "person": ref, "data_items": ["employer"], "provided_on": "2026-11-24",
    }  # fmt: skip


def test_a_recipient_is_told_as_it_was_then_whatever_it_is_called_now(door: Door) -> None:
    ref = stored(door).ref
    shop = provided(door, ref)

    register.change(door, OFFICER, shop.ref, PartyChanges(name="架空改称ヌヌヌ"))

    assert [one.name for one in shown(door, ref).handed] == ["架空商会ヌヌヌ"]


def test_once_the_record_is_purged_what_the_ledger_says_remains(door: Door, clock: Clock) -> None:
    ref = stored(door).ref
    provided(door, ref)
    clock.now = clock.now.replace(year=2030)
    assert purge_due(door) == 1

    found = shown(door, ref)

    assert [(one.name, one.items, one.record) for one in found.handed] == [
        ("架空商会ヌヌヌ", None, None)
    ]
    assert found.provided == ()


def test_joint_use_is_seen_and_ends_where_it_is_stopped(door: Door) -> None:
    ref, other = stored(door).ref, stored(door, "Betsu Tsukuribanashi").ref
    user = partner(door)
    published(door, user)
    feed(door, user)
    pull(door, PARTNER)
    suspend(door, OFFICER, STOP, ref)
    pull(door, PARTNER)

    mine, others = shown(door, ref).handed, shown(door, other).handed

    assert [(one.act, one.purpose and one.purpose.id) for one in mine] == [("share", "2(1)d")]
    assert mine[0].hand == others[0].hand
    assert (mine[0].is_statutory, len(others)) == (False, 2)


def test_from_whom_it_came_is_told_beside_who_received_it(door: Door) -> None:
    known_partner(door)
    received(door, csv([row(1)]))
    ref = ref_of(door, "K00001")
    assert ref

    (one,) = shown(door, ref).received

    assert (one.partner, one.acquisition[:4]) == ("架空提携ヌヌヌ", "会員登録")


def test_nobody_sees_what_was_handed_over_of_others(door: Door) -> None:
    ref, other = stored(door).ref, stored(door, "Betsu Tsukuribanashi").ref
    provided(door, ref)

    found = shown(door, other)

    assert (found.handed, found.provided, found.received) == ((), (), ())


def test_asking_is_decided_and_on_record(door: Door) -> None:
    ref = stored(door).ref

    shown(door, ref)

    assert (last().act, last().outcome) == ("disclose_records", "allow")
    assert last().cites == ("7[records]", "7[recipient][self]")


def test_whoever_does_not_show_who_they_are_is_shown_nothing(door: Door) -> None:
    ref = stored(door).ref
    provided(door, ref)

    with pytest.raises(EvidenceNeededError):
        recipients_of(door, OFFICER, Wish(act="disclose_records"), ref)

    assert (last().act, last().outcome) == ("disclose_records", "needs")


def test_a_ground_to_withhold_is_a_refusal_that_says_which(door: Door) -> None:
    ref = stored(door).ref
    wish = Wish(act="disclose_records", grounds={**ASKED, "harm_to_rights": "assessment:1"})

    with pytest.raises(HandlingRefusedError) as refused:
        recipients_of(door, OFFICER, wish, ref)

    assert "7[records]a" in refused.value.decision.cites


def test_somebody_who_is_not_held_is_unknown(door: Door) -> None:
    with pytest.raises(UnknownPersonError):
        shown(door, "p_nobody")
    assert [one for one in entries() if isinstance(one, Handled)] == []
