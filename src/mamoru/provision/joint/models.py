"""Tables of joint use: what was published, and how far each partner's feed came."""

from typing import ClassVar

from django.db import models


class JointStatement(models.Model):
    """A statement that was published; none is ever changed. Its number is its version."""

    key = models.CharField(max_length=40, db_index=True)
    content = models.BinaryField()
    text_hash = models.CharField(max_length=64)
    policy_version = models.CharField(max_length=64)
    in_force_from = models.DateField()
    published_at = models.DateTimeField()
    is_late = models.BooleanField(default=False)
    """Whether changed particulars were published later than without delay."""
    caller = models.CharField(max_length=64)


class JointFeed(models.Model):
    """What one partner pulls with its own key, and how far everybody was looked at for it."""

    key = models.CharField(max_length=40, unique=True)
    joint = models.CharField(max_length=40)
    party = models.CharField(max_length=40)
    client = models.CharField(max_length=64, unique=True)
    purpose = models.CharField(max_length=64)
    items = models.JSONField()
    created_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    terms = models.CharField(max_length=64, default="")
    """Digest of what everybody was looked at by: texts, statement, papers; others begin anew."""
    scanned = models.BigIntegerField(default=0)
    """The last number that was looked at."""
    held = models.BigIntegerField(default=0)
    """How many of these numbers were held then."""
    ticket = models.BigIntegerField(default=0)
    """Entries before it were looked at for whom they tell of."""
    seen_at = models.DateTimeField(null=True)
    sequence = models.BigIntegerField(default=0)
    """The position given last."""
    pulled = models.BigIntegerField(default=0)
    """The position from which the partner asked last."""


class JointPerson(models.Model):
    """One person in one feed, under the name that only this partner has for them."""

    feed = models.ForeignKey(JointFeed, models.CASCADE)
    person = models.BigIntegerField()
    """The vault's number, which means nothing once they are erased."""
    alias = models.CharField(max_length=40, unique=True)
    state = models.BinaryField()
    """Digest of what decides about them and of which version they are; empty once erased."""
    sequence = models.BigIntegerField()
    was_given = models.BooleanField(default=False)
    """Whether the partner was ever given something of them, and so has to hear when it must not."""

    class Meta:
        """A person is in a feed once; what comes next is found by its position."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["feed", "person"], name="joint_person_once")
        ]
        indexes: ClassVar = [models.Index(fields=["feed", "sequence"], name="joint_person_next")]
