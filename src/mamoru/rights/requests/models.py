"""Tables of the room. What somebody wrote, and who they say they are, is sealed (`Paper`).

A request is kept after the person is erased: it shows that the law was followed (R10 to R12).
"""

from typing import ClassVar

from django.db import models


class Request(models.Model):
    """One request, and how far it came."""

    ref = models.CharField(max_length=40, unique=True)
    trace = models.CharField(max_length=32)
    """What its entries in the ledger have alike."""
    kind = models.CharField(max_length=32)
    claim = models.CharField(max_length=32)
    """Ground in law that the person shows (法35); empty where none is needed."""
    state = models.CharField(max_length=16)
    since = models.DateTimeField()
    """When it came to that state."""
    person = models.CharField(max_length=40)
    """Ref of the person it is about; empty where nobody is held."""
    candidates = models.JSONField(default=list)
    """Refs of several people, of whom somebody has to choose."""
    by = models.CharField(max_length=16)
    channel = models.CharField(max_length=16)
    language = models.CharField(max_length=2)
    method = models.CharField(max_length=16)
    """How the person wants the answer."""
    given_method = models.CharField(max_length=16)
    """How it is given, where that is difficult; empty where it is as the person wants."""
    fields = models.JSONField(null=True)
    """Items and categories that it is about; `null` for everything."""
    is_scoped = models.BooleanField(default=False)
    arrived_at = models.DateTimeField()
    """By the server's clock."""
    said_on = models.DateField(null=True)
    """Day on which the caller says that it was made or arrived; no clock counts from it."""
    due_at = models.DateTimeField()
    warn_at = models.DateTimeField()
    caller = models.CharField(max_length=64)
    key = models.CharField(max_length=64, null=True)
    """The caller's own random name of it."""
    digest = models.CharField(max_length=64)
    """Of what was handed in under it, salted."""
    joins = models.CharField(max_length=40)
    """Request of the same person that it repeats or goes with."""
    is_excessive = models.BooleanField(default=False)
    identity = models.IntegerField(default=0)
    """Strength of the check that was passed."""
    verified_at = models.DateTimeField(null=True)
    is_mandated = models.BooleanField(default=False)
    fee = models.IntegerField(default=0)
    """Yen."""
    fee_state = models.CharField(max_length=16)
    """Empty where none is charged; `asked`, `paid` or `waived`."""
    invoice = models.CharField(max_length=40)
    fee_reference = models.CharField(max_length=200)
    """Where payment, or the reason for the waiver, is kept."""
    fee_at = models.DateTimeField(null=True)
    policy_version = models.CharField(max_length=64)
    """Version that its plan was made under."""
    token = models.CharField(max_length=256)
    """Versions and hashes of the texts of that moment."""
    outcome = models.CharField(max_length=16)
    ground = models.CharField(max_length=32)
    articles = models.CharField(max_length=200)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.CharField(max_length=64)
    deed = models.BigIntegerField(null=True)
    """Ticket of the entry of the handling that met it; what that owes is the answer."""
    carried_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    answered_how = models.CharField(max_length=200)
    """`link`, or where the proof of posting is kept."""
    warned_at = models.DateTimeField(null=True)
    """When the person was written to that it would be closed."""
    warning = models.CharField(max_length=40, default="")
    """Key of that letter."""
    end_reference = models.CharField(max_length=200)
    """Where it is shown that the person took it back."""
    ended_at = models.DateTimeField(null=True)
    keep_until = models.DateTimeField(null=True)
    manifest = models.CharField(max_length=64)
    """SHA-256 of the answer's list of files."""
    kek_id = models.CharField(max_length=120)
    wrapped = models.BinaryField()
    """The key of its papers."""
    claims = models.IntegerField(default=0)
    lease_until = models.DateTimeField(null=True)
    tries = models.IntegerField(default=0)
    next_try_at = models.DateTimeField(null=True)
    """When a worker goes on with it; `null` where it does not wait for one."""
    problem = models.CharField(max_length=64)
    """Code of what went wrong last; with `next_try_at` empty, a dead letter."""

    class Meta:
        """What waits is asked for by its state, and what is due by its time."""

        indexes: ClassVar = [
            models.Index(fields=["state", "due_at"], name="requests_state"),
            models.Index(fields=["due_at"], name="requests_due"),
            models.Index(fields=["arrived_at"], name="requests_arrived"),
            models.Index(fields=["next_try_at"], name="requests_work"),
            models.Index(fields=["person", "kind"], name="requests_person"),
            models.Index(fields=["kind", "carried_at"], name="requests_carried"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["caller", "key"], name="requests_key_once")
        ]


