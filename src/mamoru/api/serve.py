"""Serving the API: granian in front of threads that wait for their commits."""

import os

THREADS = 32
"""Requests at work at once in one process: those that wait for a commit share it."""


def serve(host: str, port: int, *, workers: int = 1) -> None:
    """Serve until told to stop (SIGTERM or SIGINT); what was accepted by then is finished."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mamoru.settings")
    from granian.constants import HTTPModes, Interfaces
    from granian.server import MPServer

    from mamoru.api.wsgi import application

    MPServer(
        "mamoru.api.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=THREADS,
        blocking_threads_idle_timeout=600,
        backpressure=1024,
        http=HTTPModes.http1,
        websockets=False,
        log_enabled=False,
        workers_kill_timeout=30,
    ).serve(target_loader=application, wrap_loader=False)
