"""Tables of what was observed. No column says anything about whoever it was, but for the vault.

Invariants:
- an event is in one place: a row of `Event`, or one row of one file that `File` names;
- a file that `File` does not name counts for nothing, and is removed;
- whoever has rows in a file has a `Place` for it; whoever is erased has none, and the key that
  would open what is left there is gone.
"""

from typing import ClassVar

from django.db import models


class Event(models.Model):
    """A recent event. Erasing the person removes the row."""

    day = models.IntegerField()
    """Day in Tokyo on which it came in, as `date.toordinal` counts."""
    person = models.BigIntegerField()
    """Number of the person in the vault, which this room does not know."""
    until = models.IntegerField()
    """Last day on which it is kept."""
    purposes = models.CharField(max_length=400)
    """What it may be used for, words of the policy, with a space between; `*` before one says that
    it rests on consent."""
    data = models.CharField(max_length=400)
    """Categories of the policy that it holds, with a space between."""
    sealed = models.BinaryField()
    """Everything else, under the person's key."""

    class Meta:
        """Serves a day, and one person on each of the few days that are not in files yet."""

        indexes: ClassVar = [models.Index(fields=["day", "person"], name="events_day_person")]


class SeenId(models.Model):
    """An event that was kept, so that it is not kept twice: a digest under the day's secret."""

    pk = models.CompositePrimaryKey("day", "digest")
    day = models.IntegerField()
    digest = models.BinaryField(max_length=16)


class Secret(models.Model):
    """The key of one day, for digests that nobody can make again once it is destroyed."""

    day = models.IntegerField(primary_key=True)
    epoch = models.BigIntegerField()
    """Epoch of the vault under whose key it is sealed."""
    sealed = models.BinaryField()


class File(models.Model):
    """A Parquet file with the older events of one day."""

    day = models.IntegerField(db_index=True)
    name = models.CharField(max_length=64, unique=True)
    rows = models.BigIntegerField()
    ends = models.IntegerField()
    """The earliest `until` among its rows."""
    erased = models.IntegerField(default=0)
    """How many people who had rows in it were erased since it was written."""


class Place(models.Model):
    """Somebody has rows in a file."""

    pk = models.CompositePrimaryKey("person", "file")
    person = models.BigIntegerField()
    file = models.BigIntegerField(db_index=True)


class Link(models.Model):
    """A visitor turned out to be a member. Ending it leaves the row, erasing either removes it."""

    reference = models.CharField(max_length=40, unique=True)
    member = models.BigIntegerField(db_index=True)
    visitor = models.BigIntegerField(db_index=True)
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
