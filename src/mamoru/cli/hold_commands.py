"""The commands `mamoru hold …` with their arguments."""

from mamoru.cli.arguments import Commands, add, wish
from mamoru.policy.words import Word

NAME = Word("保存分の名前(h_…)", "name of a hold (h_...)")


def hold_commands(commands: Commands) -> None:
    """Add every command about what is kept by law."""
    group = commands.group(
        "hold", Word("法令により保存するものを扱う", "keep what the law makes the company keep")
    )
    group.command(
        "list", "holding:list_holds",
        Word("保存分の一覧(条文と末日。内容は示さない)", "list holds: article and last day"),
        needs_tables=True,
    )  # fmt: skip
    show = group.command(
        "show", "holding:show_hold",
        Word("保存分を、内容なしで示す", "show one hold, without its content"),
        needs_tables=True,
    )  # fmt: skip
    add(show, "hold", told=NAME)
    group.command(
        "find", "holding:find_holds",
        Word(
            "標準入力の識別子(JSON)を持っていた人の保存分を探す",
            "find the holds of whoever had the identifier on standard input, JSON",
        ),
        needs_tables=True,
    )  # fmt: skip
    _opening(group)
    _rules(group)


def _opening(group: Commands) -> None:
    opening = group.command(
        "open", "holding:open_one",
        Word(
            "保存分を開く。その種類と根拠 by_law が要る",
            "open a hold; asks for its kind and the ground by_law",
        ),
        needs_tables=True,
    )  # fmt: skip
    file = group.command(
        "file", "holding:save_file",
        Word(
            "保存分のファイルを取り出す。その種類と根拠 by_law が要る",
            "take out a file of a hold; asks for its kind and the ground by_law",
        ),
        needs_tables=True,
    )  # fmt: skip
    for one in (opening, file):
        add(one, "hold", told=NAME)
    add(file, "file", told=Word("ファイルの名前(f_…)", "name of the file (f_...)"))
    add(file, "output", told=Word("書き出す新しいファイル", "new file to write it into"))
    for one in (opening, file):
        add(
            one, "--kind", required=True,
            told=Word("保存の種類、例 tax", "kind of the hold, such as tax"),
        )  # fmt: skip
        wish(one, act="use")


def _rules(group: Commands) -> None:
    publish = group.command(
        "publish", "holding:publish_rules",
        Word(
            "何をどの法令で残すかのファイルを公表する",
            "publish the file that says what is kept, and under which law",
        ),
        needs_tables=True,
    )  # fmt: skip
    add(publish, "file", told=Word("保存義務のファイル", "file of rules"))
    group.command(
        "rules", "holding:list_rules",
        Word("公表した保存義務の一覧", "list the published files of rules"), needs_tables=True,
    )  # fmt: skip
