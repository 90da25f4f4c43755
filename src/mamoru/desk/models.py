"""Tables of the room. Who wrote, and what, is sealed under the inquiry's own key.

That key is wrapped by the key of the month or, where the sender is held and it is no complaint,
by that person's own, so that it goes when they are erased.
"""

from typing import ClassVar

from django.db import models


class Inquiry(models.Model):
    """One inquiry, and how far it came."""

    ref = models.CharField(max_length=40, unique=True)
    trace = models.CharField(max_length=32)
    """What its entries in the ledger have alike."""
    token = models.CharField(max_length=32, unique=True)
    """128 random bits in our address, by which a reply finds its thread."""
    kind = models.CharField(max_length=16)
    state = models.CharField(max_length=16)
    lane = models.CharField(max_length=16)
    since = models.DateTimeField()
    """When it came to that state."""
    topic = models.CharField(max_length=64)
    """Clause of the policy that it is about; empty where nobody said."""
    channel = models.CharField(max_length=16)
    language = models.CharField(max_length=2)
    person = models.CharField(max_length=40)
    """Ref of the person whose address it came from, or who somebody said it is."""
    is_personal = models.BooleanField(default=False)
    """Whether its key is sealed under that person's own."""
    kek_id = models.CharField(max_length=120)
    wrapped = models.BinaryField()
    text_digest = models.BinaryField(null=True)
    """What the same text of the same sender is known by; blind."""
    assignee = models.CharField(max_length=64)
    """Opaque name of whoever works on it."""
    arrived_at = models.DateTimeField()
    due_at = models.DateTimeField()
    """The first instant at which the answer is too late."""
    warn_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    """When it was first answered."""
    reopened = models.IntegerField(default=0)
    closed_at = models.DateTimeField(null=True)
    keep_until = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=16)
    request = models.CharField(max_length=40)
    """The request of a person that came of it."""
    incident = models.CharField(max_length=64)
    """The case of a breach that it reports."""
    problem = models.CharField(max_length=64)
    """Code of what went wrong with an answer."""
    caller = models.CharField(max_length=64)
    key = models.CharField(max_length=64, null=True)
    """The caller's own random name of it."""
    digest = models.CharField(max_length=64)
    """Of what was handed in under it, salted."""

    class Meta:
        """Handed in once under a caller's key; lists go by lane, state and number."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["caller", "key"], name="desk_one_call")
        ]
        indexes: ClassVar = [
            models.Index(fields=["lane", "state", "id"], name="desk_lane"),
            models.Index(fields=["state", "due_at"], name="desk_due"),
            models.Index(fields=["text_digest"], name="desk_text"),
            models.Index(fields=["lane", "arrived_at"], name="desk_arrived"),
            models.Index(fields=["keep_until"], name="desk_keep"),
        ]


class Message(models.Model):
    """One message of a thread: what came, or what went out."""

    inquiry = models.ForeignKey(Inquiry, models.CASCADE)
    ref = models.CharField(max_length=40, unique=True)
    direction = models.CharField(max_length=4)
    channel = models.CharField(max_length=16)
    at = models.DateTimeField()
    """When it arrived, or was written."""
    by = models.CharField(max_length=64)
    """Who wrote an answer; empty of what came."""
    sealed = models.BinaryField()
    sender = models.BinaryField(null=True)
    """What the sender's address is known by; blind."""
    arrival = models.BinaryField(null=True)
    """What this very mail is known by, so that it is taken in once; blind."""
    mid = models.BinaryField(null=True)
    """What the sender's own name of the mail (Message-ID) is known by; blind."""
    is_on_hold = models.BooleanField(default=False)
    """Whether somebody else than the thread's sender wrote it, which somebody has to look at."""
    is_duplicate = models.BooleanField(default=False)
    is_automatic = models.BooleanField(default=False)
    is_cut = models.BooleanField(default=False)
    """Whether it was too large or broken to be taken in whole."""
    withheld = models.JSONField(default=list)
    """Words of the policy for what its text may hold; nobody reads it until that is settled."""
    purge_at = models.DateTimeField(null=True)
    purged_at = models.DateTimeField(null=True)
    token = models.CharField(max_length=32)
    """Of what goes out: 128 random bits, the mail's Message-ID."""
    sort = models.CharField(max_length=16)
    """`answer` or `acknowledgement`, of what goes out."""
    send_state = models.CharField(max_length=16)
    claims = models.IntegerField(default=0)
    tries = models.IntegerField(default=0)
    next_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    problem = models.CharField(max_length=32)

    class Meta:
        """Looked up by what it is known by; sent when due."""

        indexes: ClassVar = [
            models.Index(fields=["arrival"], name="desk_arrival"),
            models.Index(fields=["mid"], name="desk_mid"),
            models.Index(fields=["token"], name="desk_token"),
            models.Index(fields=["sender", "at"], name="desk_sender"),
            models.Index(fields=["send_state", "next_at"], name="desk_send"),
            models.Index(fields=["purge_at"], name="desk_purge"),
        ]


class Attachment(models.Model):
    """A file that came with a message; its name and content are sealed."""

    message = models.ForeignKey(Message, models.CASCADE)
    ref = models.CharField(max_length=40, unique=True)
    media = models.CharField(max_length=100)
    """What its content is, whatever its sender says."""
    size = models.IntegerField()
    label = models.BinaryField()
    sealed = models.BinaryField(null=True)
    """`null` where it was too large, holds what may not be kept, or was purged."""
    is_lying = models.BooleanField(default=False)
    """Whether its sender says that it is something else."""
    is_active = models.BooleanField(default=False)
    """Whether some program would run it."""
    is_screened = models.BooleanField(default=False)
    """Whether all that it says was looked through."""
    withheld = models.JSONField(default=list)
    purge_at = models.DateTimeField(null=True)
    purged_at = models.DateTimeField(null=True)

    class Meta:
        """What waits to be settled is asked for by when it goes."""

        indexes: ClassVar = [models.Index(fields=["purge_at"], name="desk_file_purge")]


class Step(models.Model):
    """Something that happened to an inquiry, with its ticket in the ledger."""

    inquiry = models.ForeignKey(Inquiry, models.CASCADE)
    at = models.DateTimeField()
    change = models.CharField(max_length=32)
    what = models.CharField(max_length=64)
    by = models.CharField(max_length=64)
    ticket = models.BigIntegerField(null=True)


class Template(models.Model):
    """A version of a template; the newest of its name holds."""

    name = models.CharField(max_length=32)
    version = models.IntegerField()
    subject_ja = models.CharField(max_length=200)
    subject_en = models.CharField(max_length=200)
    body_ja = models.TextField()
    body_en = models.TextField()
    at = models.DateTimeField()
    by = models.CharField(max_length=64)

    class Meta:
        """A version is written once."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["name", "version"], name="desk_one_version")
        ]


class Mailbox(models.Model):
    """How far the mail of a folder was taken in, and who is at it."""

    name = models.CharField(max_length=64, unique=True)
    """Hash of server, user and folder."""
    uid_validity = models.BigIntegerField(default=0)
    last_uid = models.BigIntegerField(default=0)
    taken = models.BigIntegerField(default=0)
    again = models.BigIntegerField(default=0)
    """Mails that were known already."""
    changed = models.IntegerField(default=0)
    """How often the server numbered its mails anew (UIDVALIDITY)."""
    holder = models.CharField(max_length=32)
    lease_until = models.DateTimeField(null=True)
    looked_at = models.DateTimeField(null=True)
    """When all that lay there was last taken in."""
    problem = models.CharField(max_length=64)
    problem_since = models.DateTimeField(null=True)
