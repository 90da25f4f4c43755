"""The room as Django knows it."""

from django.apps import AppConfig


class PartiesConfig(AppConfig):
    """The register of recipients (clauses 4, 5 and 6)."""

    name = "mamoru.parties"
    label = "parties"
