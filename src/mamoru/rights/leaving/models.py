"""Tables of the room: how far each leaving came, and who was told. They name nobody.

Until somebody is erased, their number leads to them; after that nothing here does.
"""

from typing import ClassVar

from django.db import models


class Leaving(models.Model):
    """One person who leaves, from the deleted account to the last confirmation."""

    ref = models.CharField(max_length=40, unique=True)
    """Random name, `leaving_…`; whoever left is given it, and their certificate by it."""
    person = models.BigIntegerField(null=True, unique=True)
    """The vault's number, until they are erased."""
    state = models.CharField(max_length=16)
    problem = models.CharField(max_length=64, default="")
    """Code of what kept it from going on last."""
    caller = models.CharField(max_length=64)
    wish = models.JSONField(default=dict)
    """What was asked for, until they are erased."""
    left_at = models.DateTimeField()
    erase_by = models.DateTimeField()
    """When the rest is to be erased at the latest (APPI 22)."""
    erased_at = models.DateTimeField(null=True)
    epoch = models.BigIntegerField(null=True)
    """Number of the epoch whose keys open backups from before."""
    unreadable_by = models.DateTimeField(null=True)
    """When no backup can be read any more, at the latest."""
    unreadable_at = models.DateTimeField(null=True)
    counts = models.JSONField(default=dict)
    kept = models.JSONField(default=list)
    """What is held by law, without a value of it."""
    ticket = models.BigIntegerField(null=True)
    """Of the ledger's entry of the erasure."""
    claims = models.IntegerField(default=0)
    """How often a process took it on; one that is late sees by it that another has."""
    lease_until = models.DateTimeField(null=True)
    next_try_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        """What is to be gone on with is asked for by its state."""

        indexes: ClassVar = [
            models.Index(fields=["state"], name="leaving_state"),
            models.Index(
                fields=["erase_by"], condition=models.Q(erased_at=None), name="leaving_erase"
            ),
            models.Index(fields=["erased_at"], name="leaving_erased"),
        ]


class SystemAnswer(models.Model):
    """What became of the person in one of the company's databases."""

    leaving = models.ForeignKey(Leaving, models.CASCADE)
    system = models.CharField(max_length=64)
    state = models.CharField(max_length=16)
    code = models.CharField(max_length=64, default="")
    """What is in the way; of one that is done, why nobody could be looked for."""
    plan = models.CharField(max_length=40, default="")
    """Plan to be gone on with."""
    map_version = models.CharField(max_length=64, default="")
    shown = models.CharField(max_length=200, default="")
    """Where it is shown whose its accounts are, as an officer said."""
    counts = models.JSONField(default=dict)
    kept = models.JSONField(default=list)
    """How many rows the law keeps there, by which clock until when."""
    at = models.DateTimeField()

    class Meta:
        """A system answers for one leaving."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["leaving", "system"], name="leaving_system_once")
        ]


class Told(models.Model):
    """A recipient who has something of whoever left, and is to erase it."""

    leaving = models.ForeignKey(Leaving, models.CASCADE)
    ref = models.CharField(max_length=40, unique=True)
    way = models.CharField(max_length=8)
    """`handed`, or `feed`."""
    party = models.CharField(max_length=40, db_index=True)
    act = models.CharField(max_length=16)
    source = models.CharField(max_length=64)
    """Hand-over or feed by which they got it."""
    items = models.JSONField()
    handed_at = models.DateTimeField()
    alias = models.CharField(max_length=40, null=True)
    """By what the partner of a feed knows the person."""
    salt = models.CharField(max_length=32)
    mark = models.CharField(max_length=64)
    """Salted hash of the row that they got, by which they find it and nobody learns who it is."""
    state = models.CharField(max_length=16)
    token = models.CharField(max_length=40)
    """Names the letter to them."""
    due_at = models.DateTimeField()
    told_at = models.DateTimeField(null=True)
    confirmed_at = models.DateTimeField(null=True)
    confirmation = models.CharField(max_length=200, default="")
    """Where their word is kept, or `feed`."""
