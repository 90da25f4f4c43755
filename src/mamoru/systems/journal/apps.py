"""The room as Django knows it."""

from django.apps import AppConfig


class JournalConfig(AppConfig):
    """The journal of plans for systems (clauses 7 and 9)."""

    name = "mamoru.systems.journal"
    label = "systems_journal"
