"""Tables of the room: what the entries of each day come to, and how far they are counted.

They are derived from the ledger and hold nothing of anybody: emptied, they are counted anew.
"""

from typing import ClassVar

from django.db import models


class DayCount(models.Model):
    """How many entries of one day have something in common."""

    day = models.DateField()
    """In Japan."""
    subject = models.CharField(max_length=16)
    name = models.CharField(max_length=80)
    count = models.BigIntegerField()

    class Meta:
        """One row for each, found by its day."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["day", "subject", "name"], name="figures_one_count")
        ]


class Counted(models.Model):
    """How far the ledger is counted; one row."""

    size = models.BigIntegerField(default=0)
    at = models.DateTimeField(null=True)
    """When the last of it was."""
