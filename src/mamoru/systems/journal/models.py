"""The table of the journal. A plan names rows of people, so it is sealed under a key of its own.

That key is wrapped by a key-encryption key that exists for this plan alone: when the plan is done,
the key is destroyed, and no copy of the database tells any more whom it was about.
"""

from django.db import models


class Job(models.Model):
    """One plan for one system, and how far it came."""

    ref = models.CharField(max_length=40, unique=True)
    system = models.CharField(max_length=64, db_index=True)
    map_version = models.CharField(max_length=64)
    policy_version = models.CharField(max_length=64)
    do = models.CharField(max_length=20)
    person = models.BigIntegerField(null=True, db_index=True)
    """Number of the person in the vault; `null` for somebody whom only the system knows."""
    state = models.CharField(max_length=16, db_index=True)
    problem = models.CharField(max_length=40, default="")
    """Code of what is in the way, or was."""
    counts = models.JSONField(default=dict)
    """How many rows of each kind the plan has, and what was found when it was read back."""
    kek_id = models.CharField(max_length=64, default="")
    """Key-encryption key of this plan; empty: there is none any more."""
    wrapped = models.BinaryField(default=b"")
    sealed = models.BinaryField(default=b"")
    """The plan with the address of the system, sealed."""
    result = models.BinaryField(default=b"")
    """What was left, and where, sealed; empty where nothing was."""
    lease = models.CharField(max_length=32, default="")
    """Random name of whoever works on it; one that is late sees by it that another does."""
    leased_until = models.DateTimeField(null=True)
    tries = models.IntegerField(default=0)
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
