"""Django's application for the table of counts."""

from django.apps import AppConfig


class FiguresConfig(AppConfig):
    """Counts of each day."""

    name = "mamoru.console.figures"
    label = "figures"
