"""A contractor of whom something is due, and what the officer was told of it."""

from datetime import UTC, datetime

from tests.outbox.mailserver import MailServer

from mamoru.provision.reminders.models import Reminded

DESK, OFFICER_AT = "desk@sender.example", "officer@sender.example"
LATE = datetime(2027, 11, 2, 3, tzinfo=UTC)
"""When a contractor of the samples is late with assessment and review, and its contract is not."""
SOON = datetime(2027, 10, 20, 3, tzinfo=UTC)
"""When both come up within a month."""


def bodies(server: MailServer) -> list[str]:
    """Return what the mails say, in their order."""
    return [str(mail.message.get_content()) for mail in server.mails]


def noted() -> list[tuple[str, str, str]]:
    """Return of which matter the officer was told on which day, and what came of it."""
    rows = Reminded.objects.order_by("day", "key").values_list("key", "day", "state")
    return [(key.partition(":")[0], day.isoformat(), state) for key, day, state in rows]
