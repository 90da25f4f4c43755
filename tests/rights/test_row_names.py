"""Rows of systems have names in a request that only its own key gives."""

from hashlib import sha256

import msgspec
import pytest
from tests.gate.samples import NOON, stored
from tests.rights.companies import Companies, connected, customer
from tests.rights.samples import DESK, DOCUMENT, JUDGE, answer, asked, row

from mamoru.gate.door import Door
from mamoru.gate.systems.look import FoundRow
from mamoru.rights.requests.decide import Deciding, decide
from mamoru.rights.requests.identify import vouch
from mamoru.rights.requests.models import Request
from mamoru.rights.requests.papers import ROWS, put, raw
from mamoru.rights.requests.review import LeftOut, Reviewing, look_through_systems, review
from mamoru.rights.requests.rows import RowNames, about, looked
from mamoru.rights.requests.work import work_due

FOUND = FoundRow(table="orders", key=(31,), values={}, columns={}, because=(), owned=True)


def guessed(ref: str, system: str, found: FoundRow) -> str:
    """Return what whoever has the database alone can make of a row's key."""
    told = msgspec.json.encode((row(ref).trace, system, found.table, repr(found.key)))
    return sha256(told).hexdigest()[:24]


def test_the_name_of_a_row_is_not_guessed_without_the_key_of_its_request(door: Door) -> None:
    one, other = asked(door), asked(door, person=stored(door, "Other Qq").ref)
    Request.objects.filter(ref=other).update(trace=row(one).trace)

    name = RowNames(door, row(one)).of("shop", FOUND)

    assert name == RowNames(door, row(one)).of("shop", FOUND)
    assert name != RowNames(door, row(other)).of("shop", FOUND)
    assert guessed(one, "shop", FOUND) not in name


@pytest.mark.parametrize("store", ["sqlite"], indirect=True)
def test_a_request_that_was_searched_before_names_had_a_key_leaves_out_what_was_left_out(
    door: Door, companies: Companies
) -> None:
    connected(door, companies)
    ref = asked(door, person=customer(door))
    vouch(door, DESK, ref, DOCUMENT)
    work_due(door)
    rows = list(about(row(ref), looked(door, row(ref))))
    [(system, hello)] = [
        one for one in rows if one[0] == "desk" and one[1].values.get("text") == "hello"
    ]
    kept = msgspec.json.decode(raw(door, row(ref), ROWS) or b"")
    assert f"row_{guessed(ref, system, hello)}" not in kept
    put(door, row(ref), ROWS, {f"row_{guessed(ref, *one)}": "" for one in rows}, NOON)

    assert f"row_{guessed(ref, system, hello)}" in {
        one.row for one in look_through_systems(door, DESK, ref)
    }
    out = LeftOut(item=f"row_{guessed(ref, system, hello)}", ground="harm_to_rights")
    review(door, DESK, ref, Reviewing(left_out=(out,)))
    decide(door, JUDGE, ref, Deciding(outcome="part", reasons="架空の理由"))
    work_due(door)

    told = msgspec.json.decode(answer(door, ref)["answer.json"])["rows"]
    assert "hello" not in str([one for one in told if one["system"] == "desk"])
    assert "hello" in str([one for one in told if one["system"] == "crm"])
