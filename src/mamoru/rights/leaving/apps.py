"""The room as Django knows it."""

from django.apps import AppConfig


class LeavingConfig(AppConfig):
    """What becomes of those who leave (clause 9)."""

    name = "mamoru.rights.leaving"
    label = "leaving"

    def ready(self) -> None:
        """Let leavings that were certified long enough end by time."""
        from mamoru.gate.sweeps import announce, plain  # tables come before what uses them
        from mamoru.rights.leaving.closed import count_old, forget_old

        announce(plain("leavings", count_old, forget_old))
