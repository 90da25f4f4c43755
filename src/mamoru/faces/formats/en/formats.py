"""Dates in English as the other pages have them: the day first, the month in full."""

DATE_FORMAT = "j F Y"
DATETIME_FORMAT = "j F Y H:i"
