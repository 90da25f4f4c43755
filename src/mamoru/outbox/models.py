"""Tables of the outbox: letters, their deliveries, and counts of those that were forgotten.

No address is in them: it is read through the door when a letter is sent.
"""

from typing import ClassVar

from django.db import models


class Letter(models.Model):
    """What is said, the same to everybody."""

    kind = models.CharField(max_length=32)
    key = models.CharField(max_length=100, unique=True)
    purpose = models.CharField(max_length=64)
    subject_ja = models.CharField(max_length=200)
    subject_en = models.CharField(max_length=200)
    body_ja = models.TextField()
    body_en = models.TextField()
    created_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)
    """Since when none of it is sent any more."""


class Delivery(models.Model):
    """One letter to one person. Erasing the person removes the row."""

    letter = models.ForeignKey(Letter, models.CASCADE, db_index=False)
    person = models.BigIntegerField(db_index=True)
    """Number of the person in the vault, which this room does not know."""
    token = models.CharField(max_length=32)
    """128 random bits: the mail's Message-ID, and what a bounce has to show."""
    state = models.CharField(max_length=16)
    claims = models.IntegerField(default=0)
    """How often a sender took it; a sender that is late sees by it that another has."""
    attempts = models.IntegerField(default=0)
    """How often it was handed to the mail server since it was last enqueued."""
    next_at = models.DateTimeField()
    """Waiting: when it is next due, which a sender that takes it moves ahead as its lease.

    Sending: when whoever sends it must be dead.
    """
    sent_at = models.DateTimeField(null=True)
    problem = models.CharField(max_length=32, null=True)
    """What the last attempt ended with: an SMTP code or a word of ours, never a text."""
    ticket = models.BigIntegerField(null=True)
    """Ticket of the ledger's entry about the last use of the address."""
    enclosed = models.BinaryField(null=True)
    """What is for this reader alone, sealed under their key, until it was sent, or will not be."""

    class Meta:
        """A letter goes to a person once, however often it is enqueued; a token leads to one."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["letter", "person"], name="outbox_one_delivery"),
            models.UniqueConstraint(fields=["token"], name="outbox_one_token"),
        ]
        indexes: ClassVar = [models.Index(fields=["state", "next_at"], name="outbox_due")]


class Forgotten(models.Model):
    """How many deliveries of a letter ended in a state and belonged to people who were erased."""

    letter = models.ForeignKey(Letter, models.CASCADE, db_index=False)
    state = models.CharField(max_length=16)
    count = models.BigIntegerField()

    class Meta:
        """One count for each state."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["letter", "state"], name="outbox_one_count")
        ]
