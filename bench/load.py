"""Figures of loading and compiling the reference policy, and of starting the command line.

python -m bench.load
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bench.clock import loop_ns, now
from bench.handlings import DAY, REFERENCE, read

from mamoru.law.book import Rulebooks
from mamoru.law.figures import law_clocks
from mamoru.law.table import law_table

COMMAND = Path(sys.executable).parent / "mamoru"
PERSON = '{"whose": "individual", "items": {"name": "Fixture"}}'
FIRST = "from bench.load import load_ns; print(load_ns())"


def load_ns() -> float:
    """Return the time from the file to a rulebook that decides, the law's tables included."""
    law_table.cache_clear()
    law_clocks.cache_clear()
    began = now()
    Rulebooks(read(REFERENCE.read_bytes())).at(DAY)
    return now() - began


def first_load_ns() -> float:
    """Return the same for the first load of a new process."""
    return float(
        subprocess.run([sys.executable, "-c", FIRST], check=True, capture_output=True).stdout
    )


def run_ns(*arguments: str, home: str | None = None, expected: int = 0) -> float | None:
    """Return how long the command takes by the clock, or `None` if it ends in an error."""
    environ = os.environ | {"MAMORU_HOME": home} if home else None
    began = time.perf_counter_ns()
    ended = subprocess.run([COMMAND, *arguments], check=False, capture_output=True, env=environ)
    return time.perf_counter_ns() - began if ended.returncode == expected else None


def show_ns(times: int) -> list[float | None]:
    """Return how long values of one person take to be taken out, with the record of it."""
    with tempfile.TemporaryDirectory() as home:
        added = subprocess.run(
            [COMMAND, "person", "add", "--from", "person", "--ground", "notice_shown=notice:1"],
            check=True, capture_output=True, text=True, input=PERSON,
            env=os.environ | {"MAMORU_HOME": home},
        )  # fmt: skip
        show = ("person", "show", added.stdout.split()[0], "--item", "name", "--purpose", "2(1)a")
        return [run_ns(*show, home=home) for _ in range(times)]


def millis(taken: list[float | None]) -> float | None:
    known = [one for one in taken if one is not None]
    return round(min(known) / 1e6, 1) if known else None


def main() -> None:
    """Print the figures."""
    loops = [loop_ns()]
    figures = {
        "load_first_ms": millis([first_load_ns() for _ in range(5)]),
        "load_ms": millis([load_ns() for _ in range(10)]),
        "cli_version_ms": millis([run_ns("--version") for _ in range(7)]),
        "cli_policy_check_ms": millis(
            [run_ns("policy", "check", str(REFERENCE)) for _ in range(5)]
        ),
        "cli_person_show_ms": millis(show_ns(7)),
    }
    loops.append(loop_ns())
    figures["loop_ns"] = round(sum(loops) / len(loops), 2)
    print(json.dumps(figures, indent=2))


if __name__ == "__main__":
    main()
