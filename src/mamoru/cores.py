"""On which cores of the machine a process runs."""

import os
from collections import Counter
from collections.abc import Collection, Iterator
from contextlib import suppress
from pathlib import Path


def stay() -> None:
    """Keep this process on one core, and another than the processes that were started beside it.

    Python runs one thread at a time. What a call touches would go from core to core with the lock,
    and take longer for that than for most of the work. Call it while there is one thread, since
    each has its cores from the one that starts it.
    """
    if hasattr(os, "sched_setaffinity"):
        cores = sorted(os.sched_getaffinity(0))
        beside = [_stays(pid) for pid in _beside() if pid < os.getpid() or _stays(pid) is not None]
        os.sched_setaffinity(0, [chosen(cores, beside)])


def roam() -> None:
    """Let this process, which one that stays has started, run on every core it may have."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, range(os.cpu_count() or 1))


def chosen(cores: list[int], beside: Collection[int | None]) -> int:
    """Return the core that the fewest are on of those `beside`; `None` is one that has yet to stay.

    Those who were started before choose before: each takes what this would take then.
    """
    taken = Counter(core for core in beside if core is not None)
    for _ in (core for core in beside if core is None):
        taken[_least(cores, taken)] += 1
    return _least(cores, taken)


def _least(cores: list[int], taken: Counter[int]) -> int:
    return min(cores, key=lambda core: (taken[core], core))


def _beside() -> Iterator[int]:
    """Yield the other processes that the one which started this has started (Linux; else none)."""
    for listed in Path(f"/proc/{os.getppid()}/task").glob("*/children"):
        with suppress(OSError):
            for pid in map(int, listed.read_text().split()):
                if pid != os.getpid():
                    yield pid


def _stays(pid: int) -> int | None:
    """Return the only core that a process runs on, if it is one."""
    with suppress(OSError):
        cores = os.sched_getaffinity(pid)
        return next(iter(cores)) if len(cores) == 1 else None
    return None
