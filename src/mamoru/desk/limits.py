"""How much is taken in, and from when on it is set aside. Nothing is ever thrown away by these."""

from datetime import timedelta

LARGEST_MAIL = 30 * 1024 * 1024
"""Bytes read of one mail; of a larger one the beginning is taken in, and that is said."""
LARGEST_TEXT = 200_000
"""Characters kept of the text of one message."""
LARGEST_FILE = 15 * 1024 * 1024
MOST_FILES = 50
MOST_PARTS = 200
LONGEST_HEADER = 8_000
"""Characters read of one header, however it is folded."""
LONGEST_SUBJECT = 500

SPAN = timedelta(hours=1)
"""Time over which arrivals are counted."""
PER_SENDER = 10
"""Messages of one sender within the span; further ones are set aside."""
OVERALL = 60
"""New inquiries of senders who are not held, within the span; further ones are set aside."""
ACKNOWLEDGED = 3
"""Acknowledgements to one sender within a day, so that two programs do not write for ever."""
DAY = timedelta(days=1)
JOINED = timedelta(days=7)
"""For how long the same text of the same sender is one inquiry."""
KEPT_DAYS = 365
"""Days for which what is no complaint is kept once it was closed; complaints as the law's table
says (R21)."""
