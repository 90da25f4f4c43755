"""The room as Django knows it."""

from django.apps import AppConfig


class TagConfig(AppConfig):
    """The browser tag, its configuration, and the list of external transmissions."""

    name = "mamoru.tag"
    label = "tag"
