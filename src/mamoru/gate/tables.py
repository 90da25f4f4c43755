"""The database's tables, brought up to date where they are not."""

import pkgutil
from pathlib import Path

from django.apps import apps
from django.db import connection

_APPLIED = "django_migrations"


def bring_up_to_date() -> None:
    """Apply every migration that this database has not got yet.

    That there is none is seen by a glance, since whoever opens the door asks, and Django's own
    command takes longer than most of what is then done.
    """
    if not _known() <= _applied():
        from django.core.management import call_command

        call_command("migrate", verbosity=0, interactive=False)


def _known() -> set[tuple[str, str]]:
    return {
        (room.label, module.name)
        for room in apps.get_app_configs()
        for module in pkgutil.iter_modules([str(Path(room.path) / "migrations")])
    }


def _applied() -> set[tuple[str, str]]:
    with connection.cursor() as cursor:
        if _APPLIED not in connection.introspection.table_names(cursor):
            return set()
        cursor.execute(f"SELECT app, name FROM {_APPLIED}")  # noqa: S608 - our own word
        return {(app, name) for app, name in cursor.fetchall()}
