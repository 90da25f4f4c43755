"""What somebody is shown of hand-overs they were in: what had left stays, whatever came after."""

from tests.gate.samples import ASKED
from tests.packages.samples import Recipient, agreed, made, people, taken

from mamoru.gate.asking import OFFICER, Wish
from mamoru.gate.choose import withdraw
from mamoru.gate.door import Door
from mamoru.provision.shown.view import recipients_of

WANTED = Wish(act="disclose_records", grounds=ASKED)


def seen(door: Door, ref: str) -> list[str]:
    """Return the names of those who received something of somebody, as they are shown it."""
    return [one.name for one in recipients_of(door, OFFICER, WANTED, ref).handed]


def test_what_had_left_is_still_shown_once_a_second_link_takes_less(door: Door) -> None:
    recipient = Recipient(door)
    refs = people(door, 6)
    consents = agreed(door, refs, recipient.ref)
    ref = made(door, recipient.ref)
    assert len(taken(door, ref, recipient).lines) == 6

    withdraw(door, OFFICER, refs[2], consents[2])
    assert len(taken(door, ref, recipient).lines) == 5

    assert seen(door, refs[2]) == [recipient.party.name]
    assert seen(door, refs[1]) == [recipient.party.name]


def test_whoever_was_taken_out_before_it_left_is_shown_no_hand_over(door: Door) -> None:
    recipient = Recipient(door)
    refs = people(door, 6)
    consents = agreed(door, refs, recipient.ref)
    ref = made(door, recipient.ref)
    withdraw(door, OFFICER, refs[2], consents[2])

    taken(door, ref, recipient)
    withdraw(door, OFFICER, refs[3], consents[3])
    taken(door, ref, recipient)

    assert seen(door, refs[2]) == []
    assert seen(door, refs[3]) == [recipient.party.name]


def test_what_nobody_took_yet_is_shown_as_no_hand_over(door: Door) -> None:
    recipient = Recipient(door)
    refs = people(door, 2)
    agreed(door, refs, recipient.ref)
    made(door, recipient.ref)

    assert seen(door, refs[0]) == []
