"""How long a delivery waits after the mail server did not take it, and when it is given up.

RFC 5321, 4.5.4.1 asks those who carry mail onwards to try for four to five days. We hand mail to a
server of our own, which does that; so two days are enough to repair it, and pauses begin short,
because a server that greets unknown senders with a refusal (greylisting) takes it minutes later.
"""

from datetime import timedelta

FIRST = timedelta(minutes=1)
LONGEST = timedelta(hours=6)
"""Of the pauses: four tries a day are left once a server has been away for long."""
ATTEMPTS = 17
"""Nine pauses that double, from one minute on, and seven of six hours: two days and some hours."""
SPREAD = 0.25
"""By which part of itself a pause is lengthened at most, so that not all come back at once."""


def pause_after(attempts: int, chance: float) -> timedelta:
    """Return how long to wait after so many attempts; `chance` is from 0 to 1."""
    doubled: int = 1 << min(attempts - 1, ATTEMPTS)
    return min(FIRST * doubled, LONGEST) * (1 + SPREAD * chance)
