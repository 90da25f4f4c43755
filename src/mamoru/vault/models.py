"""Tables of the vault. Whatever could tell about a person is sealed (`places.py` says for what).

A person's key lies beside the person's rows only in wrapped form: it opens with the epoch's key,
which opens with a key that is not in this database.
"""

from typing import ClassVar

from django.db import models
from django.db.models import Q


class Epoch(models.Model):
    """A span of time whose keys hang on one key-encryption key, so that they can end together."""

    kek_id = models.CharField(max_length=120)
    wrapped = models.BinaryField()
    created_at = models.DateTimeField()
    retired_at = models.DateTimeField(null=True)
    destroyed_at = models.DateTimeField(null=True)

    class Meta:
        """Two processes cannot both begin an epoch."""

        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["current"], condition=Q(current=True), name="vault_one_current_epoch"
            )
        ]

    current = models.BooleanField(default=True)
    """Exactly one epoch is; new people's keys are wrapped under it."""


class IndexKey(models.Model):
    """The key with which one kind of identifier is indexed during an epoch."""

    epoch = models.ForeignKey(Epoch, models.CASCADE)
    kind = models.CharField(max_length=32)
    wrapped = models.BinaryField()

    class Meta:
        """One kind of identifier has one key per epoch."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["epoch", "kind"], name="vault_one_key_per_kind")
        ]


class Person(models.Model):
    """Somebody whose information is kept. Erasing the person removes the row."""

    number = models.BigAutoField(primary_key=True)
    tenant = models.SmallIntegerField()
    ref = models.CharField(max_length=40, unique=True)
    """Random name of the person towards programs, in URLs for instance."""
    pseudonym = models.BinaryField(max_length=16, unique=True)
    """Random name of the person in the ledger, and nowhere else."""
    version = models.IntegerField()
    """Goes up by one with every change."""
    created_at = models.DateTimeField()
    whose = models.CharField(max_length=64)
    residence = models.CharField(max_length=16, null=True)
    birth_date = models.BinaryField(null=True)
    """Sealed."""
    use_suspended = models.BooleanField(default=False)
    provision_suspended = models.BooleanField(default=False)
    left_at = models.DateTimeField(null=True)


class PersonKey(models.Model):
    """The random key of one person, wrapped under an epoch's key."""

    person = models.OneToOneField(Person, models.CASCADE, primary_key=True)
    epoch = models.ForeignKey(Epoch, models.PROTECT)
    serial = models.SmallIntegerField(default=1)
    """Id of the key among all keys this person ever had; what it sealed names it."""
    wrapped = models.BinaryField()


class Identifier(models.Model):
    """Something by which a person is found: the blind token, and the sealed value."""

    person = models.ForeignKey(Person, models.CASCADE)
    tenant = models.SmallIntegerField()
    kind = models.CharField(max_length=32)
    epoch = models.ForeignKey(Epoch, models.PROTECT)
    """Whose index key made the token."""
    token = models.BinaryField(max_length=32)
    serial = models.IntegerField()
    """The person's version when it was added; part of what the value is sealed for."""
    sealed = models.BinaryField()

    class Meta:
        """An identifier leads to one person of a tenant."""

        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["tenant", "kind", "token"], name="vault_identifier_unique"
            )
        ]


class Field(models.Model):
    """One value of one item at one version; former values stay until the person is erased."""

    person = models.ForeignKey(Person, models.CASCADE, db_index=False)
    data = models.CharField(max_length=64)
    """Category of the policy, a leaf."""
    item = models.CharField(max_length=64)
    version = models.IntegerField()
    """The person's version that brought this value."""
    sealed = models.BinaryField()
    sensitive = models.CharField(max_length=64, null=True)
    source = models.CharField(max_length=32, null=True)
    collected_at = models.DateTimeField()
    superseded_at = models.DateTimeField(null=True)

    class Meta:
        """Serves reading, history and erasure of one person with one index."""

        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["person", "data", "item", "version"], name="vault_field_history"
            )
        ]


