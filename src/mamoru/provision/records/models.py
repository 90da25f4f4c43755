"""Tables of the records of provision: what each holds, and the hand-overs that it covers."""

from typing import ClassVar

from django.db import models


class ProvisionRecord(models.Model):
    """One record, as it stood when it was made. Who the people are, the ledger's sets hold."""

    key = models.CharField(max_length=40, unique=True)
    record = models.CharField(max_length=8)
    case = models.CharField(max_length=32)
    basis = models.CharField(max_length=16)
    article = models.CharField(max_length=80)
    way = models.CharField(max_length=16)
    party = models.CharField(max_length=40)
    """Who received, as the register of parties names it."""
    act = models.CharField(max_length=32)
    clause = models.CharField(max_length=80)
    items = models.JSONField()
    """What it holds, by the names of the law's table of records."""
    people = models.BigIntegerField(default=0)
    """How often a person was handed over; somebody who was twice counts twice."""
    first_at = models.DateTimeField()
    last_at = models.DateTimeField()
    made_at = models.DateTimeField()
    keep_until = models.DateTimeField()
    """When keeping it may end."""

    class Meta:
        """What may go is asked for every day; one that goes on is found by its party."""

        indexes: ClassVar = [
            models.Index(fields=["keep_until"], name="provision_record_keep"),
            models.Index(fields=["party", "way"], name="provision_record_goes_on"),
        ]


class Passing(models.Model):
    """One entry of the ledger under which people were handed over, and the record it is in."""

    record = models.ForeignKey(ProvisionRecord, models.CASCADE)
    ticket = models.BigIntegerField(unique=True)
    hand = models.CharField(max_length=40)
    """The hand-over, `hand_…`, or the delivery of a feed."""
    at = models.DateTimeField()
