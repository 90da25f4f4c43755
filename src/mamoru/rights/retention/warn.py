"""Telling the officer by mail that a run stopped, where an address is set."""

from secrets import token_hex

from django.conf import settings

from mamoru.gate.door import Door
from mamoru.gate.looking import looking
from mamoru.gate.mail import mailer_of
from mamoru.outbox.compose import compose
from mamoru.outbox.letters import State, Text
from mamoru.outbox.line import Line
from mamoru.policy.words import Word
from mamoru.rights.retention.models import Run
from mamoru.rights.retention.state import RunState

_SUBJECT = Word("消去を止めました({run})", "Erasures were stopped ({run})")
_BODY = Word(
    "保存期間の過ぎた情報の消去を、警報({alarm})により止めました。何も消去していません。\n"
    "対象: {due}\n保有: {held}\n時計: {at}\n"
    "確かめてから mamoru retention settle {run} で、別の 2 人が続行を決めてください。",
    "Erasing what was kept long enough stopped with the alarm {alarm}; nothing was erased.\n"
    "Due: {due}\nHeld: {held}\nClock: {at}\n"
    "Look into it; two people then let it go on with `mamoru retention settle {run}`.",
)


def warn_officer(door: Door) -> bool:
    """Mail the alarm that stands, once; return whether a mail went out.

    Raises `MailServerSilentError`, `MailServerRefusesError`, `MailMisconfiguredError`.
    """
    if not settings.OFFICER_MAIL:
        return False
    with looking():
        row = Run.objects.filter(state=RunState.STOPPED, told_at=None).first()
        mailer = mailer_of(door.policy) if row is not None else None
    if row is None or mailer is None:
        return False
    with Line(mailer) as line:
        mail = compose(mailer, _text(row), token_hex(16), settings.OFFICER_MAIL, at=door.clock())
        is_sent = line.send(mail).state is State.SENT
    if is_sent:
        rows = Run.objects.filter(pk=row.pk)
        door.writer.run(lambda _: rows.update(told_at=door.clock()))
    return is_sent


def _text(row: Run) -> Text:
    counts = {
        name: ", ".join(f"{kind} {one[name]}" for kind, one in row.found.items())
        for name in ("due", "held")
    }
    said = {"run": row.ref, "alarm": row.alarm, "at": row.at.isoformat(), **counts}
    return Text(
        subject=Word(_SUBJECT.ja.format_map(said), _SUBJECT.en.format_map(said)),
        body=Word(_BODY.ja.format_map(said), _BODY.en.format_map(said)),
    )
