"""Django's application for the table of this room."""

from django.apps import AppConfig


class AskingConfig(AppConfig):
    """Requests that were made on pages."""

    name = "mamoru.portal.asking"
    label = "asking"
