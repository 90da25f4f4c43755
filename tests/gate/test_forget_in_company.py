"""An erasure beside others who handle the same person: nothing of the person is left behind."""

from threading import Event, Thread

import pytest
from tests.gate.samples import ERASE, NAME, SERVICE, USE, counted, entries, stored
from tests.gate.sharing import in_one_transaction

from mamoru.errors import MamoruError
from mamoru.gate.asking import OFFICER, Wish
from mamoru.gate.door import Door
from mamoru.gate.erase import erase
from mamoru.gate.errors import InvalidValueError
from mamoru.gate.models import Duty, Evidence
from mamoru.gate.read import read
from mamoru.gate.record import decided
from mamoru.gate.transaction import Record
from mamoru.ledger.entries import Handled
from mamoru.ledger.verify import verify_here
from mamoru.vault.person import Created
from mamoru.vault.read import fetch

SHOWING = Wish(act="use", purpose=SERVICE, grounds={"request": "request:hito-1"})


def left_of(door: Door, one: Created) -> dict[str, int]:
    """Return how many rows outside the vault still lead to somebody."""
    door.settle()
    return {
        "entries": counted("ledger_personentry"),
        "evidence": Evidence.objects.filter(person=one.number).count(),
        "duties": Duty.objects.filter(person=one.number).count(),
        "choices": counted("consent_choice"),
        "letters": counted("outbox_delivery"),
        "vault": counted("vault_person") + counted("vault_field") + counted("vault_identifier"),
    }


NOTHING = dict.fromkeys(("entries", "evidence", "duties", "choices", "letters", "vault"), 0)


def test_who_is_read_and_erased_in_one_commit_leaves_nothing(door: Door) -> None:
    one = stored(door)

    found = in_one_transaction(
        door,
        lambda: erase(door, OFFICER, ERASE, one.ref),
        lambda: read(door, OFFICER, SHOWING, one.ref, items=["name"]),
        lambda: erase(door, OFFICER, ERASE, one.ref),
    )

    assert [f.code if isinstance(f, MamoruError) else "done" for f in found] == [
        "done", "done", "unknown-person",
    ]  # fmt: skip
    assert left_of(door, one) == NOTHING
    assert [e.act for e in entries() if isinstance(e, Handled)] == ["collect", "use", "erase"]
    assert verify_here().forgotten == 2


def test_an_erasure_that_fails_leaves_everybody_tied_to_their_entries(door: Door) -> None:
    one = stored(door)

    def fails(record: Record) -> None:
        record.forget(one.number)
        raise InvalidValueError(item="test")

    def failing() -> None:
        door.writer.run(fails)

    found = in_one_transaction(
        door, failing, lambda: read(door, OFFICER, USE, one.ref, items=["name"])[0].values[0].value
    )

    assert isinstance(found[0], InvalidValueError)
    assert found[1] == NAME
    assert left_of(door, one)["entries"] == 2


def test_an_erasure_waits_for_whoever_handles_the_person_elsewhere(door: Door) -> None:
    one = stored(door)
    began, go_on = Event(), Event()

    def slow(record: Record) -> None:
        about = door.about(record, fetch(one.ref, items=()), door.clock())
        decided(record, OFFICER, SHOWING, [("registration", None)], about)
        began.set()
        assert not go_on.wait(0.4)

    reading = Thread(target=door.writer.run, args=(slow,), kwargs={"changes": False})
    erasing = Thread(target=erase, args=(door, OFFICER, ERASE, one.ref))
    reading.start()
    assert began.wait(10)
    erasing.start()
    reading.join()
    erasing.join()

    assert left_of(door, one) == NOTHING


@pytest.mark.parametrize("times", [3])
def test_erasures_and_readers_in_any_order_never_wait_for_each_other(
    door: Door, times: int
) -> None:
    people = [stored(door, f"Hito{n} Tsukuri") for n in range(4 * times)]
    threads = [Thread(target=erase, args=(door, OFFICER, ERASE, one.ref)) for one in people[::2]]
    threads += [
        Thread(target=read, args=(door, OFFICER, USE, one.ref)) for one in people[1::2] * times
    ]

    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)

    assert not any(thread.is_alive() for thread in threads)
    assert counted("vault_person") == 2 * times
