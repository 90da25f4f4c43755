"""Serving the API: granian in front of threads that wait for their commits."""

import os

THREADS = 32
"""Requests at work at once in one process: those that wait for a commit share it."""
KILL_SECONDS = 30
"""How long a process may take to finish what it had accepted."""


def serve(host: str, port: int, *, workers: int | None = None) -> None:
    """Serve until told to stop (SIGTERM or SIGINT); what was accepted by then is finished.

    `workers` are processes; by default one on SQLite, which has one writer that several would keep
    waiting for each other, and two on PostgreSQL.

    Raises `ConfigurationError` and its kinds, before anything is served, where the installation is
    set up wrongly.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mamoru.settings")
    import django

    django.setup()
    from django.db import connection
    from granian.constants import HTTPModes, Interfaces
    from granian.server import MPServer

    from mamoru.api.wsgi import application
    from mamoru.gate.door import prepare
    from mamoru.paths import policy_in_force

    prepare(policy=policy_in_force())
    MPServer(
        "mamoru.api.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers or (1 if connection.vendor == "sqlite" else 2),
        blocking_threads=THREADS,
        blocking_threads_idle_timeout=600,
        http=HTTPModes.http1,
        websockets=False,
        log_enabled=False,
        workers_kill_timeout=KILL_SECONDS,
    ).serve(target_loader=application, wrap_loader=False)
