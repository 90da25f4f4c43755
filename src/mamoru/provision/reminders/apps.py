"""The room as Django knows it."""

from django.apps import AppConfig


class RemindersConfig(AppConfig):
    """Reminders to the officer."""

    name = "mamoru.provision.reminders"
    label = "provision_reminders"
