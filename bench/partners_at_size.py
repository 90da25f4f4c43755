"""Figures of a large delivery: whether rate and memory stay what they were at its beginning.

python -m bench.partners --rows 1000000      (received, with the processor time and memory by part)
python -m bench.partners --gigabytes 5       (staged, and read again from the sealed file)

What they make is removed with the folder they make it in.
"""

import io
import os
import resource
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from mamoru.gate.door import Door

PARTS = {"beginning": (0.02, 0.12), "middle": (0.45, 0.55), "end": (0.9, 1.0)}
"""Shares of the rows between which a part is measured; before it readers are starting."""
TICK = os.sysconf("SC_CLK_TCK")
PAGE_MB = resource.getpagesize() / 1e6
CHUNK_ROWS = 10_000


class Process(NamedTuple):
    """What a process has used: processor time in seconds, and memory in megabytes now."""

    seconds: float
    memory_mb: float


class Sample(NamedTuple):
    """How far a delivery was, at what time, and what its processes had used."""

    rows: int
    at: float
    writer: Process
    readers: tuple[Process, ...]


def chunks(rows: int) -> Iterator[bytes]:
    """Yield a delivery of new people, made while it is read."""
    from bench.partners import content

    for first in range(0, rows, CHUNK_ROWS):
        made = content(min(CHUNK_ROWS, rows - first), first)
        yield made + b"\n" if first == 0 else made.partition(b"\n")[2] + b"\n"


def sample(rows: int) -> Sample:
    """Return what this process and those it started have used until now."""
    own = str(os.getpid())
    found = list(filter(None, map(_stat, Path("/proc").glob("[0-9]*/stat"))))
    started = [_used(fields) for fields in found if fields[1] == own]
    return Sample(rows, time.perf_counter(), _used(_stat(Path("/proc/self/stat"))), tuple(started))


def _stat(path: Path) -> list[str]:
    """Return the fields of a process after its name, or none where it has ended."""
    try:
        return path.read_text().rpartition(")")[2].split()
    except OSError:
        return []


def _used(fields: list[str]) -> Process:
    return Process((int(fields[11]) + int(fields[12])) / TICK, int(fields[21]) * PAGE_MB)


def received(door: "Door", rows: int) -> dict[str, object]:
    """Receive a delivery of `rows` new people, and return rate, time and memory by part."""
    from bench.partners import MAPPING

    from mamoru.collection.partners.announce import announce
    from mamoru.collection.partners.deliver import deliver
    from mamoru.collection.partners.staged_files import stage
    from mamoru.gate.asking import OFFICER

    made = announce(door, OFFICER, "shop-a", "contract-1", MAPPING.encode())
    stage(door, made.key, chunks(rows))
    samples = [sample(0)]
    report = deliver(door, made.key, tell=lambda far: samples.append(sample(far.accepted)))
    assert report.accepted == rows, report
    took = samples[-1].at - samples[0].at
    parts = {
        name: part([one for one in samples if start * rows <= one.rows <= end * rows])
        for name, (start, end) in PARTS.items()
    }
    return {"rows": rows, "rows_per_s": round(rows / took), **parts}


def part(samples: list[Sample]) -> dict[str, float]:
    """Return the figures of one part of a delivery; times are microseconds a row."""
    first, last = samples[0], samples[-1]
    rows = last.rows - first.rows
    writer = (last.writer.seconds - first.writer.seconds) / rows * 1e6
    readers = sum(one.seconds for one in last.readers) - sum(one.seconds for one in first.readers)
    readers_us = readers / rows * 1e6
    return {
        "rows_per_s": round(rows / (last.at - first.at)),
        "rows_per_s_of_two_free_cores": round(min(2e6 / (writer + readers_us), 1e6 / writer)),
        "writer_us": round(writer, 1),
        "readers_us": round(readers_us, 1),
        "writer_mb": round(max(one.writer.memory_mb for one in samples)),
        "reader_mb": round(max(each.memory_mb for one in samples for each in one.readers)),
    }


def staged(door: "Door", gigabytes: float) -> dict[str, float]:
    """Stage a file of this size, read all of its rows again, and return rates and memory."""
    from bench.partners import MAPPING, content

    from mamoru.collection.partners.announce import announce
    from mamoru.collection.partners.csv_rows import csv_rows
    from mamoru.collection.partners.mapping import plan_of
    from mamoru.collection.partners.report import delivery
    from mamoru.collection.partners.staged_files import clear, place_of, stage
    from mamoru.gate.asking import OFFICER
    from mamoru.gate.staging import StagedFile

    made = announce(door, OFFICER, "shop-a", "contract-1", MAPPING.encode())
    rows = round(gigabytes * 1e9 / (len(content(CHUNK_ROWS, CHUNK_ROWS)) / CHUNK_ROWS))
    before, began = peak_mb(), time.perf_counter()
    stage(door, made.key, chunks(rows))
    staging, after = time.perf_counter() - began, peak_mb()
    row = delivery(made.key)
    key = door.keys.provider.unwrap(row.staged_kek, bytes(row.staged_key))
    began = time.perf_counter()
    with io.BufferedReader(StagedFile(place_of(row), row.key, key), 1 << 20) as file:
        read = sum(1 for _ in csv_rows(file, plan_of(MAPPING.encode(), door.policy)))
    reading = time.perf_counter() - began
    clear(door, row)
    assert read == rows, (read, rows)
    return {
        "bytes": row.size,
        "rows": rows,
        "staging_mb_per_s": round(row.size / staging / 1e6, 1),
        "staging_more_mb": round(after - before, 1),
        "reading_rows_per_s": round(rows / reading),
        "reading_more_mb": round(peak_mb() - after, 1),
    }


def peak_mb() -> float:
    """Return the most memory that this process has had."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3
