"""Who may not find somebody does not learn whether there is anybody to be found."""

import pytest
from tests.gate.samples import OFFERS, SERVICE, TRACE, USE, entries, last, stored

from mamoru.consent.choices import Choice, Kind
from mamoru.gate.asking import OFFICER, Asker, Wish
from mamoru.gate.change import suspend
from mamoru.gate.choose import give
from mamoru.gate.door import Door
from mamoru.gate.errors import HandlingRefusedError
from mamoru.gate.read import find
from mamoru.ledger.entries import Handled

NOBODY = "nobody@example.jp"
NOSY = Asker(system="nosy", purposes=frozenset([SERVICE, OFFERS]), request="f" * 32)
BY_AD_FIRM = Wish(act="use", purpose=SERVICE, actor="ad_firm")
STOP = Wish(act="suspend_use", grounds=TRACE.grounds | {"investigated": "inquiry:1"})
COLLECT = Wish(act="collect", source="person", grounds={"notice_shown": "notice:1"})


def test_a_refusal_is_the_same_whoever_exists(door: Door) -> None:
    stored(door)
    stored(door, "Kaisha Tsukuri", whose="corporation", items={"employer": "架空商事"})
    answers, told = [], []

    for address in ("zenbu@example.jp", "kaisha@example.jp", NOBODY):
        with pytest.raises(HandlingRefusedError) as refused:
            find(door, NOSY, BY_AD_FIRM, "email", address)
        answers.append((refused.value.message("en"), refused.value.decision))
        told.append((last().count, last().subject, last().people, last().law, last().cites))

    assert answers == [answers[0]] * 3
    assert told == [told[0]] * 3
    assert told[0][:3] == (0, None, None)


def test_who_may_not_be_found_because_of_what_they_chose_is_not_there(door: Door) -> None:
    stopped, open_to_offers = stored(door), stored(door, "Betsu Tsukuri")
    offers = Wish(act="use", purpose=OFFERS)
    opting = Choice(kind=Kind.OPT_IN, purpose=OFFERS)
    give(door, OFFICER, COLLECT, open_to_offers.ref, opting, data="supplied")

    found = [find(door, NOSY, offers, "email", f"{who}@example.jp") for who in ("zenbu", "betsu")]
    assert found == [None, open_to_offers.ref]

    suspend(door, OFFICER, STOP, stopped.ref)
    assert find(door, NOSY, USE, "email", "zenbu@example.jp") is None
    assert find(door, NOSY, USE, "email", NOBODY) is None
    outcomes = [e.outcome for e in entries()[-3:] if isinstance(e, Handled)]
    assert outcomes == ["allow", "refuse", "allow"]  # the suspension, who is stopped, nobody
