"""Tables of the room. Who is in a hand-over stands in none of them.

That is what the entries of the ledger say whose tickets a `Lot` has. Of those who were named when
it was planned, numbers are kept until it is made.
"""

from typing import ClassVar

from django.db import models


class HandOver(models.Model):
    """One hand-over to one party, and how far it came."""

    ref = models.CharField(max_length=40, unique=True)
    request = models.CharField(max_length=32)
    """What its entries in the ledger have alike."""
    party = models.CharField(max_length=40, db_index=True)
    act = models.CharField(max_length=16)
    case = models.CharField(max_length=400)
    """Clauses and articles that allow it."""
    purpose = models.CharField(max_length=64, null=True)
    recipient = models.CharField(max_length=64, null=True)
    """What the policy calls the party."""
    place = models.CharField(max_length=16, null=True)
    grounds = models.JSONField()
    fields = models.JSONField()
    format = models.CharField(max_length=16)
    cipher = models.CharField(max_length=16)
    is_everybody = models.BooleanField()
    needs_approval = models.BooleanField()
    is_by_consent = models.BooleanField()
    """Whether everybody of whom it is allowed has agreed to it."""
    state = models.CharField(max_length=16)
    problem = models.CharField(max_length=64)
    """Code of what went wrong last, or why it ended."""
    caller = models.CharField(max_length=64)
    purposes = models.JSONField(null=True)
    """Those that the caller was registered for; `null` for an officer."""
    created_by = models.CharField(max_length=64)
    created_at = models.DateTimeField()
    approved_by = models.CharField(max_length=64)
    approved_at = models.DateTimeField(null=True)
    expected = models.BigIntegerField(default=0)
    """People of whom it was allowed when it was planned."""
    seen = models.BigIntegerField(default=0)
    """People who were looked at when it was planned, so far."""
    to_see = models.BigIntegerField(default=0)
    """How many those are in all, where it is planned in the background."""
    told = models.JSONField(null=True)
    """What the plan tells besides: the answers it would get, who is unknown, a masked sample."""
    last = models.BigIntegerField(default=0)
    """The last number it may be about."""
    is_wanted = models.BooleanField(default=False)
    """Whether a server is to make it."""
    claims = models.IntegerField(default=0)
    """How often a process took it on; one that is late sees by it that another has."""
    lease_until = models.DateTimeField(null=True)
    begun_at = models.DateTimeField(null=True)
    since = models.BigIntegerField(default=0)
    """Ticket from which on entries may tell of somebody whose state changed."""
    checked_at = models.DateTimeField(null=True)
    """When everybody in it was decided for the last time, or looked for among those who changed."""
    decided_as = models.JSONField(null=True)
    """What was decided: what was asked for, with where the party is and what its papers show."""
    token = models.CharField(max_length=256)
    """Versions and hashes of the texts by which it was decided."""
    key = models.CharField(max_length=40)
    """The party's key that it is sealed to."""
    fingerprint = models.CharField(max_length=128)
    cursor = models.BigIntegerField(default=0)
    """The last number that was decided."""
    made = models.BigIntegerField(default=0)
    """The last number that is in a part, or left out."""
    decided = models.BigIntegerField(default=0)
    people = models.BigIntegerField(default=0)
    """People in its parts."""
    refused = models.BigIntegerField(default=0)
    taken_out = models.BigIntegerField(default=0)
    """People who were in it, and are not any more."""
    manifest = models.TextField()
    manifest_hash = models.CharField(max_length=64)
    ticket = models.BigIntegerField(null=True)
    """Of the entry that commits to the manifest."""
    seal_hash = models.CharField(max_length=64)
    """SHA-256 of the code within the package, which shows that somebody opened it."""
    ready_at = models.DateTimeField(null=True)
    expires_at = models.DateTimeField()
    acknowledge_days = models.IntegerField()
    way = models.JSONField(null=True)
    """How it is delivered: `link`, `sftp` or `s3`, and where to."""
    link_hash = models.CharField(max_length=64, db_index=True)
    """SHA-256 of the token that takes it, once."""
    opened_at = models.DateTimeField(null=True)
    moved_at = models.DateTimeField(null=True)
    """When it was opened by that link, or a transfer that broke went on."""
    taken_at = models.DateTimeField(null=True)
    """When its last byte went out by that link."""
    resume_hash = models.CharField(max_length=64)
    """SHA-256 of what only whoever opened it was told, and lets a transfer that broke go on."""
    going = models.JSONField(null=True)
    """What goes out by that link, so that what goes on is the same to the byte."""
    mail_state = models.CharField(max_length=16)
    """How far mailing a link to the party came (`mamoru.outbox.letters.State`); empty for none."""
    mail_tries = models.IntegerField(default=0)
    mail_at = models.DateTimeField(null=True)
    """When it is tried for the next time; of one under way, when it will count as unclear."""
    opened_again = models.IntegerField(default=0)
    tries = models.IntegerField(default=0)
    next_try_at = models.DateTimeField(null=True)
    delivered_at = models.DateTimeField(null=True)
    """When the recipient got it, or a part of it that ended before it was there whole."""
    arrived = models.BigIntegerField(default=0)
    """People in the parts that the recipient got."""
    acknowledge_by = models.DateTimeField(null=True)
    overdue_at = models.DateTimeField(null=True)
    """When it was noted that nobody has acknowledged it."""
    acknowledged_at = models.DateTimeField(null=True)
    acknowledged_by = models.CharField(max_length=200)
    """`code`, or where the recipient's word is kept."""
    ended_at = models.DateTimeField(null=True)
    is_removed = models.BooleanField(null=True)
    """Whether it was seen that nothing of it is left on the recipient's server; `null` where it is
    not to be taken away from there. Until it is, `next_try_at` says when that is tried again."""

    class Meta:
        """What is to be looked after is asked for by its state."""

        indexes: ClassVar = [models.Index(fields=["state"], name="packages_state")]


