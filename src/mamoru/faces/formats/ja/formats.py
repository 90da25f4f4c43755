"""Dates in Japanese: Django would leave no room between a day and its time."""

DATETIME_FORMAT = "Y年n月j日 H:i"