class Withheld(models.Model):
    """A value in quarantine: it may be sensitive, and no exception has been claimed for it yet."""

    ref = models.CharField(max_length=40, unique=True)
    """Random name of the item."""
    person = models.ForeignKey(Person, models.CASCADE)
    data = models.CharField(max_length=64)
    item = models.CharField(max_length=64)
    sensitive = models.CharField(max_length=200)
    """Words of the policy for what it may be, divided by spaces."""
    source = models.CharField(max_length=32, null=True)
    sealed = models.BinaryField()
    """The value, and where in it something was found, under the person's key."""
    held_at = models.DateTimeField()
    purge_at = models.DateTimeField(db_index=True)


class File(models.Model):
    """A file of a person; the content lies on disk, under `name` (`contents.py`).

    Without a person it waits: whoever sent it holds the only key to it.
    """

    name = models.CharField(max_length=34, unique=True)
    person = models.ForeignKey(Person, models.CASCADE, null=True)
    slot = models.CharField(max_length=200)
    """What it was sent for, in words of whoever takes it in."""
    system = models.CharField(max_length=64)
    """Registered system that sent it."""
    media = models.CharField(max_length=100)
    """What its content is, as far as the content itself tells."""
    size = models.BigIntegerField()
    received_at = models.DateTimeField()
    data = models.CharField(max_length=64, null=True)
    item = models.CharField(max_length=64, null=True)
    source = models.CharField(max_length=32, null=True)
    collected_at = models.DateTimeField(null=True)
    wrapped = models.BinaryField(null=True)
    """The key of the content, sealed under the person's."""
    label = models.BinaryField(null=True)
    """What the person called it, sealed."""

    class Meta:
        """What waits too long is looked for by its age."""

        indexes: ClassVar = [
            models.Index(
                fields=["received_at"], condition=Q(person=None), name="vault_file_waiting"
            )
        ]


class Hold(models.Model):
    """What the law makes the company keep of somebody, set apart until a day, under its own key.

    It names nobody: what tells who it was is sealed in it, with the rest.
    """

    ref = models.CharField(max_length=40, unique=True)
    """Random name of the hold, `h_…`."""
    pseudonym = models.BinaryField(max_length=16, unique=True)
    """Random name of the hold in the ledger; the person's own went with the person."""
    kind = models.CharField(max_length=64)
    """Which hold of the rules it is under."""
    record = models.CharField(max_length=64, null=True)
    """The statutory record whose person it names."""
    clock = models.CharField(max_length=64)
    """What of the law's table says how long."""
    article = models.CharField(max_length=200)
    purpose = models.CharField(max_length=64, null=True)
    """The only purpose for which it is opened."""
    edition = models.BigIntegerField(default=0)
    """Number of the published rules it was made under."""
    whose = models.CharField(max_length=64)
    residence = models.CharField(max_length=16, null=True)
    agreed = models.BooleanField()
    """Whether the person had agreed to the text that bound them."""
    held_at = models.DateTimeField()
    until = models.DateTimeField()
    """The first instant at which it may go."""
    epoch = models.ForeignKey(Epoch, models.PROTECT)
    wrapped = models.BinaryField()

    class Meta:
        """What is over is asked for every day; those of a record by whoever reads the register."""

        indexes: ClassVar = [
            models.Index(fields=["until"], name="vault_hold_until"),
            models.Index(fields=["record"], name="vault_hold_record"),
        ]


class Kept(models.Model):
    """One value in a hold, sealed under the key of the hold."""

    hold = models.ForeignKey(Hold, models.CASCADE)
    sort = models.CharField(max_length=16)
    """What it is: a value, an identifier, a choice, a file."""
    data = models.CharField(max_length=64, null=True)
    item = models.CharField(max_length=64)
    serial = models.IntegerField()
    """Its place in the hold, which it is sealed for."""
    sensitive = models.CharField(max_length=64, null=True)
    collected_at = models.DateTimeField()
    sealed = models.BinaryField()
    file = models.CharField(max_length=34, null=True)
    """Name of the content on disk, where it is a file; its key is what is sealed."""
    token = models.BinaryField(max_length=32, null=True)
    """Blind token of an identifier, during the epoch of the hold; by it a hold is found."""

    class Meta:
        """A place in a hold has one value; whose a content is, is asked by its name."""

        indexes: ClassVar = [
            models.Index(fields=["file"], condition=Q(file__isnull=False), name="vault_kept_file"),
            models.Index(
                fields=["item", "token"], condition=Q(token__isnull=False), name="vault_kept_token"
            ),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["hold", "serial"], name="vault_kept_once")
        ]
