"""The commands `mamoru form …` with their arguments."""

from mamoru.cli.arguments import Commands, add
from mamoru.cli.speech import Speaking
from mamoru.policy.words import Word


def form_commands(commands: Commands) -> None:
    """Add every command about forms."""
    group = commands.group("form", Word("様式で受け付ける", "take in what people hand in"))
    adding = group.command(
        "add", "form:add_form",
        Word("様式のファイルを登録する", "register the file of a form"),
        needs_tables=True,
    )  # fmt: skip
    add(
        adding, "file",
        told=Word("様式のファイル。- は標準入力", "file of the form; - is standard input"),
    )  # fmt: skip
    group.command(
        "list", "form:list_forms",
        Word(
            "様式の一覧と、受け付けているかどうか",
            "list the forms, and whether they take submissions",
        ),
        needs_tables=True,
    )  # fmt: skip
    show = group.command(
        "show", "form:show_form",
        Word("最後に登録した版のファイルを出力する", "print the file that was registered last"),
        needs_tables=True,
    )  # fmt: skip
    _name(show)
    retire = group.command(
        "retire", "form:retire_form",
        Word("様式の受け付けを終える", "let a form take no submissions any more"),
        needs_tables=True,
    )  # fmt: skip
    _name(retire)
    _submit(group)


def _submit(group: Commands) -> None:
    submit = group.command(
        "submit", "form:submit_form",
        Word(
            "標準入力の提出内容(JSON)を受け付ける", "hand in a submission, JSON on standard input"
        ),
        needs_tables=True,
    )  # fmt: skip
    _name(submit)
    add(
        submit, "--file", action="append", default=[], metavar="FIELD=PATH",
        told=Word(
            "欄に添えるファイル(繰り返し可)", "a file for a field; may be repeated"
        ),
    )  # fmt: skip


def _name(parser: Speaking) -> None:
    add(parser, "name", told=Word("様式の名前", "name of the form"))
