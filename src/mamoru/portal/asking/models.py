"""Who follows a request that was made on a page, where it is not the person whom it is about."""

from typing import ClassVar

from django.db import models


class Followed(models.Model):
    """A request, and what leads to it. It goes with the request."""

    request = models.OneToOneField("requests.Request", models.CASCADE)
    account = models.CharField(max_length=64)
    """Handle of the account of somebody who asks for another; empty for who has none."""
    code_hash = models.CharField(max_length=64)
    """SHA-256 of the code by which somebody without an account follows it; empty for others."""
    made_at = models.DateTimeField()

    class Meta:
        """What somebody follows is asked for by their account."""

        indexes: ClassVar = [models.Index(fields=["account"], name="asking_account")]
