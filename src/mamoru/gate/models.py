"""Tables of the door: who may ask, what is owed, on which evidence, under which text."""

from typing import ClassVar

from django.db import models
from django.db.models import Q


class Client(models.Model):
    """A registered system: its key's hash, what it may reach, and for which purposes."""

    name = models.CharField(max_length=64, unique=True)
    key_id = models.CharField(max_length=16, unique=True)
    key_hash = models.CharField(max_length=128)
    scopes = models.JSONField()
    purposes = models.JSONField()
    created_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)


class Duty(models.Model):
    """Something owed because of a handling. `person` is the vault's number, while there is one."""

    ticket = models.BigIntegerField()
    clause = models.CharField(max_length=80)
    duty = models.CharField(max_length=64)
    evidence = models.CharField(max_length=64)
    within = models.CharField(max_length=64, null=True)
    since = models.CharField(max_length=32)
    every = models.CharField(max_length=32, null=True)
    due_at = models.DateTimeField(null=True)
    person = models.BigIntegerField(null=True)
    count = models.BigIntegerField(default=1)
    created_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)

    class Meta:
        """What is due next is asked for all the time."""

        indexes: ClassVar = [
            models.Index(fields=["due_at"], name="gate_duty_due"),
            models.Index(fields=["person"], name="gate_duty_person"),
            models.Index(fields=["ticket"], name="gate_duty_ticket"),
            models.Index(
                fields=["due_at"], condition=models.Q(done_at=None), name="gate_duty_open"
            ),
        ]


class Evidence(models.Model):
    """The reference that a fact was shown by, and the salt of its commitment in the entry."""

    ticket = models.BigIntegerField(db_index=True)
    fact = models.CharField(max_length=64)
    reference = models.CharField(max_length=200)
    salt = models.BinaryField()
    person = models.BigIntegerField(null=True, db_index=True)


class SensitiveGround(models.Model):
    """By which exception something sensitive was let in, and where its evidence is; not whose."""

    ref = models.CharField(max_length=40, unique=True)
    at = models.DateTimeField(db_index=True)
    came = models.CharField(max_length=16)
    """Where it had come in: `record`, or `inquiry`."""
    data = models.JSONField()
    """Categories of the policy."""
    sensitive = models.JSONField()
    """Words of the policy for what it is."""
    clauses = models.JSONField()
    """Exceptions that let it in."""
    evidence = models.JSONField()
    """What each fact was shown by: a reference."""
    by = models.CharField(max_length=64)
    """Who decided: an officer's handle, or a registered system."""
    ticket = models.BigIntegerField(null=True)
    """Of the ledger's entry."""


class Submission(models.Model):
    """What somebody handed in, so that handing it in again does nothing; no value of it.

    Erasing the person leaves the caller's own key, so that a late repetition is not taken for new.
    """

    system = models.CharField(max_length=64)
    """Registered system that handed it in."""
    key = models.CharField(max_length=64)
    """Random name that the system gave it."""
    form = models.CharField(max_length=130)
    """Name and version of the form, `inquiry@2026-12-01`."""
    salt = models.BinaryField()
    digest = models.BinaryField()
    """SHA-256 over the salt and what came; empty once the person is erased."""
    person = models.BigIntegerField(null=True, db_index=True)
    answer = models.TextField(null=True)
    """What was answered, as JSON."""
    submitted_at = models.DateTimeField()

    class Meta:
        """A key means one submission of a system."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["system", "key"], name="gate_submission_once")
        ]


class PaperKey(models.Model):
    """The key-encryption key on which the keys of one month's papers hang (`own_key`)."""

    month = models.CharField(max_length=7, unique=True)
    kek_id = models.CharField(max_length=120)
    created_at = models.DateTimeField()


class ServerKey(models.Model):
    """The one key for what servers sign and seal for themselves (`server_key`)."""

    kek_id = models.CharField(max_length=120)
    wrapped = models.BinaryField()
    created_at = models.DateTimeField()


class LawText(models.Model):
    """The files of the law that decisions here rested on, one row for each state they were in."""

    text_hash = models.CharField(max_length=64, unique=True)
    """As decisions name it (`mamoru.law.book.law_hash`)."""
    table = models.BinaryField()
    clocks = models.BinaryField()
    since = models.DateTimeField()


class PolicyText(models.Model):
    """A text that was published here; none is ever changed, so that decisions can be asked again.

    A withdrawn one never came into force.
    """

    policy = models.CharField(max_length=64)
    version = models.CharField(max_length=64)
    text_hash = models.CharField(max_length=64)
    text = models.BinaryField()
    published_at = models.DateTimeField()
    in_force_from = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)
    awaits = models.JSONField(default=list)
    """Boxes of handlings that wait for agreement (`mamoru.gate.editions.Widening`)."""

    class Meta:
        """A version is one text, however often its draft was withdrawn before."""

        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["policy", "text_hash"], condition=Q(withdrawn_at=None),
                name="gate_text_once",
            )
        ]  # fmt: skip
        indexes: ClassVar = [
            # Every transaction counts the rows; without it, each text would be read for that.
            models.Index(fields=["withdrawn_at"], name="gate_text_withdrawn"),
        ]


class HoldsText(models.Model):
    """A published file of holds; the last one is in force, and none is ever changed."""

    text = models.BinaryField()
    text_hash = models.CharField(max_length=64)
    policy_version = models.CharField(max_length=64)
    """The text of the policy that it was checked against."""
    published_at = models.DateTimeField()
    caller = models.CharField(max_length=64)
    """Registered system that published it, or the officer."""
