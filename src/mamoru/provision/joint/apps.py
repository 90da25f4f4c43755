"""The room as Django knows it."""

from django.apps import AppConfig


class JointConfig(AppConfig):
    """The statement of joint use, and the feeds of partners."""

    name = "mamoru.provision.joint"
    label = "provision_joint"

    def ready(self) -> None:
        """Let whoever erases people know the feeds that they are in."""
        from mamoru.gate.downstream import Downstream, announce  # tables come before what uses them
        from mamoru.provision.joint.downstream import feeds_of, has_pulled

        announce(self.label, Downstream(of_person=feeds_of, has_confirmed=has_pulled))
