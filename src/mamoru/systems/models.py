"""Tables of the room: systems, the versions of their maps, and what checks found.

No row of anybody's database is in them. An address is sealed, since it may hold a password.
"""

from typing import ClassVar

from django.db import models


class System(models.Model):
    """A database or service of the company."""

    name = models.CharField(max_length=64, unique=True)
    """As its maps call it; a name that was removed is not used again."""
    shown = models.CharField(max_length=200)
    """Of the address what may be shown."""
    kek_id = models.CharField(max_length=64)
    """The key-encryption key of the address alone; it is destroyed with the system."""
    wrapped = models.BinaryField()
    address = models.BinaryField()
    """The address, sealed; empty once the system is removed."""
    caller = models.CharField(max_length=64)
    registered_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True)


class MapVersion(models.Model):
    """A map as it was registered; rows are added and never changed, and the last counts."""

    system = models.ForeignKey(System, models.PROTECT)
    number = models.IntegerField()
    text = models.BinaryField()
    text_hash = models.CharField(max_length=64)
    is_writable = models.BooleanField()
    caller = models.CharField(max_length=64)
    added_at = models.DateTimeField()

    class Meta:
        """Versions of a system are counted."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["system", "number"], name="systems_map_once")
        ]


class Check(models.Model):
    """What holding a map against the schema of its database came to."""

    map = models.ForeignKey(MapVersion, models.PROTECT)
    schema = models.BinaryField()
    """The schema as it was, as JSON: names and types, no values."""
    digest = models.CharField(max_length=64)
    errors = models.IntegerField()
    warnings = models.IntegerField()
    remarks = models.JSONField()
    checked_at = models.DateTimeField()
