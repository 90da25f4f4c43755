"""How long what may be sensitive waits for somebody to settle it."""

from datetime import timedelta

from django.conf import settings

from mamoru.gate.errors import QuarantineDaysError

MOST = 366


def time_in_quarantine() -> timedelta:
    """Return the time after which it is purged; raises `QuarantineDaysError`."""
    written = settings.QUARANTINE_DAYS
    if not (written.isascii() and written.isdigit() and 1 <= int(written[:9]) <= MOST):
        raise QuarantineDaysError
    return timedelta(days=int(written))
