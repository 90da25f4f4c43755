"""On which cores of the machine a process runs."""

import os


def stay() -> None:
    """Keep this process on one core; processes started one after the other get different ones.

    Python runs one thread at a time. What a call touches would go from core to core with the lock,
    and take longer for that than for most of the work. Call it while there is one thread, since
    each has its cores from the one that starts it.
    """
    if hasattr(os, "sched_setaffinity"):
        cores = sorted(os.sched_getaffinity(0))
        os.sched_setaffinity(0, [cores[os.getpid() % len(cores)]])


def roam() -> None:
    """Let this process, which one that stays has started, run on every core it may have."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, range(os.cpu_count() or 1))
