"""The room as Django knows it."""

from django.apps import AppConfig


class PartnersConfig(AppConfig):
    """Receiving from partners (clause 1(3), APPI 30)."""

    name = "mamoru.collection.partners"
    label = "partners"
