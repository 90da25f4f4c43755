"""Table of choices. Rows are added and never changed: a withdrawal is a row of its own."""

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

    class Meta:
        """All choices of one person are read at once, in the order in which they were made."""

        indexes: ClassVar = [models.Index(fields=["person", "id"], name="consent_of_person")]
