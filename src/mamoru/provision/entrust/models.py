"""Tables of the room: how contractors answered, what was recalled, and what they reported."""

from django.db import models


class Assessment(models.Model):
    """How a contractor answered the questionnaire, and what that came to."""

    paper = models.CharField(max_length=32, unique=True)
    """The paper that was filed for it."""
    party = models.CharField(max_length=32, db_index=True)
    answers = models.JSONField()
    percent = models.IntegerField()
    passed = models.BooleanField()
    lacks = models.JSONField()
    made_at = models.DateTimeField()


class Recall(models.Model):
    """What a contractor has to return or delete, by when, and the certificate that it did."""

    ref = models.CharField(max_length=32, unique=True)
    party = models.CharField(max_length=32, db_index=True)
    purpose = models.CharField(max_length=64, null=True)
    """The purpose that ended; `null` for everything."""
    reason = models.CharField(max_length=200)
    due_at = models.DateTimeField()
    made_at = models.DateTimeField()
    certificate = models.CharField(max_length=32, null=True)
    ended_at = models.DateTimeField(null=True)


class Incident(models.Model):
    """What a contractor reported: when it knew, when it had to tell, when it told."""

    ref = models.CharField(max_length=32, unique=True)
    party = models.CharField(max_length=32, db_index=True)
    report = models.CharField(max_length=200)
    """Where the report is kept; nothing of it stands here."""
    people = models.BigIntegerField(null=True)
    """How many people it may be about, as far as known."""
    knew_at = models.DateTimeField()
    told_at = models.DateTimeField()
    tell_by = models.DateTimeField()
    """When the contractor had to tell us."""
    answer_by = models.DateTimeField()
    """When the preliminary report to the authority is due (APPI 26, Rule 8)."""
    is_open = models.BooleanField()
    outcome = models.CharField(max_length=200, null=True)
    closed_at = models.DateTimeField(null=True)
