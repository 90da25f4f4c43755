"""Figures of the ledger as one JSON object: durable rates on SQLite, proofs at a million entries.

    python -m bench.ledger

Batches of 100 entries, each about another person out of 100,000, are committed one by one with
WAL and synchronous=FULL; after every 100 batches the sequencer integrates them.
"""

import json
import os
import random
import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mamoru.ledger.entries import Entry
    from mamoru.ledger.people import People
    from mamoru.ledger.sequencer import Sequencer

BATCH = 100
PEOPLE = 100_000
NOW = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)


def set_up(home: Path) -> None:
    """Make an empty, migrated SQLite in `home` Django's default database."""
    os.environ["MAMORU_HOME"] = str(home)
    os.environ.pop("MAMORU_DATABASE", None)
    os.environ["DJANGO_SETTINGS_MODULE"] = "mamoru.settings"
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", "ledger", verbosity=0, skip_checks=True)


def a_handling(person: int) -> "tuple[Entry, People]":
    """Return an ordinary entry about one person, as the gate makes them."""
    from mamoru.ledger.entries import Handled
    from mamoru.ledger.people import People

    people = People.of((person,))
    entry = Handled(
        at=NOW,
        act="use",
        outcome="allow",
        actor="company",
        caller="crm",
        data=("contact",),
        asked=("individual;JP;opted_in;;contact",),
        purpose="2(1)a",
        cites=("2(1)a", "3"),
        law=("APPI 18(1)",),
        facts=("opted_in",),
        subject=os.urandom(16).hex(),
        people=people.commitment,
        token="kusavee:2022-02-04:9f86d081884c7d65",  # noqa: S106 - not a secret
        request=os.urandom(16).hex(),
    )
    return entry, people


def append_batch(some: "list[tuple[Entry, People | None]]") -> None:
    from django.db import connection, transaction

    from mamoru.ledger.append import append

    with transaction.atomic(), connection.cursor() as cursor:
        append(cursor, [entry for entry, _ in some], [people for _, people in some])


def rates(sequencer: "Sequencer", batches: int) -> dict[str, float]:
    """Append batches, each its own durable commit, and sequence what came every 100 batches."""
    rng = random.Random(1)
    made_at = time.perf_counter()
    work = [[a_handling(rng.randrange(PEOPLE)) for _ in range(BATCH)] for _ in range(batches)]
    making = time.perf_counter() - made_at
    appending = integrating = 0.0
    for at, some in enumerate(work, 1):
        began = time.perf_counter()
        append_batch(some)  # type: ignore[arg-type] # a pair of the same
        appending += time.perf_counter() - began
        if at % 100 == 0 or at == len(work):
            began = time.perf_counter()
            sequencer.integrate(NOW)
            integrating += time.perf_counter() - began
    count = batches * BATCH
    return {
        "entries": count,
        "make_entries_per_s": round(count / making),
        "append_entries_per_s": round(count / appending),
        "integrate_entries_per_s": round(count / integrating),
        "append_and_sequence_entries_per_s": round(count / (appending + integrating)),
    }


def fill(sequencer: "Sequencer", until: int) -> float:
    """Bring the log to `until` entries, and return how many were integrated per second."""
    from django.db import connection, transaction

    from mamoru.ledger.append import append
    from mamoru.ledger.entries import SystemChanged

    size = before = sequencer.integrate(NOW).size
    entries = [SystemChanged(at=NOW, change="started", seconds=at) for at in range(256)]
    took = 0.0
    while size < until:
        with transaction.atomic(), connection.cursor() as cursor:
            for _ in range(min(400, -(-(until - size) // 256))):
                append(cursor, entries)
        began = time.perf_counter()
        size = sequencer.integrate(NOW).size
        took += time.perf_counter() - began
    return (size - before) / took


def median_us(act: Callable[[], object], rounds: int = 200) -> float:
    """Return the median time of `act` in microseconds."""
    times: list[float] = []
    for _ in range(rounds):
        began = time.perf_counter()
        act()
        times.append(time.perf_counter() - began)
    return round(statistics.median(times) * 1e6, 1)


def proofs(sequencer: "Sequencer") -> dict[str, float]:
    """Time inclusion proofs and their verification at the log's size."""
    from django.db import connection

    from mamoru.ledger import proof
    from mamoru.ledger.tree.hashing import leaf_hash
    from mamoru.ledger.tree.proofs import verify_inclusion
    from mamoru.ledger.tree.receipts import check_receipt

    with connection.cursor() as cursor:
        checkpoint, _ = proof.latest(cursor)
        indexes = iter(range(7, checkpoint.size, checkpoint.size // 450))
        receipt_us = median_us(lambda: proof.receipt(cursor, next(indexes)))
        entry_us = median_us(lambda: proof.entry_bytes(cursor, next(indexes)))
        receipt = proof.receipt(cursor, 123_456)
        raw = proof.entry_bytes(cursor, 123_456)
    hashes = receipt.proof
    verify_us = median_us(
        lambda: verify_inclusion(
            leaf_hash(raw), receipt.index, checkpoint.size, hashes, checkpoint.root
        )
    )
    check_us = median_us(lambda: check_receipt(str(receipt), raw, sequencer.vkey))
    return {
        "entries_in_log": checkpoint.size,
        "inclusion_proof_us": receipt_us,
        "read_entry_us": entry_us,
        "verify_inclusion_us": verify_us,
        "check_receipt_us": check_us,
    }


def main() -> None:
    """Print the figures."""
    with tempfile.TemporaryDirectory(prefix="mamoru-bench-") as home:
        set_up(Path(home))
        from mamoru.ledger.sequencer import from_settings

        sequencer = from_settings()
        sequencer.integrate(NOW)
        rates(sequencer, 20)
        figures: dict[str, float] = rates(sequencer, 1000)
        figures["integrate_large_entries_per_s"] = round(fill(sequencer, 1_000_000))
        figures |= proofs(sequencer)
        print(json.dumps(figures, indent=2))


if __name__ == "__main__":
    main()
