"""The commands `mamoru reminder …`: what is due, and mailing it to the officer."""

from argparse import Namespace
from datetime import UTC, datetime

from mamoru.cli.codes import YES
from mamoru.cli.installation import check_installed, opened_door
from mamoru.cli.language import language, say
from mamoru.cli.outbox import STATES
from mamoru.cli.output import as_json, table, tell, warn
from mamoru.outbox.letters import State
from mamoru.policy.words import Word
from mamoru.provision.reminders.matters import matters
from mamoru.provision.reminders.remind import last, officer, remind
from mamoru.provision.reminders.wording import word_of

FIELDS = ("state", "due", "matter", "clause", "count", "party", "ref")
_STATES = {"late": Word("期限切れ", "late"), "soon": Word("まもなく", "soon")}
_NOBODY = Word(
    "MAMORU_OFFICER_MAIL が設定されていないため、責任者への知らせを送りません。",
    "MAMORU_OFFICER_MAIL is not set, so the officer is reminded of nothing.",
)
_FAILED = Word(
    "最後の知らせは届いていないか、届いたか不明です: {state}({day}、{problem})",
    "The last reminder did not arrive, or may not have: {state} ({day}, {problem})",
)
_NOTHING = Word("知らせるものはありません", "nothing is to be told")
_SENT = Word("知らせた件数: {count}({state})", "matters told: {count} ({state})")


def list_matters(asked: Namespace) -> int:
    """List everything that is late or coming up."""
    check_installed()
    found = matters(datetime.now(UTC))
    if asked.format == "json":
        tell(as_json(found))
    else:
        rows = [
            [
                say(_STATES[one.state], language()),
                one.due_at.isoformat(timespec="seconds"),
                say(word_of(one.what), language()),
                one.clause,
                str(one.count),
                one.party or "-",
                one.ref or "-",
            ]
            for one in found
        ]
        tell(table(FIELDS, rows, limit=200))
    say_who_is_told()
    return YES


def send(asked: Namespace) -> int:
    """Mail the officer what is due and was not mailed yet."""
    with opened_door() as door:
        done = remind(door)
        if asked.format == "json":
            tell(as_json(done))
        elif done.state is None:
            tell(say(_NOTHING, language()))
        else:
            state = say(STATES[done.state], language())
            tell(say(_SENT, language()).format(count=done.matters, state=state))
    return YES


def say_who_is_told() -> None:
    """Warn where nobody is told what is due, or the last mail about it did not arrive."""
    if officer() is None:
        warn(say(_NOBODY, language()))
        return
    newest = last()
    if newest is not None and newest.state != State.SENT:
        warn(
            say(_FAILED, language()).format(
                state=say(STATES[State(newest.state)], language()),
                day=newest.day.isoformat(), problem=newest.problem or "-",
            )
        )  # fmt: skip