class Named(models.Model):
    """Those of one block of numbers whom a hand-over that is not for everybody may be about."""

    hand = models.ForeignKey(HandOver, models.CASCADE)
    block = models.BigIntegerField()
    members = models.BinaryField()

    class Meta:
        """A block is there once."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["hand", "block"], name="packages_named_once")
        ]


class Lot(models.Model):
    """People of one stretch of numbers who got the same answer: the ticket of its entry."""

    hand = models.ForeignKey(HandOver, models.PROTECT)
    after = models.BigIntegerField()
    last = models.BigIntegerField()
    ticket = models.BigIntegerField(unique=True)
    is_allowed = models.BooleanField()
    """Where not, they are not in it, whatever an earlier entry says."""
    left = models.BigIntegerField(null=True)
    """Ticket from which on it counts as handed over; a no that comes later takes nothing back."""
    count = models.IntegerField()
    clauses = models.CharField(max_length=400)


class Part(models.Model):
    """One sealed file of a package."""

    hand = models.ForeignKey(HandOver, models.PROTECT)
    number = models.IntegerField()
    after = models.BigIntegerField()
    last = models.BigIntegerField()
    people = models.IntegerField()
    name = models.CharField(max_length=64)
    place = models.CharField(max_length=64)
    """Name of the file on disk; a part that is made anew gets another."""
    sha256 = models.CharField(max_length=64)
    size = models.BigIntegerField()
    gone = models.JSONField(default=list)
    """Numbers of those who were erased since they were decided; they mean nothing any more."""
    is_stale = models.BooleanField(default=False)
    """Somebody in it is to be taken out, so it is made anew."""
    put_at = models.DateTimeField(null=True)
    """When the file as it is now was seen on the recipient's server."""
    arrived = models.IntegerField(default=0)
    """People in it when the recipient first got it; 0 where nothing of it did."""
    is_recorded = models.BooleanField(default=False)
    """Whether the record that the law asks for tells of them."""

    class Meta:
        """A part has one number."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["hand", "number"], name="packages_part_once")
        ]
