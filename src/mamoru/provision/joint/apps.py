"""The room as Django knows it."""

from django.apps import AppConfig


class JointConfig(AppConfig):
    """The statement of joint use, and the feeds of partners."""

    name = "mamoru.provision.joint"
    label = "provision_joint"
