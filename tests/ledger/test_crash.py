import random
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import connection
from tests.ledger.logs import NOON
from tests.store import Store

from mamoru.ledger.entries import SystemChanged, decode
from mamoru.ledger.sequencer import from_settings
from mamoru.ledger.storage import StoredLog
from mamoru.ledger.trace import tickets_of
from mamoru.ledger.tree.checkpoints import Checkpoint
from mamoru.ledger.tree.hashing import EMPTY
from mamoru.ledger.tree.proofs import Tree, verify_consistency
from mamoru.ledger.verify import verify_here

ROUNDS = 12
ROOT = Path(__file__).resolve().parents[2]


@contextmanager
def writers(store: Store) -> Iterator["subprocess.Popen[str]"]:
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.ledger.writer"],
        cwd=ROOT,
        env={**store.environment, "DJANGO_SETTINGS_MODULE": "mamoru.settings"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    with process:
        yield process


def killed(process: "subprocess.Popen[str]", first: int, seconds: float) -> list[int]:
    """Let a writer work from number `first` on, and return what it knew to be durable."""
    assert process.stdin
    assert process.stdout
    process.stdin.write(f"{first} {seconds}\n")
    process.stdin.flush()
    return [int(number) for number in process.stdout.readline().split()]


def numbers_in_log(size: int) -> list[int]:
    """Return the numbers of the transactions in the log, in its order."""
    with connection.cursor() as cursor:
        entries = [decode(raw, at) for at, raw in enumerate(StoredLog(cursor).entries(size))]
        numbers = [
            entry.seconds
            for entry in entries
            if isinstance(entry, SystemChanged) and entry.change == "started"
        ]
        assert all(len(tickets_of(cursor, number)) == 1 for number in numbers[-20:])
    return numbers


def check_continues(before: Checkpoint, after: Checkpoint) -> None:
    with connection.cursor() as cursor:
        proof = Tree(StoredLog(cursor).tile, after.size).consistency(before.size)
    verify_consistency(before.size, before.root, after.size, after.root, proof)


def test_killed_at_any_point_nothing_is_lost_doubled_or_forked(store: Store) -> None:
    rng = random.Random(4)  # noqa: S311 - when to kill, no secret
    durable: list[int] = []
    checkpoint = Checkpoint("", 0, EMPTY)

    with writers(store) as process:
        for _ in range(ROUNDS):
            durable += killed(process, len(durable), rng.uniform(0.0, 0.2))
            before, checkpoint = checkpoint, from_settings().integrate(NOON)
            check_continues(before, checkpoint)
            assert verify_here().checkpoint == checkpoint
            found = numbers_in_log(checkpoint.size)
            # One transaction may have been committed just before its number could be said.
            assert found in (durable, [*durable, len(durable)])
            durable = found

    assert len(durable) > ROUNDS
