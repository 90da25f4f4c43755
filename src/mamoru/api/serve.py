"""Serving the API: granian in front of threads that wait for their commits."""

import os
from collections.abc import Callable

THREADS = 32
"""Requests at work at once in one process: those that wait for a commit share it."""
KILL_SECONDS = 30
"""How long a process may take to finish what it had accepted."""


Told = Callable[[str], object]


def serve(host: str, port: int, *, workers: int | None = None, tell: Told | None = None) -> None:
    """Serve until told to stop (SIGTERM or SIGINT); what was accepted by then is finished.

    `workers` are processes; by default one on SQLite, which has one writer that several would keep
    waiting for each other, and two on PostgreSQL. `tell` gets the address once calls are taken.

    Raises `ConfigurationError` and its kinds, before anything is made or served, where nobody can
    listen at that address or the installation is set up wrongly.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mamoru.settings")
    import django

    django.setup()
    from django.db import connection
    from granian.constants import HTTPModes, Interfaces

    from mamoru.api.listener import Server, kept
    from mamoru.api.wsgi import application
    from mamoru.gate.door import prepare
    from mamoru.paths import named_policy

    with kept(host, port) as keeper:
        prepare(policy=named_policy())
        _check_mail()
        connection.close()
        Server(
            "mamoru.api.wsgi:application",
            keeper,
            tell,
            interface=Interfaces.WSGI,
            workers=workers or (1 if connection.vendor == "sqlite" else 2),
            blocking_threads=THREADS,
            blocking_threads_idle_timeout=600,
            http=HTTPModes.http1,
            websockets=False,
            log_enabled=False,
            workers_kill_timeout=KILL_SECONDS,
        ).serve(target_loader=application, wrap_loader=False)


def _check_mail() -> None:
    """Raise `MailMisconfiguredError` where a setting for mail has not the form it needs."""
    from mamoru.gate.door import now_utc
    from mamoru.gate.mail import mailer_of
    from mamoru.gate.shelf import policy_here
    from mamoru.provision.reminders.remind import officer

    mailer_of(policy_here(now_utc()))
    officer()
