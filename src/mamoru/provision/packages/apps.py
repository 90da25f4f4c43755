"""The room as Django knows it."""

from django.apps import AppConfig


class PackagesConfig(AppConfig):
    """Packages for recipients (clauses 4 to 6)."""

    name = "mamoru.provision.packages"
    label = "packages"
