"""The room, as Django knows it."""

from django.apps import AppConfig


class Faces(AppConfig):
    """Accounts."""

    name = "mamoru.faces"
    label = "faces"
