"""Tables of the tag: the configurations that were published. None is ever changed."""

from django.db import models


class Configuration(models.Model):
    """A published configuration; its number is its version, and the last one is in force."""

    text = models.BinaryField()
    text_hash = models.CharField(max_length=64)
    policy_version = models.CharField(max_length=64)
    """The text of the policy that it was checked against."""
    published_at = models.DateTimeField()
    caller = models.CharField(max_length=64)
    """Registered system that published it, or the officer."""
