"""The commands `mamoru collector …` with their arguments."""

from mamoru.cli.arguments import Commands, add, day, wish
from mamoru.policy.words import Word


def collector_commands(commands: Commands) -> None:
    """Add every command about what is observed as services are used."""
    group = commands.group(
        "collector", Word("自動的な取得(イベント)を扱う", "collect events as services are used")
    )
    declare = group.command(
        "declare", "collector:declare_events",
        Word(
            "取得してよいイベントの定義のファイルを登録する",
            "register the file that says which events may be collected",
        ),
        needs_tables=True,
    )  # fmt: skip
    add(declare, "file", told=Word("定義のファイル(YAML)", "file of declarations, YAML"))
    group.command(
        "declarations", "collector:list_declarations",
        Word("登録された定義の版の一覧", "list the versions of the declarations"),
        needs_tables=True,
    )  # fmt: skip
    _reading(group)
    group.command(
        "keep", "collector:keep_events",
        Word(
            "古い日のイベントをファイルに移し、期限の過ぎたものと消去された人の分を除く",
            "move older days into files; remove what ended, and what belonged to erased people",
        ),
        needs_tables=True,
    )  # fmt: skip


def _reading(group: Commands) -> None:
    history = group.command(
        "history", "collector:show_history",
        Word("ある人のイベントを目的を示して読む", "read the events of one person for a purpose"),
        needs_tables=True,
    )  # fmt: skip
    add(history, "ref", told=Word("人の無作為な名前(p_…)", "random name of a person (p_...)"))
    wish(history, act="use")
    read = group.command(
        "day", "collector:show_day",
        Word("ある日のイベントを目的を示して読む", "read the events of a day for a purpose"),
        needs_tables=True,
    )  # fmt: skip
    add(read, "day", type=day, told=Word("日(例 2026-11-24)", "a day, such as 2026-11-24"))
    wish(read, act="use")
