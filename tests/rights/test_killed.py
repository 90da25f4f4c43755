"""Killed at any line: no request is lost, and nothing is done or told twice."""

from collections import Counter
from datetime import timedelta
from typing import Any

import pytest
from tests.gate.samples import NOON, Clock, entries, stored
from tests.killing import is_killed, program, stride
from tests.rights.samples import DESK, JUDGE, WHOLE, asked, decided, reviewed, row, state
from tests.store import Store

from mamoru.gate.door import Door
from mamoru.ledger.entries import Handled, RequestChanged
from mamoru.ledger.verify import verify_here
from mamoru.rights.answer.offer import offer, take
from mamoru.rights.requests.decide import decide
from mamoru.rights.requests.errors import AnswerTakenError
from mamoru.rights.requests.models import Request
from mamoru.rights.requests.receive import NewRequest, receive
from mamoru.rights.requests.state import RequestState
from mamoru.rights.requests.work import work_due

PROGRAM = "tests.rights.desk"
STEP = stride(37)
WIDE = stride(67)
KINDS: tuple[tuple[str, dict[str, Any]], ...] = (
    ("disclose", {}),
    ("correct", {"values": {"employer": "架空商事モモモ"}}),
    ("erase", {"claim": "harm"}),
    ("delete", {"items": ("employer",)}),
)
ACTS = {"disclose": "disclose", "correct": "correct", "erase": "erase", "delete": "erase"}


def minute(clock: Clock) -> int:
    return int((clock.now - NOON).total_seconds()) // 60


def told(ref: str) -> Counter[str]:
    """Return what the ledger says of a request, each kind of entry with how often it is there."""
    trace = row(ref).trace
    mine = [one for one in entries() if getattr(one, "request", None) == trace]
    steps = Counter(one.change for one in mine if isinstance(one, RequestChanged))
    return steps + Counter(one.act for one in mine if isinstance(one, Handled))


@pytest.mark.slow
def test_killed_before_any_line_a_request_is_carried_out_and_answered_once(
    door: Door, store: Store, clock: Clock
) -> None:
    line, number, cut = 1 - STEP, 0, 0
    with program(PROGRAM, store) as process:
        killed = True
        while killed:
            line += STEP
            kind, more = KINDS[number % len(KINDS)]
            ref = asked(door, kind, person=stored(door, f"Person{number} X").ref, **more)
            reviewed(door, ref)
            decide(door, JUDGE, ref, WHOLE)

            killed = is_killed(process, "work", ref, minute(clock), line)
            cut += state(ref) not in (RequestState.CARRYING_OUT, RequestState.READY)

            clock.now += timedelta(minutes=3)  # the lease of the dead worker is over
            work_due(door)
            assert state(ref) is RequestState.READY, line
            found = told(ref)
            for once in ("carried_out", "answer_made", ACTS[kind]):
                assert found[once] == 1, (line, kind, once, found)
            number += 1

    assert line > 200
    assert cut > 0
    door.settle()
    verify_here()


@pytest.mark.slow
def test_killed_before_any_line_a_request_is_received_once(door: Door, store: Store) -> None:
    line, number, kept = 1 - WIDE, 0, 0
    with program(PROGRAM, store) as process:
        killed = True
        while killed:
            line += WIDE
            person = stored(door, f"Person{number} X").ref
            killed = is_killed(process, "receive", person, 0, line)
            kept += Request.objects.filter(person=person).exists()

            new = NewRequest(kind="disclose", person=person, key=f"key-of-{person[2:20]}")
            receive(door, DESK, new)

            assert Request.objects.filter(person=person).count() == 1, line
            number += 1

    assert kept >= 1
    steps = Counter(one.change for one in entries() if isinstance(one, RequestChanged))
    assert steps["received"] == number


@pytest.mark.slow
def test_killed_before_any_line_an_answer_is_taken_once_or_can_still_be(
    door: Door, store: Store
) -> None:
    line, number = 1 - WIDE, 0
    with program(PROGRAM, store) as process:
        killed = True
        while killed:
            line += WIDE
            ref = asked(door, "explain_purpose", person=stored(door, f"Person{number} X").ref)
            decided(door, ref)
            token = offer(door, DESK, ref).token
            killed = is_killed(process, "take", token, 0, line)

            if state(ref) is RequestState.READY:
                take(door, token)
            else:
                with pytest.raises(AnswerTakenError):
                    take(door, token)

            assert told(ref)["answered"] == 1, line
            number += 1
