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
    _diff_command(group)
    _lint(group)
    _prove(group)
    _schema(group)
    _past(group)
    _coverage(group)
    _drift(group)
    _export(group)


def _schema(group: Commands) -> None:
    group.command(
        "schema",
        "policy:schema",
        Word("ポリシー言語の JSON Schema を出力する", "print the language's JSON Schema"),
        default="json",
    )


def _diff_command(group: Commands) -> None:
    diff = group.command(
        "diff",
        "diffing:diff",
        Word(
            "二つの版で取扱いがどう変わるかを、文で示す",
            "say in sentences what changes for people between two versions",
        ),
    )
    version = "version of the policy, a file; -: standard input"
    add(diff, "old", told=Word("旧い版のファイル(- は標準入力)", f"the old {version}"))
    add(diff, "new", told=Word("新しい版のファイル(- は標準入力)", f"the new {version}"))


def _lint(group: Commands) -> None:
    lint = group.command(
        "lint",
        "linting:lint_policy",
        Word(
            "矛盾、参照の誤り、日英の不一致、法令の求める記載の不足を探す",
            "find contradictions, broken references, languages that differ, and what the law wants"
            " stated",
        ),
    )
    add(lint, "file", nargs="?", told=FILE)
    add(
        lint,
        "--at",
        metavar="DATE",
        told=Word("基準日、例 2026-04-01(既定: 今日)", "day, such as 2026-04-01 (default: today)"),
    )
    add(
        lint,
        "--severity",
        choices=("error", "warn", "info"),
        default="info",
        told=Word("表示する重さの下限(既定: info)", "least severity shown (default: info)"),
    )


def _prove(group: Commands) -> None:
    prove = group.command(
        "prove",
        "proving:prove_lines",
        Word(
            "不変条件を証明するか、反例を 1 つ示す",
            "prove invariants, or show one counterexample of each",
        ),
    )
    add(
        prove,
        "invariant",
        nargs="*",
        told=Word(
            '不変条件、例 "never entrust in not JP"(省略すると標準入力)。最後にポリシーのファイル',
            'invariants, such as "never entrust in not JP" (left out: standard input), and last a '
            "policy file",
        ),
    )
    add(
        prove,
        "--file",
        told=Word(
            "不変条件のファイル(1 行に 1 つ、# は注釈、- は標準入力)",
            "file of invariants, one a line, # for remarks; -: standard input",
        ),
    )
    add(
        prove,
        "--without-law",
        action="store_true",
        told=Word("法令を除き、ポリシーだけで調べる", "leave out the law; the policy alone"),
    )


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


def _drift(group: Commands) -> None:
    drift = group.command(
        "drift",
        "drift:drift",
        Word(
            "公開されているページがポリシーのとおりかを確かめる",
            "tell what on a published page is not as the policy says",
        ),
        needs_tables=True,
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
            "ポリシーのファイル(省略するとここで施行中のもの)",
            "policy file; left out: the one in force here",
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
