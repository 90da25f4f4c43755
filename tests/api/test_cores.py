"""A process that serves stays on one core, and what it starts does not."""

import os
import subprocess
import sys
from pathlib import Path

from tests.api.calling import Server

ASKS = """
import os, subprocess, sys
from mamoru import cores
before = os.sched_getaffinity(0)
cores.stay()
child = "import os; from mamoru import cores; cores.roam(); print(sorted(os.sched_getaffinity(0)))"
left = subprocess.run([sys.executable, "-c", child], capture_output=True, text=True, check=True)
print(sorted(before), sorted(os.sched_getaffinity(0)), left.stdout.strip(), os.getpid(), sep=";")
"""


def test_a_process_of_a_server_stays_on_one_core(server: Server) -> None:
    parent = server.process.pid
    listed = Path(f"/proc/{parent}/task/{parent}/children").read_text().split()
    threads = [list(Path(f"/proc/{pid}/task").iterdir()) for pid in listed]
    serving = [status for found in threads if len(found) > 5 for status in found]
    allowed = {
        (one / "status").read_text().partition("Cpus_allowed_list:\t")[2].split()[0]
        for one in serving
    }

    assert serving
    assert len(allowed) == 1
    assert allowed.pop().isdigit()


def test_what_it_starts_runs_on_all_cores_again() -> None:
    found = [
        subprocess.run([sys.executable, "-c", ASKS], capture_output=True, text=True, check=True)
        for _ in range(2)
    ]
    for one in found:
        before, stayed, roamed, pid = one.stdout.strip().split(";")
        cores = sorted(os.sched_getaffinity(0))

        assert roamed == before == str(cores)
        assert stayed == str([cores[int(pid) % len(cores)]])
