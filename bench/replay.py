"""Figures of deciding a year of recorded handlings again under a draft.

python -m bench.replay

A real ledger of a million entries is made on SQLite: thousands of different questions, answered by
the reference policy and the law of the day, about 100,000 people over 365 days. The first replay
reads every entry into columns, the next ones read the columns and whatever has come since.
"""

import json
import os
import random
import tempfile
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from bench.handlings import DAY, REFERENCE, SEED, mixed, read
from bench.ledger import set_up

from mamoru.law.book import Rulebooks
from mamoru.policy.handling import Handling
from mamoru.policy.model import Policy
from mamoru.policy.rulebook import Rulebook

if TYPE_CHECKING:
    from mamoru.gate.replay import Replayed

ENTRIES = 1_000_000
DIFFERENT = 5_000
PEOPLE = 100_000
DAYS = 365
BATCH = 250
AT_ONCE = 200
"""Batches in one transaction."""
TRIES = 5
CHANGES = (("is: [opted_in]", "is: [agreed]"), ("is: [consent_prior]", "is: [by_law]"))
"""What the draft asks for in other places than the reference policy does."""


def main() -> None:
    """Print the figures."""
    with tempfile.TemporaryDirectory(prefix="mamoru-bench-") as home:
        set_up(Path(home))
        from django.core.management import call_command

        call_command("migrate", verbosity=0, skip_checks=True)
        policy = read(REFERENCE.read_bytes())
        filled = fill(policy)
        draft = read(changed().encode())
        began = time.perf_counter()
        first = replayed(draft)
        building = time.perf_counter() - began
        assert first.taken == ENTRIES
        times = []
        for _ in range(TRIES):
            began = time.perf_counter()
            found = replayed(read(changed().encode()))
            times.append(time.perf_counter() - began)
            assert found.taken == 0
        columns = sum(path.stat().st_size for path in (Path(home) / "columns").iterdir())
    figures = {
        "handlings": ENTRIES,
        "fill_entries_per_s": round(ENTRIES / filled),
        "replay_million_ms": round(min(times) * 1e3),
        "replay_million_median_ms": round(sorted(times)[TRIES // 2] * 1e3),
        "first_replay_s": round(building, 1),
        "columns_mb": round(columns / 1e6, 1),
        "flipped": found.replay.flipped,
        "flips": len(found.replay.flips),
        "people": found.replay.people,
    }
    print(json.dumps(figures, indent=2))


def replayed(draft: Policy) -> "Replayed":
    from mamoru.gate.replay import replay_here

    return replay_here(draft)


def changed() -> str:
    text = REFERENCE.read_text(encoding="utf-8")
    for before, now in CHANGES:
        assert before in text
        text = text.replace(before, now, 1)
    return text


def fill(policy: Policy) -> float:
    """Put the entries into the ledger, and return the seconds that appending them took."""
    from django.db import connection, transaction

    from mamoru.gate.models import PolicyText
    from mamoru.ledger.queries import insert_batch
    from mamoru.ledger.sequencer import from_settings
    from mamoru.ledger.tree.bundles import pack

    PolicyText.objects.create(
        policy=policy.id, version=policy.version, text_hash=policy.text_hash,
        text=REFERENCE.read_bytes(), published_at=DAY, in_force_from=DAY,
    )  # fmt: skip
    sequencer, entries = from_settings(), made(policy)
    began = time.perf_counter()
    for _ in range(ENTRIES // BATCH // AT_ONCE):
        with transaction.atomic(), connection.cursor() as cursor:
            for _ in range(AT_ONCE):
                insert_batch(cursor, BATCH, pack(next(entries) for _ in range(BATCH)), None)
        sequencer.integrate(DAY)
    return time.perf_counter() - began


def made(policy: Policy) -> Iterator[bytes]:
    """Yield entries in the order of their times."""
    books, rng = Rulebooks(policy), random.Random(SEED)
    people = [os.urandom(16).hex() for _ in range(PEOPLE)]
    first = DAY - timedelta(days=DAYS)
    templates: dict[int, list[tuple[bytes, bytes, bytes]]] = {}
    for number in range(ENTRIES):
        at = first + timedelta(days=DAYS) * number / ENTRIES
        book = books.at(at)
        if id(book) not in templates:
            templates[id(book)] = [template(book, one) for one in mixed(book, DIFFERENT)]
        head, middle, tail = rng.choice(templates[id(book)])
        time_of = at.strftime("%Y-%m-%dT%H:%M:%S.%fZ").encode()
        yield head + time_of + middle + people[rng.randrange(PEOPLE)].encode() + tail


def template(book: Rulebook, handling: Handling) -> tuple[bytes, bytes, bytes]:
    """Return what stands in the entry of a handling before, between and after time and subject."""
    from mamoru.gate.asking import Asker, Wish
    from mamoru.gate.judge import judge_stated
    from mamoru.gate.record import note
    from mamoru.gate.sight import Sight
    from mamoru.gate.transaction import Record
    from mamoru.ledger.entries import encode

    record = Record(None, Sight())  # type: ignore[arg-type]  # nothing is stored
    wish = Wish(
        act=handling.act, purpose=handling.purpose, source=handling.source,
        recipient=handling.recipient, actor=handling.actor, place=handling.place,
        grounds=handling.grounds,
    )  # fmt: skip
    decision, basis = judge_stated(book, handling, at=DAY)
    note(
        record, book, Asker(system="crm"), wish, [(handling.data, handling.sensitive)], decision,
        at=DAY, subject=bytes(16), basis=basis,
    )  # fmt: skip
    head, rest = encode(record.entries[0]).split(b"2026-11-23T03:00:00Z")
    middle, tail = rest.split(bytes(16).hex().encode())
    return head, middle, tail


if __name__ == "__main__":
    main()
