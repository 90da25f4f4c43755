"""`mamoru officer`: who signs in to the console, and what each of them may do there."""

from mamoru.cli.arguments import Commands, add
from mamoru.cli.speech import Speaking
from mamoru.policy.words import Word

ROLES = "officer, reviewer, desk, auditor, engineer"
"""As `mamoru.faces.roles` has them, whose imports need the tables."""


def officer_commands(commands: Commands) -> None:
    """Add the commands about officers."""
    group = commands.group("officer", Word("担当者を管理する", "manage who works in the console"))
    adding = group.command(
        "add", "officer:add_officer",
        Word(
            "担当者を登録し、パスワードを決めるアドレスを一度だけ表示する",
            "register an officer; the address for their password is shown this once",
        ),
        needs_tables=True,
    )  # fmt: skip
    _name(adding)
    _roles(adding)
    group.command(
        "list", "officer:list_officers", Word("担当者の一覧", "list officers"), needs_tables=True
    )
    roles = group.command(
        "roles", "officer:give_roles",
        Word("担当者の役割を改める", "give an officer other roles, in place of those before"),
        needs_tables=True,
    )  # fmt: skip
    _name(roles)
    _roles(roles)
    end = group.command(
        "end", "officer:end_officer",
        Word("担当者の登録とログインを終える", "end an officer's account and sessions"),
        needs_tables=True,
    )  # fmt: skip
    _name(end)
    again = group.command(
        "again", "officer:let_in_again",
        Word(
            "パスワードと二要素認証を消し、決め直すアドレスを表示する(本人か確かめてから)",
            "take away password and second factors, and show the address for new ones; make sure "
            "first who asks",
        ),
        needs_tables=True,
    )  # fmt: skip
    _name(again)


def _name(command: Speaking) -> None:
    add(
        command, "name", told=Word("名前(英小文字、数字、-)", "name: lower case letters, digits, -")
    )


def _roles(command: Speaking) -> None:
    add(
        command, "--role", action="append", required=True,
        told=Word(f"役割(繰り返し可): {ROLES}", f"a role; may be repeated: {ROLES}"),
    )  # fmt: skip
