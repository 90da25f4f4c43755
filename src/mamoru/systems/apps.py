"""The room as Django knows it."""

from django.apps import AppConfig


class SystemsConfig(AppConfig):
    """The company's own databases (clauses 7 and 9)."""

    name = "mamoru.systems"
    label = "systems"
