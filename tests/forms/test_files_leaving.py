"""Files that leave: to a party of the register, within what bounds it, with their record."""

import pytest
from tests.forms.samples import only_file, registered, with_file
from tests.gate.samples import SERVICE, Clock, last
from tests.parties.samples import registered as recipient
from tests.parties.samples import shared as share_with
from tests.provision.handing import consented

from mamoru.gate.asking import OFFICER, Wish
from mamoru.gate.door import Door
from mamoru.gate.errors import HandlingRefusedError
from mamoru.gate.files import hand_out
from mamoru.gate.recipient_errors import BeyondJointUseError
from mamoru.provision.records.keep import records
from mamoru.provision.records.models import Passing
from mamoru.provision.records.single import file_or_hand


def test_a_file_that_leaves_makes_its_record_in_the_same_transaction(
    door: Door, clock: Clock
) -> None:
    registered(door)
    answer = with_file(door, clock)
    consented(door, answer.ref)
    shop = recipient(door)
    wish = Wish(act="provide", party=shop.ref, grounds={"consent_prior": None})

    found, ticket = file_or_hand(door, OFFICER, wish, answer.ref, only_file(door, answer.ref))

    (record,) = records()
    assert (record.party, record.items["data_items"]) == (shop.ref, [found.file.item])
    assert Passing.objects.get().ticket == ticket


def test_a_file_is_shared_only_where_the_statement_names_its_item(door: Door, clock: Clock) -> None:
    registered(door)
    answer = with_file(door, clock)
    user = recipient(door, "joint_user")
    wish = Wish(act="share", purpose=SERVICE, party=user.ref)

    with pytest.raises(BeyondJointUseError) as refused:
        hand_out(door, OFFICER, wish, answer.ref, only_file(door, answer.ref))
    assert refused.value.facts["reason"] == "items"
    assert (last().outcome, last().cites, last().needs) == ("refuse", ("6",), ("joint_use_items",))

    named = share_with(door, user, key="files", items=["upload"])
    handed_out, _ = hand_out(door, OFFICER, wish, answer.ref, only_file(door, answer.ref))
    assert handed_out.file.item in named.statement.items


def test_a_file_is_not_handed_out_where_the_policy_says_no(door: Door, clock: Clock) -> None:
    registered(door)
    answer = with_file(door, clock)
    file = only_file(door, answer.ref)

    def refused(**to: str) -> tuple[str, tuple[str, ...]]:
        with pytest.raises(HandlingRefusedError) as said:
            hand_out(door, OFFICER, Wish(act="provide", **to), answer.ref, file)  # type: ignore[arg-type]  # party alone
        return said.value.code, said.value.decision.cites

    assert refused(party=recipient(door).ref) == ("handling-refused", ("4",))
    assert (last().outcome, last().act) == ("refuse", "provide")
    assert refused() == ("party-unnamed", ())
