"""Tables of the room. A change of a party is a new row; none is ever changed or removed."""

from typing import ClassVar

from django.db import models


class PartyVersion(models.Model):
    """One party as it stood from a moment on."""

    ref = models.CharField(max_length=32)
    version = models.IntegerField()
    kind = models.CharField(max_length=16)
    word = models.CharField(max_length=64)
    name = models.CharField(max_length=200)
    address = models.CharField(max_length=400)
    representative = models.CharField(max_length=200)
    is_corporation = models.BooleanField()
    country = models.CharField(max_length=2)
    storage = models.JSONField()
    subprocessors = models.JSONField()
    contact = models.CharField(max_length=200)
    status = models.CharField(max_length=16)
    merged_into = models.CharField(max_length=32, null=True)
    change = models.CharField(max_length=32)
    """What made this version: `registered`, `renamed`, `merged` …"""
    reason = models.CharField(max_length=200)
    """Where it is kept why: a reference, or nothing."""
    by = models.CharField(max_length=64)
    """Registered system that noted it, or the officer."""
    since = models.DateTimeField()

    class Meta:
        """Each version is there once."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["ref", "version"], name="parties_version_once")
        ]
        indexes: ClassVar = [models.Index(fields=["name"], name="parties_name")]


class PartyKey(models.Model):
    """A public key of a party. Only its end is noted later."""

    ref = models.CharField(max_length=32, unique=True)
    party = models.CharField(max_length=32, db_index=True)
    kind = models.CharField(max_length=16)
    text = models.TextField()
    fingerprint = models.CharField(max_length=128)
    valid_from = models.DateTimeField()
    expires_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)
    by = models.CharField(max_length=64)

    class Meta:
        """A key belongs to one party, so that a package opens for nobody else."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["kind", "fingerprint"], name="parties_key_once")
        ]


class PartyPaper(models.Model):
    """A paper of a party; withdrawn rather than removed."""

    ref = models.CharField(max_length=32, unique=True)
    party = models.CharField(max_length=32, db_index=True)
    kind = models.CharField(max_length=32)
    number = models.CharField(max_length=200)
    from_day = models.DateField()
    until = models.DateField(null=True)
    clauses = models.JSONField()
    file = models.CharField(max_length=40, null=True)
    by = models.CharField(max_length=64)
    noted_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)


class PaperFile(models.Model):
    """An evidence file: where its content is on disk, and its key, wrapped by one of its own."""

    name = models.CharField(max_length=40, unique=True)
    party = models.CharField(max_length=32, db_index=True)
    kek_id = models.CharField(max_length=64)
    wrapped = models.BinaryField()
    media = models.CharField(max_length=100)
    size = models.BigIntegerField()
    sha256 = models.CharField(max_length=64)
    by = models.CharField(max_length=64)
    received_at = models.DateTimeField()


class PartyCase(models.Model):
    """A case of clause 4 for one party: what was asked, on which evidence, and who approved it."""

    ref = models.CharField(max_length=32, unique=True)
    party = models.CharField(max_length=32, db_index=True)
    case = models.CharField(max_length=16)
    items = models.JSONField()
    until = models.DateField(null=True)
    sensitive = models.CharField(max_length=16, null=True)
    evidence = models.JSONField()
    state = models.CharField(max_length=16)
    asked_by = models.CharField(max_length=64)
    asked_at = models.DateTimeField()
    decided_by = models.CharField(max_length=64, null=True)
    decided_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)


class PartyDataSet(models.Model):
    """The least that a contractor needs for a purpose."""

    ref = models.CharField(max_length=32, unique=True)
    party = models.CharField(max_length=32)
    purpose = models.CharField(max_length=64)
    items = models.JSONField()
    reason = models.CharField(max_length=200)
    by = models.CharField(max_length=64)
    fixed_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        """One stands for a purpose at a time."""

        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["party", "purpose"], condition=models.Q(ended_at=None),
                name="parties_set_once",
            )
        ]  # fmt: skip


class PartyJointUse(models.Model):
    """What a published statement of joint use lets a party have; its paper says when."""

    paper = models.CharField(max_length=32, unique=True)
    party = models.CharField(max_length=32, db_index=True)
    joint = models.CharField(max_length=40)
    statement = models.BigIntegerField()
    items = models.JSONField()
    purposes = models.JSONField()


class PartyDuty(models.Model):
    """Which entry of the ledger a duty about a party was owed under (`mamoru.gate.models.Duty`)."""

    party = models.CharField(max_length=32, db_index=True)
    ticket = models.BigIntegerField()
    about = models.CharField(max_length=40, default="")
    """Recall or incident that it is about; of a look that comes again and again, nothing."""


class PartyCommitment(models.Model):
    """What opens a commitment of the ledger to a row about a party, as it was in one version."""

    ticket = models.BigIntegerField(db_index=True)
    kind = models.CharField(max_length=16)
    """`party`, `paper`, `assessment` or `incident`."""
    ref = models.CharField(max_length=40)
    version = models.IntegerField()
    salt = models.BinaryField()

    class Meta:
        """Each version is committed to once."""

        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["kind", "ref", "version"], name="parties_committed_once"
            )
        ]  # fmt: skip
