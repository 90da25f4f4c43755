"""Tables of the ledger. Rows come and go through `queries.py` only.

Invariants, which `verify.py` checks:
- a batch is written once and never changes; it has exactly one place;
- a place without `first` is pending; the others cover the entries 0 to size without gap or overlap;
- tiles are those of the tree over the placed entries, and no others;
- every published checkpoint is signed over this tree, and the last of them stays;
- people stand in `Place.people` and the last three tables, never in an entry; each is found there
  by what the entry commits to, or nothing leads to them under any of their entries.
"""

from typing import TYPE_CHECKING, Any, ClassVar

from django.db import models

if TYPE_CHECKING:
    BigInteger = models.BigIntegerField[int, int]
else:
    BigInteger = models.BigIntegerField


class RowNumber(BigInteger):
    """A key that is SQLite's own row number, which saves an index."""

    def db_type(self, connection: Any) -> str | None:  # noqa: ANN401 - Django declares it so
        """Return the column's type."""
        return "integer" if connection.vendor == "sqlite" else super().db_type(connection)


class Batch(models.Model):
    """Entries appended together, in the form of an entry bundle; at most 256."""

    id = models.BigAutoField(primary_key=True)
    count = models.SmallIntegerField()
    entries = models.BinaryField()


class Place(models.Model):
    """Where a batch stands in the log; `None` until the sequencer has placed it."""

    batch = RowNumber(primary_key=True)
    first = models.BigIntegerField(null=True, unique=True)
    people = models.BinaryField(null=True)
    """Whom the entries about one person each touched (`staged.py`), until the batch has its place.

    The index by person is written then, for many batches at once: that touches each of its pages
    once instead of once for every entry."""


class Tile(models.Model):
    """A tile of the tree; the last of each level may be partial, and grows in place."""

    pk = models.CompositePrimaryKey("level", "number")
    level = models.SmallIntegerField()
    number = models.BigIntegerField()
    hashes = models.BinaryField()


class Checkpoint(models.Model):
    """A checkpoint that was published."""

    size = RowNumber(primary_key=True)
    note = models.TextField()


class PersonEntry(models.Model):
    """An entry about one person. Deleted when the person is forgotten."""

    ticket = RowNumber(primary_key=True)
    person = models.BigIntegerField(db_index=True)
    salt = models.BinaryField()


class PeopleSet(models.Model):
    """An entry about several people, and the salt of its commitment to them."""

    ticket = RowNumber(primary_key=True)
    salt = models.BinaryField()


class PeopleBlock(models.Model):
    """Those people of a `PeopleSet` who are in one block of numbers."""

    pk = models.CompositePrimaryKey("block", "ticket")
    block = models.BigIntegerField()
    ticket = models.BigIntegerField()
    members = models.BinaryField()

    class Meta:
        """One set is read through its ticket."""

        indexes: ClassVar = [models.Index(fields=["ticket"], name="ledger_block_ticket")]
