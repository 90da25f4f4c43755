"""The room as Django knows it."""

from django.apps import AppConfig


class EntrustConfig(AppConfig):
    """Entrusting to contractors (clause 5, APPI 25)."""

    name = "mamoru.provision.entrust"
    label = "entrust"
