"""Tables of the room: each run of erasures by time, what it found due, and what stopped it."""

from typing import ClassVar

from django.db import models


class Run(models.Model):
    """One run. There is one under way at a time, and one that is done for each day."""

    ref = models.CharField(max_length=40, unique=True)
    state = models.CharField(max_length=16)
    alarm = models.CharField(max_length=32, default="")
    """Why it stopped before it erased anything."""
    at = models.DateTimeField()
    """What the clock said when it began; what is due is counted for that moment."""
    found = models.JSONField()
    """How much was due of each kind, and how much was held."""
    gone = models.JSONField(default=dict)
    """How much of each kind went."""
    refused = models.BigIntegerField(default=0)
    """People and holds of which policy or law did not let something go."""
    kind = models.CharField(max_length=32, default="")
    """Which kind it is at."""
    cursor = models.BigIntegerField(default=0)
    problem = models.CharField(max_length=64, default="")
    """Code of what kept it from going on last."""
    claims = models.IntegerField(default=0)
    """How often a process took it on; one that is late sees by it that another has."""
    lease_until = models.DateTimeField(null=True)
    told_at = models.DateTimeField(null=True)
    """When the officer was told of the alarm by mail."""
    settled_by = models.CharField(max_length=64, default="")
    reason = models.CharField(max_length=200, default="")
    """Where the reason is kept."""
    settled_at = models.DateTimeField(null=True)
    confirmed_by = models.CharField(max_length=64, default="")
    """Somebody else."""
    confirmed_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    open = models.BooleanField(default=True, null=True)
    """True until it has ended, then null: the database lets one be open."""

    class Meta:
        """Two processes cannot both begin a run."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["open"], name="retention_one_open")
        ]
        indexes: ClassVar = [models.Index(fields=["ended_at"], name="retention_ended")]
