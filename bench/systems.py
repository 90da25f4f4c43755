"""How long tracing one person takes in a database of twenty tables, and how many are erased.

python -m bench.systems [ROWS] [sqlite|postgresql …]     (ten million in PostgreSQL, if not said)

Data is made by bulk inserts, with the indexes that `mamoru systems check` asks for. Each person is
traced once, chosen at random over the whole table; schema and connection are there already, as in a
server. Ten million rows take minutes to make and some gigabytes of disk. `processor_ms` is the time
of this process in the slowest trace: what is beyond it, the database or the machine took.
"""

import json
import random
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import quantiles
from time import perf_counter, process_time

from bench.systems_erasing import erasures_per_hour
from bench.systems_world import ROWS_OF_ONE, indexes, map_text, rows, tables
from sqlalchemy import create_engine
from sqlalchemy.pool import NullPool
from tests.postgres import running_postgres

from mamoru.systems.connect.address import parsed
from mamoru.systems.connect.reach import Reach
from mamoru.systems.map.load import load
from mamoru.systems.map.ownership import graph_of
from mamoru.systems.trace.trace import trace

TRACES = 200
ROWS = 10_000_000


def main(given: list[str]) -> None:
    """Measure, and print one JSON object."""
    size = next((int(one) for one in given if one.isdigit()), ROWS)
    vendors = [one for one in given if not one.isdigit()] or ["postgresql"]
    figures = {name: value for vendor in vendors for name, value in measured(vendor, size).items()}
    print(json.dumps(figures))


def measured(vendor: str, size: int) -> dict[str, float]:
    """Return the figures of one vendor, in milliseconds."""
    people = max(2, size // ROWS_OF_ONE)
    with database(vendor) as url:
        begun = perf_counter()
        fill(vendor, url, people)
        made = perf_counter() - begun
        times, found, processor = traced(url, people)
        per_hour = erasures_per_hour(url, people)
    cuts = quantiles(times, n=20)
    return {
        f"{vendor}_trace_ms_p50": round(cuts[9], 2),
        f"{vendor}_trace_ms_p95": round(cuts[18], 2),
        f"{vendor}_trace_ms_max": round(max(times), 2),
        f"{vendor}_trace_processor_ms_max": round(processor, 2),
        f"{vendor}_erasures_per_hour": round(per_hour),
        f"{vendor}_rows": people * ROWS_OF_ONE,
        f"{vendor}_rows_of_one": found,
        f"{vendor}_made_in_s": round(made, 1),
    }


@contextmanager
def database(vendor: str) -> Iterator[str]:
    """Yield the URL of an empty database."""
    if vendor == "postgresql":
        with running_postgres(fsync=False) as url:
            yield url
        return
    with tempfile.TemporaryDirectory(prefix="mamoru-systems-") as folder:
        path = Path(folder) / "big.sqlite3"
        path.touch()
        yield f"sqlite:///{path}"


def fill(vendor: str, url: str, people: int) -> None:
    """Make tables, rows and indexes, and let the database look at them."""
    engine = create_engine(parsed(url), poolclass=NullPool)
    with engine.begin() as connection:
        for statement in (*tables(), *rows(vendor, people), *indexes(), "ANALYZE"):
            connection.exec_driver_sql(
                statement.replace("%", "%%") if vendor != "sqlite" else statement
            )


def traced(url: str, people: int) -> tuple[list[float], int, float]:
    """Trace people at random.

    Returns how long each took in milliseconds, the rows of the last, and how long this process was
    at work in the slowest.
    """
    reach = Reach(url)
    graph = graph_of(load(map_text()), reach.schema())
    chosen = random.Random(7)
    times, found, worked = [], 0, []
    for at in range(TRACES + 5):
        who = f"p{chosen.randint(1, people)}@example.com"
        begun, before = perf_counter(), process_time()
        with reach.reading() as session:
            found = len(trace(session, graph, [("email", who)]).rows)
        if at >= 5:  # the first ones make connections and compile statements
            times.append((perf_counter() - begun) * 1000)
            worked.append((process_time() - before) * 1000)
    reach.close()
    return times, found, worked[times.index(max(times))]


if __name__ == "__main__":
    main(sys.argv[1:])
