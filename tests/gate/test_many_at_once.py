"""Threads, processes and kills: everything is recorded once, and nothing was told too early."""

import random
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from threading import Thread

import psycopg
import pytest
from tests.databases import dropped_database, fresh_database
from tests.gate.samples import (
    COLLECT,
    ERASE,
    INVESTIGATED,
    NOON,
    OFFERS,
    SERVICE,
    TRACE,
    USE,
    counted,
    entries,
    given,
    stored,
)
from tests.store import Store, default_database
from tests.vault.together import together

from mamoru.consent.choices import Choice, Kind
from mamoru.errors import MamoruError
from mamoru.gate.asking import OFFICER, Wish
from mamoru.gate.change import change
from mamoru.gate.choose import give, opt_out
from mamoru.gate.consider import consider, handlings_of, place_of
from mamoru.gate.create import Given, create
from mamoru.gate.door import Door, opened, prepare
from mamoru.gate.erase import erase
from mamoru.gate.read import find, read
from mamoru.gate.verify import verify_here
from mamoru.ledger.entries import Handled
from mamoru.paths import reference_policy
from mamoru.policy.handling import Handling

ROOT = Path(__file__).resolve().parents[2]
ROUNDS = 6
CORRECT = Wish(act="correct", grounds=INVESTIGATED)


