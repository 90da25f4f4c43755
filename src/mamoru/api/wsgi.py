"""The application of a server process, for any WSGI server that forks first and loads then.

`application` is a factory: each process calls it once, and so opens a door of its own.
"""

import gc
import logging
import os
import signal
import sys
import threading
from contextlib import suppress
from datetime import UTC, datetime
from multiprocessing.util import Finalize

import django

from mamoru import cores

django.setup()

from mamoru.api.application import Application  # noqa: E402 - its rooms have tables
from mamoru.api.front import Front  # noqa: E402
from mamoru.api.table import ENDPOINTS  # noqa: E402
from mamoru.api.worker import Worker  # noqa: E402
from mamoru.gate.door import open_door  # noqa: E402
from mamoru.paths import named_policy  # noqa: E402
from mamoru.screening.fields import warm  # noqa: E402

STDERR = 2
SWITCH_SECONDS = 0.000_5
"""How long a thread may keep others from running: a commit must not wait for whoever reads a long
body, nor a short call for a long one (`sys.setswitchinterval`)."""
ALLOCATIONS = 50_000
"""Objects after which the collector looks for cycles among the youngest. Answers make many objects
and hardly a cycle, and what a process loads at its start lives as long as it does."""


def application() -> Front:
    """Return the WSGI application over a freshly opened door, closed when the process ends.

    What screening needs is loaded by then, so that nobody's first text waits for it.
    """
    if threading.current_thread() is threading.main_thread():
        # Until the server listens, a signal to stop has nothing to wait for; without this the
        # handler inherited from the parent process would swallow it.
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
    cores.stay()
    _log_defects()
    warm()
    worker = Worker(open_door(policy=named_policy()))
    Finalize(None, worker.close, exitpriority=0)
    api = Application(worker, ENDPOINTS, access=_access)
    _tune()
    return Front(api, worker.now, access=_access)


def _tune() -> None:
    """Set Python up for many short answers at a time."""
    sys.setswitchinterval(SWITCH_SECONDS)
    gc.collect()
    gc.freeze()
    gc.set_threshold(ALLOCATIONS)


def _log_defects() -> None:
    """Write what goes wrong where the operator's system collects it."""
    handler = logging.StreamHandler()
    handler.setFormatter(logging.Formatter("%(levelname)s %(name)s %(message)s"))
    log = logging.getLogger("mamoru")
    log.addHandler(handler)
    log.propagate = False
    # Django's own words hold addresses as they were asked for. What goes wrong on a page is told by
    # `mamoru.notices`, without them.
    others = logging.getLogger("django")
    others.addHandler(logging.NullHandler())
    others.propagate = False


def _access(line: str) -> None:
    """Write one line of the access log: a single call, so that lines of threads never mix.

    A log that takes nothing any more (its reader is gone, its disk is full) loses lines. It never
    takes the answer with it: whoever called would repeat what was done.
    """
    at = datetime.now(UTC).isoformat(timespec="milliseconds")
    rest = f"{at} access {line}\n".encode()
    with suppress(OSError):
        while rest:  # a disk that is nearly full takes a part of the line
            rest = rest[os.write(STDERR, rest) :]
