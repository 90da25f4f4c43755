"""The commands `mamoru outbox …` with their arguments."""

from mamoru.cli.arguments import Commands, add
from mamoru.policy.words import Word

REPEATABLE = ("unclear", "failed", "bounced", "no_address", "refused")
"""Those of the outbox, which is not imported for a help text."""


def outbox_commands(commands: Commands) -> None:
    """Add every command about letters."""
    group = commands.group("outbox", Word("メールを送る", "send letters"))
    group.command(
        "send",
        "outbox:send",
        Word("送信の時期が来たメールを送る", "send the letters that are due"),
        needs_tables=True,
    )
    group.command(
        "list",
        "outbox:list_letters",
        Word("メールと配信の状態の一覧", "list letters, with the states of their deliveries"),
        needs_tables=True,
    )
    _resend(group)
    group.command(
        "bounce",
        "outbox:bounce",
        Word(
            "標準入力の不達通知(RFC 3464)を記録する",
            "note a bounce (RFC 3464) from standard input",
        ),
        needs_tables=True,
    )


def _resend(group: Commands) -> None:
    again = group.command(
        "resend",
        "outbox:resend_letter",
        Word(
            "終わった配信のうち、指定した状態のものを再び送信待ちにする",
            "let deliveries that ended in the states named be sent once more",
        ),
        needs_tables=True,
    )
    add(again, "letter", told=Word("メールの名前", "key of the letter"))
    add(
        again, "--state", action="append", required=True, choices=REPEATABLE,
        told=Word(
            "状態(繰り返し可)。unclear は届いた人にもう一度届くことがある",
            "a state; may be repeated. With unclear, somebody may get it twice",
        ),
    )  # fmt: skip
