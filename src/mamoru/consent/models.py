"""Tables of choices and notices. Rows are added and never changed; the database refuses it itself.

A withdrawal is a row of its own, and so is what ties a showing to a person. Only the erasure of a
person takes that person's rows away (`Erasing`).
"""

from typing import ClassVar

from django.db import models


class Choice(models.Model):
    """Something a person chose, or took back, at one moment."""

    person = models.BigIntegerField()
    """Number of the person in the vault, which this room does not know."""
    reference = models.CharField(max_length=32, unique=True)
    """Random name of the choice, fit to be cited as evidence."""
    kind = models.CharField(max_length=16)
    withdraws = models.CharField(max_length=32, null=True, unique=True)
    """Reference of the choice that this row takes back."""
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True)
    purpose = models.CharField(max_length=64, null=True)
    recipient = models.CharField(max_length=64, null=True)
    data = models.CharField(max_length=64, null=True)
    sensitive = models.CharField(max_length=64, null=True)
    foreign = models.BooleanField(default=False)
    by_guardian = models.BooleanField(default=False)
    notice_version = models.CharField(max_length=64, null=True)
    """Version of the notice that was shown, or of the text that was agreed to."""
    source = models.CharField(max_length=16, null=True)
    """Whose doing it is, where it is not the person's own."""
    guardian = models.CharField(max_length=200, null=True)
    """Where it is kept who the guardian is."""
    notice = models.CharField(max_length=64, null=True)
    shown = models.CharField(max_length=32, null=True)
    """Reference of the showing of the notice that came before."""
    giving = models.CharField(max_length=32, null=True, db_index=True)
    """What was chosen together has the same one, and one receipt."""

    class Meta:
        """All choices of one person are read at once, in the order in which they were made.

        Who may be written to is a register of its own.
        """

        indexes: ClassVar = [
            models.Index(fields=["person", "id"], name="consent_of_person"),
            models.Index(
                fields=["id"], condition=models.Q(kind="opt_in"), name="consent_opt_in"
            ),
        ]  # fmt: skip


class Notice(models.Model):
    """A notice as it is shown: one version, in one language, on one channel."""

    name = models.CharField(max_length=64)
    version = models.CharField(max_length=64)
    language = models.CharField(max_length=16)
    channel = models.CharField(max_length=16)
    media = models.CharField(max_length=32)
    purposes = models.JSONField()
    recipients = models.JSONField()
    text = models.TextField()
    """Exactly what is rendered."""
    digest = models.CharField(max_length=64)
    """SHA-256 of the text in UTF-8, in hexadecimal digits."""
    policy = models.CharField(max_length=64)
    policy_version = models.CharField(max_length=64)
    """Text of the policy that the notice was made under."""
    matter = models.CharField(max_length=64)
    """SHA-256 of what that text says of the purposes and recipients (`matter.py`)."""
    made_at = models.DateTimeField()

    class Meta:
        """What was registered once means the same for ever."""

        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["name", "version", "language", "channel"], name="consent_one_notice"
            )
        ]


class Shown(models.Model):
    """A notice was shown at a moment, to somebody who may not be known yet."""

    reference = models.CharField(max_length=32, unique=True)
    notice = models.ForeignKey(Notice, models.PROTECT, db_index=False)
    at = models.DateTimeField()


class ShownTo(models.Model):
    """Whom a notice was shown to, once that is known."""

    shown = models.CharField(max_length=32, unique=True)
    person = models.BigIntegerField(db_index=True)
    at = models.DateTimeField()


class Giving(models.Model):
    """What was chosen together, as the ledger commits to it and the receipt says it."""

    reference = models.CharField(max_length=32, unique=True)
    person = models.BigIntegerField(db_index=True)
    ticket = models.BigIntegerField(db_index=True)
    salt = models.BinaryField()
    content = models.BinaryField()
    """The record that is committed to, compressed."""


class Erasing(models.Model):
    """Who is being erased in a transaction that is not over; no row outlives one."""

    person = models.BigIntegerField(unique=True)
