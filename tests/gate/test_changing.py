"""Changing, stopping and leaving: what is decided is what is done."""

from collections.abc import Callable

import pytest
from tests.gate.samples import (
    ASKED,
    COLLECT,
    ERASE,
    INVESTIGATED,
    OFFERS,
    TRACE,
    USE,
    effects,
    entries,
    given,
    last,
    stored,
)

from mamoru.consent.choices import Choice, Kind
from mamoru.gate.asking import OFFICER, Wish
from mamoru.gate.change import change, leave, suspend
from mamoru.gate.choose import give
from mamoru.gate.consider import handlings_of
from mamoru.gate.create import Given, create
from mamoru.gate.door import Door
from mamoru.gate.erase import erase
from mamoru.gate.errors import (
    EvidenceNeededError,
    HandlingRefusedError,
    InvalidValueError,
)
from mamoru.gate.read import disclose, find, read
from mamoru.vault.errors import StalePersonError, UnknownPersonError

STOP = Wish(act="suspend_use", grounds=ASKED)
CORRECT = Wish(act="correct", grounds=INVESTIGATED)
MOVED = Given(whose="", items={"employer": "架空商会ムムム"})
OPT_IN = Choice(kind=Kind.OPT_IN, purpose=OFFERS)


def test_a_corrected_value_takes_the_place_of_the_former(door: Door) -> None:
    one = stored(door)

    changed, _ = change(door, OFFICER, CORRECT, one.ref, MOVED, expected_version=1)

    assert changed.version == 2
    answer, _ = read(door, OFFICER, USE, one.ref, items=["employer"])
    assert [value.value for value in answer.values] == ["架空商会ムムム"]
    assert [e.act for e in entries()[-2:] if hasattr(e, "act")] == ["correct", "use"]


def test_a_correction_without_an_investigation_changes_nothing(door: Door) -> None:
    one = stored(door)
    before = effects()

    with pytest.raises(EvidenceNeededError):
        change(door, OFFICER, Wish(act="correct", grounds=ASKED), one.ref, MOVED,
               expected_version=1)  # fmt: skip

    assert effects() == before
    assert (last().outcome, last().needs) == ("needs", ("investigation_note",))


def test_a_correction_that_rests_on_an_older_version_changes_nothing(door: Door) -> None:
    one = stored(door)
    change(door, OFFICER, CORRECT, one.ref, MOVED, expected_version=1)
    before, recorded = effects(), len(entries())

    with pytest.raises(StalePersonError):
        change(door, OFFICER, CORRECT, one.ref, MOVED, expected_version=1)

    assert (effects(), len(entries())) == (before, recorded)


@pytest.mark.parametrize("day", ["yesterday", "1901-02-30", "1901-02-03T00:00", ""])
def test_a_birth_date_that_is_none_is_said_so(door: Door, day: str) -> None:
    one = stored(door)
    wrong = Given(whose="", items={"birth_date": day})

    with pytest.raises(InvalidValueError, match="birth_date"):
        change(door, OFFICER, CORRECT, one.ref, wrong, expected_version=1)
    with pytest.raises(InvalidValueError, match="birth_date"):
        stored(door, items={"birth_date": day})


def test_use_stops_and_goes_on(door: Door) -> None:
    one = stored(door)

    suspend(door, OFFICER, STOP, one.ref)
    with pytest.raises(HandlingRefusedError) as caught:
        read(door, OFFICER, USE, one.ref)
    assert "7[stopped]" in caught.value.decision.cites
    assert last().outcome == "refuse"

    suspend(door, OFFICER, STOP, one.ref, on=False)
    assert read(door, OFFICER, USE, one.ref)[0].values


def test_a_stop_without_evidence_stops_nothing(door: Door) -> None:
    one = stored(door)

    with pytest.raises(EvidenceNeededError):
        suspend(door, OFFICER, Wish(act="suspend_use", grounds={"request": "request:1"}), one.ref)

    assert last().outcome == "needs"
    assert read(door, OFFICER, USE, one.ref)[0].version == 1


def test_who_left_is_not_used_any_more(door: Door) -> None:
    one = stored(door)

    leave(door, OFFICER, Wish(act="dispose"), one.ref)
    assert (last().act, last().outcome, last().cites) == ("dispose", "allow", ("9",))

    with pytest.raises(HandlingRefusedError) as caught:
        read(door, OFFICER, USE, one.ref)
    assert "9[stop]" in caught.value.decision.cites


def test_who_has_no_values_can_leave_and_be_stopped_as_well(door: Door) -> None:
    one = stored(door, items={})

    suspend(door, OFFICER, STOP, one.ref)
    leave(door, OFFICER, Wish(act="dispose"), one.ref)

    assert last().outcome == "allow"


Verb = Callable[[Door, str, Wish], object]


VERBS: dict[str, Verb] = {
    "create": lambda door, _, wish: create(door, OFFICER, wish, [given("Betsu")]),
    "read": lambda door, ref, wish: read(door, OFFICER, wish, ref),
    "disclose": lambda door, ref, wish: disclose(door, OFFICER, wish, ref),
    "find": lambda door, _, wish: find(door, OFFICER, wish, "email", "zenbu@example.jp"),
    "change": lambda door, ref, wish: change(door, OFFICER, wish, ref, MOVED, expected_version=1),
    "suspend": lambda door, ref, wish: suspend(door, OFFICER, wish, ref),
    "leave": lambda door, ref, wish: leave(door, OFFICER, wish, ref),
    "erase": lambda door, ref, wish: erase(door, OFFICER, wish, ref),
    "give": lambda door, ref, wish: give(door, OFFICER, wish, ref, OPT_IN, data="supplied"),
    "trace": lambda door, ref, wish: handlings_of(door, OFFICER, wish, ref),
}


def test_no_verb_does_something_else_than_what_is_decided(door: Door) -> None:
    one = stored(door)
    before, recorded = effects(), len(entries())

    for name, verb in VERBS.items():
        other = STOP if name in ("read", "find", "change") else USE
        with pytest.raises(InvalidValueError, match="act"):
            verb(door, one.ref, other)

    assert (effects(), len(entries())) == (before, recorded)


def test_nobody_is_nobody_and_leaves_no_entry(door: Door) -> None:
    wishes = {"read": USE, "disclose": TRACE, "trace": TRACE, "change": CORRECT, "suspend": STOP,
              "leave": Wish(act="dispose"), "erase": ERASE, "give": COLLECT}  # fmt: skip
    recorded = len(entries())

    for name, wish in wishes.items():
        with pytest.raises(UnknownPersonError):
            VERBS[name](door, "p_" + "0" * 32, wish)

    assert len(entries()) == recorded
