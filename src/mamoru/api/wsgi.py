"""The application of a server process, for any WSGI server that forks first and imports then.

`application` is a factory: each process calls it once, and so opens a door of its own.
"""

from multiprocessing.util import Finalize
from typing import TYPE_CHECKING

import django

from mamoru.paths import policy_in_force

if TYPE_CHECKING:
    from mamoru.api.application import Application


def application() -> "Application":
    """Return the WSGI application over a freshly opened door, closed when the process ends."""
    django.setup()
    from mamoru.api.application import Application
    from mamoru.api.table import ENDPOINTS
    from mamoru.api.worker import Worker
    from mamoru.gate.door import open_door

    worker = Worker(open_door(policy=policy_in_force()))
    Finalize(None, worker.close, exitpriority=0)
    return Application(worker, ENDPOINTS)
