"""Figures of receiving from a partner as one JSON object, on SQLite.

    python -m bench.partners
    python -m bench.partners --rows 1000000     (see `bench.partners_at_size`)
    python -m bench.partners --gigabytes 5

One delivery of `ROWS` new people, each with an identifier and three items, is staged sealed, then
read, checked, screened and sealed by readers, and matched, decided, recorded and stored by the
writer. `partner_rows_per_s` is by the time that passes. The others are processor time for each row:
of all readers without their start, of the writer, and of the steps of a reader by themselves. What
two free cores can do is what these leave room for (`rows_per_s_of_two_free_cores`).
"""

import argparse
import io
import json
import os
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from bench.partners_at_size import received, staged

if TYPE_CHECKING:
    from mamoru.collection.partners.mapping import Plan
    from mamoru.gate.door import Door

ROWS = 24_000
STEPS = 6_000
"""Rows over which the steps of the reader are timed."""
MAPPING = """mamoru: 1
format: csv
whose: individual
residence: JP
columns:
  number: {identifier: partner_id, item: partner_customer_id}
  contact: {item: partner_contact}
  contract: {item: partner_contract}
"""
DAY = date(2026, 11, 2)


def content(rows: int, first: int = 0) -> bytes:
    """Return a delivery of people that nobody else is."""
    lines = ["number,contact,contract"]
    lines += [
        f"K{first + n:09d},user{first + n}@example.jp,月額プラン {n % 7}(次回の更新は {n % 28} 日)"
        for n in range(rows)
    ]
    return "\n".join(lines).encode()


def known(door: "Door") -> None:
    """Register a partner of which everything is confirmed."""
    from mamoru.collection.partners.origins import NewOrigin, add_origin
    from mamoru.collection.partners.register import NewPartner, PartnerConfirmed, add, confirm

    partner = NewPartner(
        key="shop-a", party="partner", name="Sample", address="Sample 1", representative="A"
    )
    add(door, partner)
    confirm(
        door, "shop-a",
        PartnerConfirmed(
            items=("name", "address", "representative"), method="document", evidence="doc:1",
            confirmed_on=DAY,
        ),
    )  # fmt: skip
    add_origin(
        door, "shop-a",
        NewOrigin(
            key="contract-1", told="sample", basis="consent", consent="form:1", method="document",
            evidence="doc:2", confirmed_on=DAY,
        ),
    )  # fmt: skip


def delivered(door: "Door", raw: bytes, rows: int) -> dict[str, float]:
    """Receive one delivery, and return the seconds that it took."""
    from mamoru.collection.partners.announce import announce
    from mamoru.collection.partners.deliver import deliver
    from mamoru.collection.partners.staged_files import stage
    from mamoru.gate.asking import OFFICER

    made = announce(door, OFFICER, "shop-a", "contract-1", MAPPING.encode())
    began = time.perf_counter()
    stage(door, made.key, [raw])
    staged = time.perf_counter() - began
    began, before = time.perf_counter(), os.times()
    report = deliver(door, made.key)
    took, after = time.perf_counter() - began, os.times()
    assert report.accepted == rows, report
    spent = [late - early for early, late in zip(before, after, strict=True)]
    return {
        "took": took,
        "writer": spent[0] + spent[1],
        "readers": spent[2] + spent[3],
        "staged": staged,
    }


def figures(door: "Door") -> dict[str, float]:
    """Return the figures of a large delivery, from which the start of readers is taken off."""
    from mamoru.collection.partners.deliver import WORTH
    from mamoru.collection.partners.readers import how_many

    start = delivered(door, content(1, first=90_000_000), 1)["readers"]
    raw = content(ROWS)
    found = delivered(door, raw, ROWS)
    parts = min(how_many(), 1 + len(raw) // WORTH)
    writer = found["writer"] / ROWS * 1e6
    readers = (found["readers"] - parts * start) / ROWS * 1e6
    return {
        "partner_rows_per_s": round(ROWS / found["took"]),
        "rows_per_s_of_two_free_cores": round(min(2e6 / (writer + readers), 1e6 / writer)),
        "readers_us": round(readers, 1),
        "writer_us": round(writer, 1),
        "start_of_a_reader_ms": round(start * 1e3),
        "staging_mb_per_s": round(len(raw) / found["staged"] / 1e6, 1),
    }


def steps(door: "Door") -> dict[str, float]:
    """Return the processor time of each step of the reader, for one row."""
    from mamoru.collection.partners.checking import Checked, checked
    from mamoru.collection.partners.csv_rows import csv_rows
    from mamoru.collection.partners.mapping import plan_of
    from mamoru.gate.incoming import Preparing
    from mamoru.gate.screen import looked_at

    plan: Plan = plan_of(MAPPING.encode(), door.policy)
    raw = content(STEPS, first=10_000_000)
    rows = list(csv_rows(io.BytesIO(raw), plan))
    found = [one for row in rows if isinstance(one := checked(plan, row.values), Checked)]
    keys, _ = door.writer.run(lambda _: door.keys.drafting_keys(), changes=False)
    preparing = Preparing(keys)

    def each(act: Callable[[Checked], object]) -> Iterator[object]:
        return (act(one) for one in found)

    return {
        "parse_us": timed(lambda: list(csv_rows(io.BytesIO(raw), plan))),
        "check_us": timed(lambda: [checked(plan, row.values) for row in rows]),
        "screen_us": timed(lambda: list(each(lambda one: [looked_at(item) for item in one.items]))),
        "seal_us": timed(
            lambda: list(
                each(lambda one: preparing.line(1, "individual", "JP", one.identities, one.items))
            )
        ),
    }


def timed(act: Callable[[], object]) -> float:
    """Return the processor time of `act` for one row, in microseconds: the least of three."""
    took = []
    for _ in range(3):
        began = time.process_time()
        act()
        took.append(time.process_time() - began)
    return round(min(took) / STEPS * 1e6, 1)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.partners")
    parser.add_argument("--rows", type=int, help="receive a delivery of so many rows")
    parser.add_argument("--gigabytes", type=float, help="stage and read a file of this size")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="mamoru-bench-") as folder:
        home = Path(folder) / "home"
        home.mkdir(mode=0o700)
        os.environ["MAMORU_HOME"] = str(home)
        os.environ.pop("MAMORU_DATABASE", None)
        os.environ["DJANGO_SETTINGS_MODULE"] = "mamoru.settings"
        import django

        django.setup()
        from mamoru.gate.door import opened

        with opened() as door:
            known(door)
            if asked.rows:
                print(json.dumps(received(door, asked.rows)))
            elif asked.gigabytes:
                print(json.dumps(staged(door, asked.gigabytes)))
            else:
                print(json.dumps({**figures(door), "steps": steps(door)}))


if __name__ == "__main__":
    main()
