"""The commands `mamoru joint …` with their arguments."""

from mamoru.cli.arguments import Commands, add
from mamoru.policy.words import Word


def joint_commands(commands: Commands) -> None:
    """Add every command about joint use."""
    group = commands.group("joint", Word("共同利用する(第 6 条)", "use jointly (clause 6)"))
    group.command(
        "publish", "joint:publish_statement",
        Word(
            "標準入力の公表文(JSON)を確かめて公表する",
            "check and publish a statement of joint use from standard input, JSON",
        ),
        needs_tables=True,
    )  # fmt: skip
    group.command(
        "list", "joint:list_statements",
        Word("公表した公表文の一覧", "list the statements that were published"), needs_tables=True,
    )  # fmt: skip
    show = group.command(
        "show", "joint:show_statement",
        Word("適用中の公表文を示す", "show the statement that is in force"), needs_tables=True,
    )  # fmt: skip
    add(show, "key", told=Word("共同利用の名前", "key of the joint use"))
    group.command(
        "feed", "joint:add_feed",
        Word(
            "標準入力の内容(JSON)で提携先のフィードを設ける",
            "set up the feed of a partner as standard input says, JSON",
        ),
        needs_tables=True,
    )  # fmt: skip
    group.command(
        "feeds", "joint:list_feeds", Word("フィードの一覧", "list the feeds"), needs_tables=True
    )
    end = group.command(
        "end", "joint:end_feed",
        Word("フィードを終える", "end a feed; nothing more is given by it"), needs_tables=True,
    )  # fmt: skip
    add(end, "feed", told=Word("フィードの名前(feed_…)", "name of the feed (feed_...)"))
