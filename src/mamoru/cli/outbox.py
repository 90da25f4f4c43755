"""The commands `mamoru outbox send`, `list`, `resend` and `bounce`."""

from argparse import Namespace
from collections import Counter
from collections.abc import Mapping

from mamoru.cli.codes import YES
from mamoru.cli.files import STANDARD_INPUT, read_file
from mamoru.cli.installation import check_installed, opened_door
from mamoru.cli.language import language, say
from mamoru.cli.output import as_json, table, tell, warn
from mamoru.gate.door import Door
from mamoru.gate.letters import note_bounce, resend
from mamoru.gate.mail import Sent, mailer_of, send_due
from mamoru.notices.announce import announce_due
from mamoru.outbox import queries
from mamoru.outbox.bounce import LARGEST, read_bounce
from mamoru.outbox.errors import MailServerMissingError, UnknownBounceError
from mamoru.outbox.letters import State
from mamoru.policy.words import Word

STATES = {
    State.WAITING: Word("送信待ち", "waiting"),
    State.SENDING: Word("送信中", "being sent"),
    State.SENT: Word("送信済み", "sent"),
    State.REFUSED: Word("認められない", "refused"),
    State.NO_ADDRESS: Word("宛先なし", "without address"),
    State.FAILED: Word("送信できない", "failed"),
    State.BOUNCED: Word("不達", "bounced"),
    State.UNCLEAR: Word("届いたか不明", "unclear"),
    State.WITHDRAWN: Word("取りやめ", "withdrawn"),
}
_NOTHING = Word("送るものはありません", "nothing was due")
_WAIT = Word("送信待ち: {waiting}", "waiting: {waiting}")
_AGAIN = Word("再び送信待ちにした数: {waiting}", "waiting to be sent once more: {waiting}")
_TWICE = Word(
    "届いていた人には、同じメールがもう一度届くことがあります。",
    "Whoever got the letter already may get it twice.",
)
_BOUNCED = Word("不達を記録しました: {letter} ({status})", "noted as bounced: {letter} ({status})")
_KEPT = Word("何も変更していません", "nothing was changed")


def send(asked: Namespace) -> int:
    """Send what is due now, announcements included, and tell what came of it, whatever ended it."""
    with opened_door() as door:
        announce_due(door)
        done = _all_sent(door)
        waiting = queries.waiting()
        if asked.format == "json":
            tell(as_json({"states": done.states, "waiting": waiting}))
        else:
            tell(_counted(done.states) or say(_NOTHING, language()))
            tell(say(_WAIT, language()).format(waiting=waiting))
    if done.trouble:
        raise done.trouble
    return YES


def _all_sent(door: Door) -> Sent:
    """Send batch after batch; raises `MailServerMissingError`, `MailMisconfiguredError`."""
    mailer = mailer_of(door.policy)
    if mailer is None:
        raise MailServerMissingError(waiting=queries.waiting())
    states: Counter[State] = Counter()
    while True:
        done = send_due(door, mailer)
        states.update(done.states)
        if done.trouble or not done.states:
            return Sent(states=states, trouble=done.trouble)


def list_letters(asked: Namespace) -> int:
    """List every letter, with how many of its deliveries are in which state."""
    check_installed()
    found = queries.letters()
    if asked.format == "json":
        tell(as_json(found))
        return YES
    rows = [
        [one.key, one.created_at.isoformat(timespec="seconds"), one.purpose, _counted(one.totals)]
        for one in found
    ]
    tell(table(("letter", "created", "purpose", "deliveries"), rows))
    return YES


def resend_letter(asked: Namespace) -> int:
    """Let deliveries of a letter that ended be sent once more, those in the states named."""
    states = {State(state) for state in asked.state}
    with opened_door() as door:
        waiting = resend(door, asked.letter, states)
        told = {"letter": asked.letter, "waiting": waiting}
        text = say(_AGAIN, language()).format(waiting=waiting)
        tell(as_json(told) if asked.format == "json" else text)
        if waiting and State.UNCLEAR in states:
            warn(say(_TWICE, language()))
    return YES


def bounce(asked: Namespace) -> int:
    """Note that a letter came back, as a report on standard input says."""
    found = read_bounce(read_file(STANDARD_INPUT, LARGEST))
    check_installed()
    if not queries.is_known(found.token):  # seen before the door opens, which is on record
        raise UnknownBounceError
    letter: str | None = None
    if found.is_final:
        with opened_door() as door:
            letter = note_bounce(door, found)
    if asked.format == "json":
        tell(as_json({"letter": letter, "status": found.status if letter else None}))
    else:
        text = say(_BOUNCED if letter else _KEPT, language())
        tell(text.format(letter=letter, status=found.status))
    return YES


def _counted(states: Mapping[State, int]) -> str:
    """Return how many are in which state, in the order of the states."""
    return ", ".join(
        f"{say(word, language())} {states[state]}"
        for state, word in STATES.items()
        if states.get(state)
    )
