"""Table of the room: of which matter the officer was reminded on which day."""

from typing import ClassVar

from django.db import models


class Reminded(models.Model):
    """One matter in the mail of one day. It is written before the mail is sent, so never twice."""

    key = models.CharField(max_length=220)
    """Names the matter for ever: what it is, and the paper, party or package."""
    day = models.DateField()
    """In Japan."""
    token = models.CharField(max_length=32)
    """128 random bits: the mail's Message-ID."""
    state = models.CharField(max_length=16)
    """A state of the outbox: `sending`, then what came of it."""
    problem = models.CharField(max_length=32, null=True)
    at = models.DateTimeField()

    class Meta:
        """At most once on a day."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["key", "day"], name="provision_reminded_once")
        ]
