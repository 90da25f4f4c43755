"""Tables of revisions: drafts that were laid down, and what is still to be announced."""

from typing import ClassVar

from django.db import models
from django.db.models import Q


class Draft(models.Model):
    """A text that may be published one day. It is never edited: another draft takes its place."""

    policy = models.CharField(max_length=64)
    version = models.CharField(max_length=64)
    text_hash = models.CharField(max_length=64)
    text = models.BinaryField()
    base_hash = models.CharField(max_length=64)
    """The published text that it was compared with; on top of another it is not published."""
    state = models.CharField(max_length=16, default="open")
    """`open`, `published` or `withdrawn`."""
    laid_down_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)

    class Meta:
        """A version has one draft at a time."""

        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["policy", "version"], condition=Q(state="open"), name="notices_one_draft"
            )
        ]


class Announcement(models.Model):
    """Mail about a published text, to everybody who was held then; `reached` goes up to `last`."""

    edition = models.BigIntegerField(unique=True)
    """Number of the text in the door's table."""
    letter = models.BigIntegerField()
    """Id of the letter in the outbox."""
    key = models.CharField(max_length=100)
    """What the letter is called there."""
    reached = models.BigIntegerField(default=0)
    """Number of the last person whose letter waits in the outbox."""
    last = models.BigIntegerField()
    """Number of the last person who was held when the text was published."""
    ticket = models.BigIntegerField(default=0)
    """Of the publication's entry, under which the notices are owed."""
    done_at = models.DateTimeField(null=True)
    """When the last letter was put into the outbox."""
    settled_at = models.DateTimeField(null=True)
    """When nothing of it was under way any more."""
