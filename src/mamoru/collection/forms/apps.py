"""The room as Django knows it."""

from django.apps import AppConfig


class FormsConfig(AppConfig):
    """Forms by which people hand in what is theirs (clause 1(1))."""

    name = "mamoru.collection.forms"
    label = "forms"
