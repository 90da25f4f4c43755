"""The room as Django knows it."""

from django.apps import AppConfig


class RetentionConfig(AppConfig):
    """Erasing what was kept long enough (clause 9, APPI 22)."""

    name = "mamoru.rights.retention"
    label = "retention"

    def ready(self) -> None:
        """Watch over everything else that is erased by time alone."""
        from mamoru.gate.brake import announce  # tables come before what uses them
        from mamoru.rights.retention.alarm import is_stopped

        announce(self.label, is_stopped)
