"""Partners of feeds: told by their feed that somebody left, and known to have heard."""

from tests.gate.samples import stored
from tests.provision.shared import partner, published
from tests.provision.test_joint_feed import PARTNER, feed

from mamoru.gate.asking import OFFICER, Wish
from mamoru.gate.door import Door
from mamoru.provision.joint.pull import pull
from mamoru.rights.leaving.begin import leave
from mamoru.rights.leaving.report import leaving
from mamoru.rights.leaving.state import ToldState
from mamoru.rights.leaving.telling import note_feeds


def test_a_partner_confirms_by_pulling_past_whoever_is_taken_out(door: Door) -> None:
    one = partner(door)
    published(door, one)
    feed(door, one)
    ref = stored(door).ref
    first = pull(door, PARTNER)
    assert [item.is_removed for item in first.people] == [False]

    found = leave(door, OFFICER, Wish(act="dispose"), ref)

    (told,) = found.told
    assert (told.way, told.party, told.state) == ("feed", one.ref, ToldState.TOLD)
    assert note_feeds(door) == 0
    removed = pull(door, PARTNER, cursor=first.cursor)
    assert [item.is_removed for item in removed.people] == [True]
    assert note_feeds(door) == 0  # given, but not yet known to have arrived
    pull(door, PARTNER, cursor=removed.cursor)
    assert note_feeds(door) == 1
    assert leaving(found.leaving).told[0].state is ToldState.CONFIRMED
