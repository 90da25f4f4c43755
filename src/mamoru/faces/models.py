"""Who signs in: an officer, by a name of their own, or a person, by the vault's name for them.

An account holds nothing about a person: no address, no name. What they are written to at is asked
of the vault each time, through the door.
"""

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q

from mamoru.faces.roles import scopes_of


class Account(AbstractBaseUser):
    """Somebody who can sign in."""

    username = models.CharField(max_length=64, unique=True)
    """What an officer signs in with; of a person, a random word."""
    handle = models.CharField(max_length=64, unique=True)
    """What the ledger calls an officer: random, so that it names nobody to outsiders."""
    ref = models.CharField(max_length=64, null=True, unique=True)
    """The vault's name of a person; `None` for an officer."""
    roles = models.JSONField(default=list)
    is_active = models.BooleanField(default=True)
    generation = models.IntegerField(default=1)
    """Counts up when every session of the account is to end."""
    created_at = models.DateTimeField()

    objects = BaseUserManager()

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        """Whoever has a role is no person of the vault, and the other way round."""

        constraints: ClassVar = [
            models.CheckConstraint(
                name="faces_account_one_kind", condition=Q(ref=None) | Q(roles=[])
            )
        ]

    @property
    def scopes(self) -> frozenset[str]:
        """Return what an officer may do; nothing for a person."""
        return scopes_of(self.roles)

    def get_session_auth_hash(self) -> str:
        """Return what every session of the account must match; raising the generation ends them."""
        return f"{super().get_session_auth_hash()}.{self.generation}"

    def get_session_auth_fallback_hash(self) -> list[str]:
        """Return nothing: there is one secret, and it does not rotate."""
        return []


class SavedView(models.Model):
    """A filter and an order of a list that an officer keeps under a name."""

    account = models.ForeignKey(Account, models.CASCADE)
    place = models.CharField(max_length=100)
    """Address of the list."""
    name = models.CharField(max_length=60)
    query = models.CharField(max_length=500)

    class Meta:
        """A list has one view of a name, for each officer."""

        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["account", "place", "name"], name="faces_view_name_once"
            )
        ]


class Revealed(models.Model):
    """Why an officer opened something: beside the ledger's entry, and nothing about anybody."""

    account = models.ForeignKey(Account, models.PROTECT)
    at = models.DateTimeField(db_index=True)
    what = models.CharField(max_length=32)
    """Kind of thing: `request_papers`, `quarantined` and so on."""
    ref = models.CharField(max_length=64, db_index=True)
    """Random name of the thing."""
    purpose = models.CharField(max_length=64)
    reason = models.CharField(max_length=32)
    """Code of the reason (`mamoru.faces.revealing.REASONS`)."""
    reference = models.CharField(max_length=200)
    """Where it is shown that it was needed: a case, a letter, a request."""
    trace = models.CharField(max_length=32)
    """What the ledger's entries of the opening have as their `request`."""
    ticket = models.BigIntegerField(null=True)
    """Of the entry; `null` where nothing was opened in the end, or only `trace` leads there."""


class TrustedService(models.Model):
    """A service of the company that hands people over who have signed in there."""

    name = models.CharField(max_length=64, unique=True)
    """The issuer of its tokens."""
    address = models.CharField(max_length=500)
    """Where people are sent who want to come in by it."""
    key = models.TextField()
    """Its public key, PEM; ES256 (RFC 7518, 3.4)."""
    trusted_at = models.DateTimeField()
    distrusted_at = models.DateTimeField(null=True)


class Arrival(models.Model):
    """A token that a service handed in, until it is too old to be taken again.

    It holds hashes of random words, and the vault's name of whoever it is about.
    """

    service = models.CharField(max_length=64)
    nonce = models.CharField(max_length=64, unique=True)
    """SHA-256 of what the browser's session holds."""
    token = models.CharField(max_length=64, unique=True)
    """SHA-256 over the service and its name for the token (`jti`)."""
    ref = models.CharField(max_length=64)
    until = models.DateTimeField(db_index=True)
    used_at = models.DateTimeField(null=True)


class Attempt(models.Model):
    """What is kept of attempts to sign in, by all processes, until it counts no more."""

    key = models.CharField(max_length=64, primary_key=True)
    """A hash under the server's own key."""
    value = models.TextField()
    """JSON: moments, or a mark."""
    until = models.DateTimeField(db_index=True)


class Came(models.Model):
    """That something came by a public form; it counts for an hour, and is deleted."""

    kind = models.CharField(max_length=16)
    source = models.CharField(max_length=64)
    """A hash of the network it came from, under the server's own key; empty where none is known."""
    key = models.CharField(max_length=64)
    """Of the sheet that it came on, so that what is sent twice counts once."""
    at = models.DateTimeField(db_index=True)

    class Meta:
        """One sheet counts once."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["kind", "key"], name="faces_came_once")
        ]
        indexes: ClassVar = [models.Index(fields=["kind", "source", "at"])]
