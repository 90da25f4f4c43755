"""The commands `mamoru policy …` with their arguments."""

from mamoru.cli.arguments import Commands, add
from mamoru.policy.words import Word

FILE = Word(
    "ポリシーのファイル(省略すると付属の参照ポリシー、- は標準入力)",
    "policy file; left out: the reference policy; -: standard input",
)


def policy_commands(commands: Commands) -> None:
    """Add every command about a policy."""
    group = commands.group("policy", Word("ポリシーを調べる", "look at a policy"))
    check = group.command(
        "check", "policy:check", Word("誤りを行と桁で示す", "name every error with line and column")
    )
    add(check, "file", nargs="?", told=FILE)
    show = group.command(
        "show", "policy:show", Word("条文と規則を示す", "show the text of clauses and their rules")
    )
    add(show, "file", nargs="?", told=FILE)
    add(show, "clause", nargs="?", told=Word("条項、例 4(1)", "a clause, such as 4(1)"))
    decide = group.command(
        "decide",
        "deciding:decide_lines",
        Word(
            "標準入力の取扱い(1 行に 1 つの JSON)に答える",
            "answer handlings from standard input, one JSON object a line",
        ),
        default="json",
    )
    add(decide, "file", nargs="?", told=FILE)
    ask = group.command(
        "ask",
        "deciding:ask_lines",
        Word(
            '取扱いの "?" とした項目について、認められる条件を答える',
            'answer under which conditions handlings with "?" would be allowed',
        ),
        default="json",
    )
    add(ask, "file", nargs="?", told=FILE)
    _schema(group)
    _drift(group)
    _export(group)


def _schema(group: Commands) -> None:
    group.command(
        "schema",
        "policy:schema",
        Word("ポリシー言語の JSON Schema を出力する", "print the language's JSON Schema"),
        default="json",
    )


def _drift(group: Commands) -> None:
    drift = group.command(
        "drift",
        "drift:drift",
        Word(
            "公開されているページがポリシーのとおりかを確かめる",
            "tell what on a published page is not as the policy says",
        ),
    )
    add(
        drift,
        "page",
        told=Word(
            "ページの URL、または HTML・テキスト・Markdown のファイル(- は標準入力)",
            "address of the page, or a file of HTML, text or Markdown; -: standard input",
        ),
    )
    add(
        drift,
        "file",
        nargs="?",
        told=Word(
            "ポリシーのファイル(省略すると施行中のもの)", "policy file; left out: the one in force"
        ),
    )
    add(
        drift,
        "--language",
        choices=("ja", "en", "both"),
        told=Word(
            "比べる言語(省略するとページの言語)", "which texts to compare; left out: those it shows"
        ),
    )


def _export(group: Commands) -> None:
    export = group.command(
        "export",
        "exporting:export",
        Word(
            "W3C DPV または ODRL の JSON-LD として出力する",
            "print a policy as JSON-LD in the terms of W3C DPV or ODRL",
        ),
        default="json",
    )
    add(
        export,
        "--as",
        dest="form",
        choices=("dpv", "odrl"),
        required=True,
        told=Word("語彙: dpv か odrl", "the vocabulary: dpv or odrl"),
    )
    add(export, "file", nargs="?", told=FILE)
