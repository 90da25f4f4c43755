"""Table of declarations. Rows are added and never changed: the last one counts."""

from django.db import models


class Declaration(models.Model):
    """A file that says which events may be collected, as an officer registered it."""

    version = models.CharField(max_length=64, unique=True)
    text = models.BinaryField()
    text_hash = models.CharField(max_length=64)
    declared_at = models.DateTimeField()
    caller = models.CharField(max_length=64)
    """The registered system that did it, or the officer."""
