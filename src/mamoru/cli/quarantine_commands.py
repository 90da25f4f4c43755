"""The commands `mamoru quarantine …` with their arguments."""

from mamoru.cli.arguments import Commands, add, wish
from mamoru.cli.speech import Speaking
from mamoru.policy.words import Word


def quarantine_commands(commands: Commands) -> None:
    """Add every command about what may be sensitive."""
    group = commands.group(
        "quarantine", Word("機微情報の隔離を扱う", "settle what may be sensitive information")
    )
    group.command(
        "list", "quarantine:list_waiting",
        Word("隔離中の項目の一覧(消去の早い順)", "list what waits, the next to be purged first"),
        needs_tables=True,
    )  # fmt: skip
    show = group.command(
        "show", "quarantine:show",
        Word("内容を確認する。確認も記録される", "look at one; that it was seen is recorded"),
        needs_tables=True,
    )  # fmt: skip
    _ref(show)
    claim = group.command(
        "claim", "quarantine:claim",
        Word("例外の証拠を示して取得する", "collect one under an exception, with its evidence"),
        needs_tables=True,
    )  # fmt: skip
    _ref(claim)
    wish(claim, act="collect")
    clear = group.command(
        "clear", "quarantine:clear",
        Word("機微情報ではないものを取得する", "collect one that is not sensitive after all"),
        needs_tables=True,
    )  # fmt: skip
    _ref(clear)
    wish(clear, act="collect")
    purge = group.command(
        "purge", "quarantine:purge", Word("ひとつを今すぐ消去する", "purge one now"),
        needs_tables=True,
    )  # fmt: skip
    _ref(purge)


def _ref(parser: Speaking) -> None:
    add(parser, "ref", told=Word("隔離中の項目の名前(q_…)", "name of a quarantined item (q_...)"))
