"""The commands `mamoru reminder …` with their arguments."""

from mamoru.cli.arguments import Commands
from mamoru.policy.words import Word


def reminder_commands(commands: Commands) -> None:
    """Add every command about reminders."""
    group = commands.group(
        "reminder", Word("期限の来るものを責任者に知らせる", "remind the officer of what is due")
    )
    group.command(
        "list", "reminder:list_matters",
        Word(
            "期限を過ぎたものと、1 か月以内に期限が来るものの一覧",
            "list what is late, and what comes up within a month",
        ),
        needs_tables=True,
    )  # fmt: skip
    group.command(
        "send", "reminder:send",
        Word(
            "まだ知らせていないものを責任者にメールで知らせる",
            "mail the officer what is due and was not told yet",
        ),
        needs_tables=True,
    )  # fmt: skip
