"""Tables of the room: partners, what was confirmed of them, records of receipt, deliveries.

Nothing that was delivered is in them. Rows that were not taken are noted by number and reason.
"""

from typing import ClassVar

from django.db import models


class Partner(models.Model):
    """Somebody who provides information about people."""

    key = models.CharField(max_length=64, unique=True)
    party = models.CharField(max_length=64)
    """Party of the policy that it is."""
    is_corporation = models.BooleanField()
    name = models.CharField(max_length=200)
    address = models.CharField(max_length=400)
    representative = models.CharField(max_length=200)
    """Of a corporation; empty for anybody else."""
    contact = models.CharField(max_length=200)
    created_at = models.DateTimeField()


class Confirmation(models.Model):
    """One item of a partner that was confirmed (Rule 22), as it was then."""

    partner = models.ForeignKey(Partner, models.PROTECT)
    item = models.CharField(max_length=32)
    content = models.CharField(max_length=400)
    method = models.CharField(max_length=16)
    evidence = models.CharField(max_length=200)
    confirmed_on = models.DateField()
    noted_at = models.DateTimeField()


class Origin(models.Model):
    """How the partner got what it delivers (取得の経緯), and on which basis it provides it."""

    partner = models.ForeignKey(Partner, models.PROTECT)
    key = models.CharField(max_length=64)
    told = models.CharField(max_length=2000)
    basis = models.CharField(max_length=16)
    kind = models.CharField(max_length=16)
    """How the record is made: `each`, `batch` or `contract` (Rule 23)."""
    consent = models.CharField(max_length=200)
    """Where it is kept that people agreed; empty where nothing shows it."""
    publication = models.CharField(max_length=200)
    """Where the Commission's publication of the opting out is kept."""
    method = models.CharField(max_length=16)
    evidence = models.CharField(max_length=200)
    confirmed_on = models.DateField()
    noted_at = models.DateTimeField()

    class Meta:
        """A partner's origins are told apart by their keys."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["partner", "key"], name="partners_origin_once")
        ]


class Receipt(models.Model):
    """The statutory record of receipt (APPI 30(3)), as it stood when it was made."""

    key = models.CharField(max_length=40, unique=True)
    origin = models.ForeignKey(Origin, models.PROTECT)
    kind = models.CharField(max_length=16)
    basis = models.CharField(max_length=16)
    items = models.JSONField()
    """What the record holds, by the names of the law's table of records."""
    people = models.BigIntegerField(default=0)
    first_at = models.DateTimeField()
    last_at = models.DateTimeField()
    """When something was received under it for the last time."""
    made_at = models.DateTimeField()
    keep_until = models.DateTimeField()
    """When keeping it may end."""

    class Meta:
        """What may go is asked for every day."""

        indexes: ClassVar = [models.Index(fields=["keep_until"], name="partners_receipt_keep")]


class Delivery(models.Model):
    """One file of a partner, and how far receiving it came."""

    key = models.CharField(max_length=40, unique=True)
    origin = models.ForeignKey(Origin, models.PROTECT)
    receipt = models.ForeignKey(Receipt, models.SET_NULL, null=True)
    mapping = models.BinaryField()
    caller = models.CharField(max_length=64)
    purpose = models.CharField(max_length=64, null=True)
    purposes = models.JSONField(null=True)
    """Those that the caller was registered for; `null` for an officer."""
    state = models.CharField(max_length=16)
    problem = models.CharField(max_length=64)
    sha256 = models.CharField(max_length=64)
    size = models.BigIntegerField(default=0)
    staged_kek = models.CharField(max_length=64)
    """The key in whose name the file is staged; empty where none is."""
    staged_key = models.BinaryField()
    """The file's own key, wrapped; empty where none is."""
    claims = models.IntegerField(default=0)
    """How often a process took the delivery on; one that is late sees by it that another has."""
    lease_until = models.DateTimeField(null=True)
    rows = models.BigIntegerField(default=0)
    """How many rows have been dealt with, which is where it goes on."""
    created = models.BigIntegerField(default=0)
    added = models.BigIntegerField(default=0)
    rejected = models.BigIntegerField(default=0)
    quarantined = models.BigIntegerField(default=0)
    announced_at = models.DateTimeField()
    begun_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        """Servers look for what waits all the time; a file is known by its hash."""

        indexes: ClassVar = [
            models.Index(fields=["state", "lease_until"], name="partners_delivery_waits"),
            models.Index(fields=["sha256"], name="partners_delivery_file"),
        ]


class Lot(models.Model):
    """Rows that were taken by one transaction, with the entry that records it."""

    delivery = models.ForeignKey(Delivery, models.CASCADE)
    first_row = models.BigIntegerField()
    last_row = models.BigIntegerField()
    ticket = models.BigIntegerField(unique=True)


class Rejection(models.Model):
    """Rows beside each other that were not taken for the same reason."""

    delivery = models.ForeignKey(Delivery, models.CASCADE)
    first_row = models.BigIntegerField()
    last_row = models.BigIntegerField()
    reason = models.CharField(max_length=40)
    detail = models.CharField(max_length=400)
    """A column as the mapping names it, clauses, or kinds of what was found; never a value."""
