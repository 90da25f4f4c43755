"""Telling recipients that somebody left, and taking down that they erased what they had.

A letter is marked before it goes out and noted after it, each in a commit: whatever is killed in
between leaves it unclear, and it is not sent again by itself. It names nobody: the recipient finds
the row by its mark.
"""

from datetime import datetime, timedelta

from django.db.models import F

from mamoru.errors import MamoruError
from mamoru.gate.asking import Asker, Reference
from mamoru.gate.door import Door
from mamoru.gate.downstream import has_confirmed
from mamoru.gate.looking import looking
from mamoru.gate.mail import mailer_of
from mamoru.gate.transaction import Record
from mamoru.ledger.entries import PartyChanged
from mamoru.outbox.compose import compose
from mamoru.outbox.letters import State
from mamoru.outbox.line import Line
from mamoru.outbox.mailer import Mailer
from mamoru.parties import queries
from mamoru.rights.leaving.errors import AlreadyConfirmedError
from mamoru.rights.leaving.models import Told
from mamoru.rights.leaving.report import told_row
from mamoru.rights.leaving.state import ToldState
from mamoru.rights.leaving.wording import letter_to

AT_ONCE = 20
LONGEST = timedelta(minutes=20)
"""How long one letter may be under way before it counts as unclear."""
_AFTER = {
    State.SENT: ToldState.TOLD,
    State.UNCLEAR: ToldState.UNCLEAR,
    State.FAILED: ToldState.FAILED,
}


def tell_due(door: Door) -> int:
    """Send the letters that are owed to recipients, and return how many went out.

    Without a mail server they stay owed, and are seen by whoever looks. Raises
    `MailServerSilentError`, `MailServerRefusesError`, `MailMisconfiguredError`.
    """
    with looking():
        _forget_stuck(door)
        rows = list(Told.objects.filter(state=ToldState.OWED).order_by("pk")[:AT_ONCE])
        mailer = mailer_of(door.policy) if rows else None
    if mailer is None:
        return 0
    with Line(mailer) as line:
        return sum(_sent(door, mailer, line, row) for row in rows)


def confirm(door: Door, asker: Asker, ref: str, shown: Reference) -> None:
    """Note a recipient's word that what they had is erased; `shown` says where it is kept.

    Raises `UnknownToldError`, `AlreadyConfirmedError`.
    """

    def unit(record: Record) -> None:
        row = told_row(ref)
        if row.state == ToldState.CONFIRMED:
            raise AlreadyConfirmedError
        _confirmed(record, row, shown, door.clock(), asker.system)

    door.writer.run(unit)


def told_otherwise(door: Door, asker: Asker, ref: str) -> None:
    """Note that a recipient was told by other means than a letter of ours.

    Raises `UnknownToldError`, `AlreadyConfirmedError`.
    """

    def unit(record: Record) -> None:
        row = told_row(ref)
        if row.state == ToldState.CONFIRMED:
            raise AlreadyConfirmedError
        now = door.clock()
        Told.objects.filter(pk=row.pk).update(state=ToldState.TOLD, told_at=now)
        change = PartyChanged(
            at=now, change="recalled", party=row.party, what=row.ref, caller=asker.system
        )
        record.add(change)

    door.writer.run(unit)


def note_feeds(door: Door) -> int:
    """Note which partners pulled that somebody is to be taken out, and return how many."""
    with looking():
        rows = list(Told.objects.filter(way="feed").exclude(state=ToldState.CONFIRMED))
        done = [row for row in rows if has_confirmed(row.source, row.alias)]

    def unit(record: Record) -> None:
        for row in done:
            _confirmed(record, row, "feed", door.clock(), None)

    if done:
        door.writer.run(unit)
    return len(done)


def _confirmed(record: Record, row: Told, shown: str, now: datetime, caller: str | None) -> None:
    Told.objects.filter(pk=row.pk).update(
        state=ToldState.CONFIRMED, confirmed_at=now, confirmation=shown, salt="", mark=""
    )
    record.add(
        PartyChanged(at=now, change="recall_ended", party=row.party, what=row.ref, caller=caller)
    )


def _sent(door: Door, mailer: Mailer, line: Line, row: Told) -> int:
    """Send one letter, unless somebody else does or its state changed."""

    def begin(_: Record) -> bool:
        mine = Told.objects.filter(pk=row.pk, state=ToldState.OWED)
        return bool(mine.update(state=ToldState.SENDING, told_at=door.clock()))

    if not door.writer.run(begin)[0]:
        return 0
    state = ToldState.FAILED
    try:
        line.open()
        to = queries.party(row.party).contact
        mail = compose(mailer, letter_to(door.policy, row), row.token, to, at=door.clock())
        state = _AFTER.get(line.send(mail).state, ToldState.OWED)
    except MamoruError:
        state = ToldState.OWED
        raise
    finally:
        door.writer.run(lambda _: Told.objects.filter(pk=row.pk).update(state=state))
    return int(state is ToldState.TOLD)


def _forget_stuck(door: Door) -> None:
    """Let letters whose sender died count as unclear."""
    before = door.clock() - LONGEST
    stuck = Told.objects.filter(state=ToldState.SENDING, told_at__lt=before)
    if stuck.exists():
        door.writer.run(lambda _: stuck.update(state=ToldState.UNCLEAR, told_at=F("told_at")))
