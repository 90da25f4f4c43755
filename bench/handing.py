"""Figures of handing over as one JSON object, on SQLite.

    python -m bench.handing [--people N]

`N` people are stored, each of whom agreed to provision of three items to one third party. Then one
hand-over of all of them is planned, decided person by person, read, sealed to the party's key,
signed, and delivered by its link: `handed_people_per_s` is by the time that passes, the others are
processor time for each person and memory. What each of two free cores would do in the time that
passes is not counted double: all of it runs in one process.
"""

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mamoru.gate.door import Door

PEOPLE = 50_000
BATCH = 5_000
ITEMS = ("name", "employer", "postal_code")


def party(door: "Door") -> str:
    """Register a recipient with a key, and return its ref."""
    import pyrage

    from mamoru.gate.asking import OFFICER
    from mamoru.parties.register import NewParty
    from mamoru.provision.parties.register import NewKey, add, add_key

    made = add(
        door, OFFICER,
        NewParty(
            kind="third_party", word="other", name="Sample", address="Sample 1",
            representative="A", contact="desk@example.jp",
        ),
    )  # fmt: skip
    key = str(pyrage.x25519.Identity.generate().to_public())
    add_key(door, OFFICER, made.ref, NewKey(kind="age", text=key))
    return made.ref


def stored(door: "Door", count: int, ref: str) -> None:
    """Store people who all agreed to provision to `ref`."""
    from django.db import connection

    from mamoru.consent.choices import Choice, Kind
    from mamoru.consent.queries import New, insert
    from mamoru.vault.people import create_many
    from mamoru.vault.person import Draft, Identity, Item

    choice = Choice(kind=Kind.CONSENT, recipient=ref)
    for first in range(0, count, BATCH):
        drafts = [
            Draft(
                whose="individual",
                residence="JP",
                identities=(Identity(kind="account", value=f"A{n:09d}"),),
                items=(
                    Item(data="registration", item="name", value=f"Sample {n}"),
                    Item(data="registration", item="employer", value=f"架空商事 {n % 977}"),
                    Item(data="registration", item="postal_code", value=f"{n % 9_000_000:07d}"),
                ),
            )
            for n in range(first, min(first + BATCH, count))
        ]

        def unit(_: object, drafts: list[Draft] = drafts) -> None:
            with connection.cursor() as cursor:  # random names would go to the disk again and again
                cursor.execute("PRAGMA cache_size=-4000000")
            now = door.clock()
            new = create_many(door.keys, drafts, now=now)
            insert([New(one.number, f"c_{one.number:032x}", choice) for one in new], made_at=now)

        door.writer.run(unit)


def peak_mb() -> float:
    return round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 1)


@contextmanager
def timed(found: dict[str, float], name: str, count: int) -> Iterator[None]:
    """Note wall seconds, and processor microseconds for each person."""
    began, before = time.perf_counter(), time.process_time()
    yield
    found[f"{name}_seconds"] = round(time.perf_counter() - began, 2)
    found[f"{name}_us"] = round((time.process_time() - before) / count * 1e6, 1)


def figures(door: "Door", ref: str, count: int) -> dict[str, float]:
    """Return the figures of one hand-over of `count` people."""
    from mamoru.gate.asking import OFFICER
    from mamoru.provision.packages.links import offer, take
    from mamoru.provision.packages.plan import NewHandOver, plan
    from mamoru.provision.packages.produce import produce

    found: dict[str, float] = {"memory_before_mb": peak_mb()}
    new = NewHandOver(party=ref, act="provide", items=ITEMS)
    with timed(found, "whole", count):
        with timed(found, "plan", count):
            planned = plan(door, OFFICER, new, "officer-a").hand
        assert planned.expected == count, planned
        with timed(found, "produce", count):
            made = produce(door, planned.hand)
        assert made.people == count, made
        with timed(found, "deliver", count):
            package = take(door, offer(door, planned.hand).token)
            size = sum(map(len, package.content))
        assert size == package.size
    found["memory_peak_mb"] = peak_mb()
    found["package_mb"] = round(size / 1e6, 1)
    found["parts"] = made.parts
    found["handed_people_per_s"] = round(count / found["whole_seconds"])
    found["million_cpu_seconds"] = round(found["whole_us"], 1)
    return found


def filled(count: int) -> str:
    """Fill the installation in a process of its own, whose memory does not count here."""
    command = [sys.executable, "-m", "bench.handing", "--people", str(count), "--fill"]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()


def fill(count: int) -> None:
    from mamoru.gate.door import opened

    with opened() as door:
        ref = party(door)
        stored(door, count, ref)
    print(ref)


def measure(count: int) -> None:
    with tempfile.TemporaryDirectory(prefix="mamoru-bench-") as folder:
        home = Path(folder) / "home"
        home.mkdir(mode=0o700)
        os.environ["MAMORU_HOME"] = str(home)
        os.environ.pop("MAMORU_DATABASE", None)
        ref = filled(count)
        set_up()
        from mamoru.gate.door import opened

        with opened() as door:
            print(json.dumps({"people": count, **figures(door, ref, count)}))


def set_up() -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "mamoru.settings"
    import django

    django.setup()


def main() -> None:
    """Print the figures."""
    asking = argparse.ArgumentParser()
    asking.add_argument("--people", type=int, default=PEOPLE)
    asking.add_argument("--fill", action="store_true", help=argparse.SUPPRESS)
    asked = asking.parse_args()
    if asked.fill:
        set_up()
        fill(asked.people)
    else:
        measure(asked.people)


if __name__ == "__main__":
    main()
