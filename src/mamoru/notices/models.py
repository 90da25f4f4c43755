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
    laid_down_by = models.CharField(max_length=64, default="")
    """Who did it, as the ledger calls them."""
    settled_at = models.DateTimeField(null=True)

    class Meta:
        """A version has one draft at a time."""

        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["policy", "version"], condition=Q(state="open"), name="notices_one_draft"
            )
        ]


class Approval(models.Model):
    """That somebody else than who laid a draft down approved it, as it stands."""

    draft = models.OneToOneField(Draft, models.PROTECT, related_name="approval")
    ref = models.CharField(max_length=200, unique=True)
    """What the publication names as its evidence."""
    by = models.CharField(max_length=64)
    at = models.DateTimeField()


class Sheet(models.Model):
    """A text that somebody works on; it may be unfinished and wrong, and nothing is done by it."""

    ref = models.CharField(max_length=40, unique=True)
    text = models.BinaryField()
    saved = models.IntegerField(default=1)
    """Counts how often it was saved, so that nobody writes over what they have not seen."""
    base = models.CharField(max_length=64)
    """Version of the text that it was begun from."""
    begun_by = models.CharField(max_length=64)
    saved_by = models.CharField(max_length=64)
    saved_at = models.DateTimeField(db_index=True)


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
