"""The room as Django knows it."""

from django.apps import AppConfig


class NoticesConfig(AppConfig):
    """Revision of the policy and its announcement (clause 12)."""

    name = "mamoru.notices"
    label = "notices"
