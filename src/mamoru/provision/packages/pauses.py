"""How long to wait before a recipient's server that did not answer is tried again."""

from datetime import timedelta

FIRST = timedelta(minutes=1)
LONGEST = timedelta(hours=6)


def pause_after(tries: int) -> timedelta:
    """Return the pause after so many tries before this one: it doubles up to six hours."""
    doubled: int = 1 << min(tries, 10)
    return min(LONGEST, FIRST * doubled)