def program(name: str, store: Store, *arguments: str) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-m", f"tests.gate.{name}", *arguments],
        cwd=ROOT,
        env={**store.environment, "DJANGO_SETTINGS_MODULE": "mamoru.settings"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def acts() -> Counter[tuple[str, str]]:
    return Counter((e.act, e.outcome) for e in entries() if isinstance(e, Handled))


def one_life(door: Door, n: int) -> Callable[[], str]:
    def live() -> str:
        name = f"Hito{n} Tsukuri"
        ref = create(door, OFFICER, COLLECT, [given(name)])[0].people[0].ref
        for version in (1, 2):
            assert read(door, OFFICER, USE, ref, items=["name"])[0].values[0].value == name
            moved = Given(whose="", items={"employer": f"架空{n}-{version}"})
            change(door, OFFICER, CORRECT, ref, moved, expected_version=version)
        give(door, OFFICER, COLLECT, ref, Choice(kind=Kind.OPT_IN, purpose=OFFERS), data="supplied")
        assert opt_out(door, OFFICER, ref, OFFERS) == 1
        consider(door, OFFICER, [Handling(act="use", data="device", purpose=SERVICE)], ref=ref)
        assert find(door, OFFICER, USE, "email", f"hito{n}@example.jp") == ref
        assert len(handlings_of(door, OFFICER, TRACE, ref).entries) == 9
        if n % 2:
            assert erase(door, OFFICER, ERASE, ref)[0].entries_unlinked == 10
        return ref

    return live


def test_sixteen_threads_are_recorded_once_each(door: Door) -> None:
    refs = together([one_life(door, n) for n in range(16)])
    door.settle()

    assert not [ref for ref in refs if isinstance(ref, MamoruError)]
    assert acts() == {
        ("collect", "allow"): 32, ("use", "allow"): 64, ("correct", "allow"): 32,
        ("disclose", "allow"): 16, ("erase", "allow"): 8, ("withdraw", "allow"): 16,
    }  # fmt: skip
    assert counted("vault_person") == 8
    verified = verify_here()
    assert (verified.pending, verified.forgotten) == (0, 80)


def test_threads_that_change_the_same_people_in_any_order_all_get_through(door: Door) -> None:
    pair = [stored(door, name).ref for name in ("Ichi Tsukuri", "Ni Tsukuri")]

    def changing(n: int) -> Callable[[], int]:
        def change_both() -> int:
            for ref in pair[:: 1 if n % 2 else -1] * 4:
                new = Given(whose="", items={"employer": f"架空{n}"})
                change(door, OFFICER, CORRECT, ref, new, expected_version=None)
            return n

        return change_both

    assert together([changing(n) for n in range(12)]) == list(range(12))
    assert {read(door, OFFICER, USE, ref)[0].version for ref in pair} == {1 + 12 * 4}


def test_one_identifier_is_given_to_one_person_whoever_comes_first(door: Door) -> None:
    found = together([lambda: create(door, OFFICER, COLLECT, [given()])[0]] * 8)

    codes = [one.code for one in found if isinstance(one, MamoruError)]
    assert codes == ["duplicate-identifier"] * 7
    assert (counted("vault_person"), acts()["collect", "allow"]) == (1, 1)


def test_processes_that_open_one_installation_at_once_share_it(
    store: Store, request: pytest.FixtureRequest
) -> None:
    running = [program("beside", store, "6") for _ in range(3)]
    refs = [ref for one in running for ref in one.communicate(timeout=60)[0].split()]

    assert [one.returncode for one in running] == [0, 0, 0]
    assert len(set(refs)) == counted("vault_person") == 3 * 4 * 6
    assert acts() == {("collect", "allow"): len(refs), ("use", "allow"): len(refs)}
    with opened(policy=reference_policy(), home=store.home) as door:
        door.settle()
        assert verify_here().pending == 0
        assert read(door, OFFICER, USE, refs[0])[0].values


def test_processes_that_find_nothing_yet_set_it_up_once(store: Store, tmp_path: Path) -> None:
    if store.vendor == "sqlite":
        url = f"sqlite:///{tmp_path}/fresh/mamoru.sqlite3"
    else:
        url = fresh_database(store.url, template="template0")
    fresh = Store(vendor=store.vendor, url=url, home=tmp_path / "fresh")

    running = [program("beside", fresh, "1") for _ in range(3)]
    said = [one.communicate(timeout=60) for one in running]

    assert [one.returncode for one in running] == [0, 0, 0], said
    assert len(list((fresh.home / "keys").iterdir())) == 1
    with default_database(url):
        rows = [counted(t) for t in ("vault_person", "vault_epoch", "gate_policytext")]
    if store.vendor == "postgres":
        dropped_database(url)
    assert rows == [12, 1, 1]


@pytest.mark.parametrize("store", ["postgres"], indirect=True)  # SQLite is on one machine
def test_machines_that_share_a_database_make_its_tables_one_after_the_other(store: Store) -> None:
    with psycopg.connect(store.url) as other:
        other.execute("SELECT pg_advisory_lock(hashtext('mamoru tables'))")
        waiting = Thread(
            target=prepare, kwargs={"home": store.home, "policy": reference_policy()}, daemon=True
        )
        waiting.start()
        waiting.join(0.7)
        assert waiting.is_alive()
        assert counted("vault_epoch") == 0

    waiting.join(20)
    assert counted("vault_epoch") == 1


def test_killed_at_any_point_whoever_was_told_to_be_stored_is_stored_and_recorded(
    store: Store,
) -> None:
    rng = random.Random(7)  # noqa: S311 - when to kill, no secret
    told: dict[str, int] = {}
    with program("busy", store) as process:
        assert process.stdin
        assert process.stdout
        for _ in range(ROUNDS):
            process.stdin.write(f"{rng.uniform(0.0, 0.4)}\n")
            process.stdin.flush()
            said = [one.split(":") for one in process.stdout.readline().split()]
            told |= {ref: int(ticket) for ref, ticket in said if ticket}

    with opened(policy=reference_policy(), home=store.home, clock=lambda: NOON) as door:
        door.settle()
        assert len(told) >= ROUNDS
        for ref, ticket in random.Random(8).sample(sorted(told.items()), 20):  # noqa: S311
            trace = handlings_of(door, OFFICER, TRACE, ref)
            assert [one.ticket for one in trace.entries] == [ticket]
            entry = place_of(ticket).entry
            assert isinstance(entry, Handled)
            assert entry.subject == trace.pseudonym
        assert counted("vault_person") == acts()["collect", "allow"] >= len(told)
        assert verify_here().pending == 20