class Step(models.Model):
    """Something that happened to a request, with the ticket of its entry."""

    request = models.ForeignKey(Request, models.CASCADE)
    at = models.DateTimeField()
    change = models.CharField(max_length=24)
    what = models.CharField(max_length=64)
    by = models.CharField(max_length=64)
    officer = models.CharField(max_length=64, default="")
    """Opaque name of the officer who acted, where one was named."""
    ticket = models.BigIntegerField(null=True)


class Paper(models.Model):
    """A text or a file of a request, sealed under its own key."""

    request = models.ForeignKey(Request, models.CASCADE)
    name = models.CharField(max_length=40)
    sealed = models.BinaryField()
    at = models.DateTimeField()
    erase_by = models.DateTimeField(null=True)
    """When it has to be gone (the image of an identity document)."""

    class Meta:
        """A request has one paper of a name."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["request", "name"], name="requests_paper_once")
        ]


class IdentityCheck(models.Model):
    """One check of who somebody is (R12)."""

    request = models.ForeignKey(Request, models.CASCADE)
    ref = models.CharField(max_length=40, unique=True)
    way = models.CharField(max_length=16)
    salt = models.BinaryField(null=True)
    code_hash = models.BinaryField(null=True)
    expires_at = models.DateTimeField(null=True)
    tries = models.IntegerField(default=0)
    document = models.CharField(max_length=32)
    last4 = models.CharField(max_length=4)
    result = models.CharField(max_length=16)
    """`open`, `passed`, `failed` or `expired`."""
    reference = models.CharField(max_length=200)
    made_at = models.DateTimeField()
    checked_at = models.DateTimeField(null=True)
    checked_by = models.CharField(max_length=64)


class MandateShown(models.Model):
    """Authority of an agent (令13)."""

    request = models.OneToOneField(Request, models.CASCADE)
    kind = models.CharField(max_length=16)
    documents = models.JSONField()
    """References to the papers that show it."""
    kinds = models.JSONField(null=True)
    """Kinds of request that it reaches; `null` for all."""
    expires_on = models.DateField(null=True)
    checked_at = models.DateTimeField()
    checked_by = models.CharField(max_length=64)


class PlaceSearched(models.Model):
    """What one place held: the vault, or a database of the company."""

    request = models.ForeignKey(Request, models.CASCADE)
    place = models.CharField(max_length=64)
    map_version = models.CharField(max_length=64)
    rows = models.BigIntegerField(default=0)
    problem = models.CharField(max_length=64)
    """Why it could not be searched; it stops that place only."""
    at = models.DateTimeField()
    plan = models.CharField(max_length=80)
    """Name of the plan to be gone on with; empty where none is made, or it has ended."""
    counts = models.JSONField(default=dict)
    """How many rows were erased, changed and confirmed there."""
    kept = models.JSONField(default=list)
    """How many rows the law keeps there, by which clock until when; no value of them."""
    done_at = models.DateTimeField(null=True)
    """When that was carried out and read back."""

    class Meta:
        """A place is searched once for a request."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["request", "place"], name="requests_place_once")
        ]


class Redaction(models.Model):
    """An item that is left out of an answer, since it is another person's interest."""

    request = models.ForeignKey(Request, models.CASCADE)
    item = models.CharField(max_length=64)
    ground = models.CharField(max_length=32)
    by = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        """An item is left out once."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["request", "item"], name="requests_redacted_once")
        ]


class AnswerLink(models.Model):
    """What takes an answer once; its content is encrypted to a passphrase or a key."""

    request = models.OneToOneField(Request, models.CASCADE)
    link_hash = models.CharField(max_length=64, db_index=True)
    content = models.BinaryField(null=True)
    digest = models.CharField(max_length=64)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    taken_at = models.DateTimeField(null=True)
    taken_again = models.IntegerField(default=0)
