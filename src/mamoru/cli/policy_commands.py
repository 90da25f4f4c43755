"""The commands `mamoru policy …` with their arguments."""

from mamoru.cli.arguments import Commands, add, day
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
    group.command(
        "schema",
        "policy:schema",
        Word("ポリシー言語の JSON Schema を出力する", "print the language's JSON Schema"),
        default="json",
    )
    _past(group)
    _coverage(group)


def _past(group: Commands) -> None:
    """Add the commands that decide again what the ledger holds."""
    replay = group.command(
        "replay",
        "replaying:replay",
        Word(
            "台帳の取扱いを草案で判定し直し、答えの変わるものを示す",
            "decide the handlings of the ledger again under a draft, and show what would change",
        ),
        needs_tables=True,
    )
    add(
        replay,
        "file",
        told=Word("草案のファイル、- は標準入力", "file of the draft; -: standard input"),
    )
    add(replay, "--since", type=day, told=Word("この日から(日本)", "from this day on, in Japan"))
    add(replay, "--until", type=day, told=Word("この日まで(日本)", "up to this day, in Japan"))
    again = group.command(
        "again",
        "asking_again:again",
        Word(
            "台帳の一件を当時の版と法令で判定し直し、記録と比べる",
            "decide an entry of the ledger again under its own version and law, and compare",
        ),
        needs_tables=True,
    )
    add(
        again,
        "entry",
        type=int,
        told=Word("エントリの番号(0 から)", "number of the entry, from 0"),
    )


def _coverage(group: Commands) -> None:
    """Add the command that shows what stands behind each clause."""
    cover = group.command(
        "coverage",
        "covering:cover",
        Word(
            "条項ごとに、規則・入口・証拠・最後の使用・試験を示す",
            "show what stands behind each clause: rules, systems, evidence, last use, tests",
        ),
        needs_tables=True,
    )
    add(
        cover,
        "file",
        nargs="?",
        told=Word(
            "ポリシーのファイル(省略すると施行中のポリシー、- は標準入力)",
            "policy file; left out: the policy in force; -: standard input",
        ),
    )
    add(
        cover,
        "--tests",
        action="append",
        metavar="FILE",
        told=Word(
            "取扱いと期待する答えのファイル(1 行に 1 つの JSON、繰り返し可)",
            "file of handlings with expected answers, one JSON object a line; may be repeated",
        ),
    )
    add(
        cover,
        "--strict",
        action="store_true",
        told=Word(
            "規則があるのに試験のない条項か、違う答えの試験があれば 1 で終わる",
            "end with 1 where a clause with a rule has no test, or a test is answered otherwise",
        ),
    )
