"""The collector as Django knows it."""

from django.apps import AppConfig


class CollectorConfig(AppConfig):
    """Collection as services are used (clause 1(2)): declarations, protocols, verdicts."""

    name = "mamoru.collection.collector"
    label = "collector"
