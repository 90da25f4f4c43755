"""A process that serves stays on one core, and what it starts does not; nor what needs no lock."""

import json
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from tests.api.calling import Server

from mamoru.cores import chosen

ASKS = """
import os, subprocess, sys
from mamoru import cores
before = os.sched_getaffinity(0)
cores.stay()
child = "import os; from mamoru import cores; cores.roam(); print(sorted(os.sched_getaffinity(0)))"
left = subprocess.run([sys.executable, "-c", child], capture_output=True, text=True, check=True)
print(sorted(before), sorted(os.sched_getaffinity(0)), left.stdout.strip(), sep=";")
"""


def test_a_process_of_a_server_stays_on_one_core_but_for_one_thread(server: Server) -> None:
    parent = server.process.pid
    listed = Path(f"/proc/{parent}/task/{parent}/children").read_text().split()
    threads = [list(Path(f"/proc/{pid}/task").iterdir()) for pid in listed]
    serving = [status for found in threads if len(found) > 5 for status in found]
    allowed = Counter(
        (one / "status").read_text().partition("Cpus_allowed_list:\t")[2].split()[0]
        for one in serving
    )

    assert serving
    [(core, on_it), *roaming] = allowed.most_common()
    assert core.isdigit()
    assert on_it > 5
    free = [1] if len(os.sched_getaffinity(0)) > 1 else []
    assert [count for _, count in roaming] == free, "SQLite's log goes into the file on any core"


def test_what_it_starts_runs_on_all_cores_again() -> None:
    found = [
        subprocess.run([sys.executable, "-c", ASKS], capture_output=True, text=True, check=True)
        for _ in range(2)
    ]
    for one in found:
        before, stayed, roamed = one.stdout.strip().split(";")
        cores = sorted(os.sched_getaffinity(0))

        assert roamed == before == str(cores)
        assert json.loads(stayed)[0] in cores
        assert len(json.loads(stayed)) == 1


STARTS = """
import os, subprocess, sys, time
code = "import os, sys; from mamoru import cores; cores.stay(); " \
    "print(sorted(os.sched_getaffinity(0))[0], flush=True); sys.stdin.read()"
def started():
    return subprocess.Popen([sys.executable, "-c", code],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
several = [started() for _ in range(int(sys.argv[1]))]
print(*[one.stdout.readline().strip() for one in several])
several[0].kill(); several[0].wait(); several[0] = started()
several[0].stdout.readline()
print(*[sorted(os.sched_getaffinity(one.pid))[0] for one in several])
for one in several:
    one.kill()
"""


def test_processes_that_were_started_together_share_the_cores_evenly() -> None:
    cores = sorted(os.sched_getaffinity(0))
    several = str(2 * len(cores))

    done = subprocess.run(
        [sys.executable, "-c", STARTS, several], capture_output=True, text=True, check=True
    )

    for line in done.stdout.splitlines():  # as started, and with one started anew
        assert Counter(map(int, line.split())) == dict.fromkeys(cores, 2)


@pytest.mark.parametrize(
    ("beside", "core"),
    [([], 0), ([0], 1), ([1], 0), ([None], 1), ([0, None], 2), ([0, 1, 2, 3, 1], 0)],
)
def test_a_process_takes_the_core_that_the_fewest_are_on(
    beside: list[int | None], core: int
) -> None:
    assert chosen([0, 1, 2, 3], beside) == core
