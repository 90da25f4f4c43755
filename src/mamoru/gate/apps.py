"""The door as a Django application."""

from django.apps import AppConfig


class GateConfig(AppConfig):
    """Tables of clients, duties, evidence and policy texts."""

    name = "mamoru.gate"
    label = "gate"
