"""Table of registered forms. A version of a form is one text for ever."""

from typing import ClassVar

from django.db import models
from django.db.models import Q


class FormText(models.Model):
    """The file of a form, as it was registered. The one that is not retired takes submissions."""

    name = models.CharField(max_length=64)
    version = models.CharField(max_length=64)
    text = models.BinaryField()
    text_hash = models.CharField(max_length=64)
    registered_at = models.DateTimeField()
    retired_at = models.DateTimeField(null=True)

    class Meta:
        """A version is registered once, and one of a form is open at a time."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["name", "version"], name="forms_one_version"),
            models.UniqueConstraint(
                fields=["name"], condition=Q(retired_at=None), name="forms_one_open"
            ),
        ]
