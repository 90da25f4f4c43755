"""A letter, its readers, and how its delivery stands."""

from django.db.models import F
from tests.gate.samples import COLLECT, given

from mamoru.gate.asking import OFFICER
from mamoru.gate.create import create
from mamoru.gate.door import Door
from mamoru.gate.mail import Sent, send_due
from mamoru.outbox import queries
from mamoru.outbox.enqueue import enqueue
from mamoru.outbox.letters import NewLetter, State
from mamoru.outbox.mailer import Mailer
from mamoru.outbox.models import Delivery
from mamoru.policy.words import Word
from mamoru.vault.person import Created

NOTICE = "2(1)g"
LETTER = NewLetter(
    kind="revision",
    key="revision:2026-12-01",
    purpose=NOTICE,
    subject=Word("プライバシーポリシー改定のお知らせ", "Our privacy policy changes"),
    body=Word("12 月 1 日に改定します。", "It changes on 1 December."),
)


def address(number: int) -> str:
    return f"hito{number}@reader.example"


def readers(door: Door, count: int) -> list[Created]:
    """Collect so many people, each with an address to be found by."""
    people = [given(f"Hito{n} Tsukuri", identifiers={"email": address(n)}) for n in range(count)]
    return list(create(door, OFFICER, COLLECT, people)[0].people)


def posted(door: Door, people: list[Created], letter: NewLetter = LETTER) -> None:
    numbers = [one.number for one in people]
    door.writer.run(lambda _: enqueue(letter, numbers, now=door.clock()))


def sent(door: Door, mailer: Mailer) -> Sent:
    """Send what is due, without spreading what is put off."""
    return send_due(door, mailer, chance=lambda: 0.0)


def states() -> list[tuple[State, str | None]]:
    """Return state and problem of every delivery, in the order in which they were enqueued."""
    rows = Delivery.objects.order_by(F("pk")).values_list("state", "problem")
    return [(State(state), problem) for state, problem in rows]


def totals() -> dict[State, int]:
    return queries.totals(LETTER.key)
