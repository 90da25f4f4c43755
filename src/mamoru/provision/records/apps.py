"""The room as Django knows it."""

from django.apps import AppConfig


class RecordsConfig(AppConfig):
    """The records of what was handed over."""

    name = "mamoru.provision.records"
    label = "provision_records"
