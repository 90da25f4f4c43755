"""The commands `mamoru systems …` with their arguments."""

from mamoru.cli.arguments import Commands, add, wish
from mamoru.cli.speech import Speaking
from mamoru.policy.words import Word

MAP = Word("対応表のファイル(- は標準入力)", "file of the map (-: standard input)")
URL = Word(
    "データベースの URL、または URL を書いたファイルを @ファイル で",
    "URL of the database, or @FILE with a file that holds it",
)
NAME = Word("システムの名前", "name of the system")


def system_commands(commands: Commands) -> None:
    """Add every command about the company's own databases."""
    told = Word("会社のデータベースを扱う", "the company's own databases")
    group = commands.group("systems", told)
    _trying(group)
    _tracing(group)
    _forgetting(group)
    _registering(group)


def _trying(group: Commands) -> None:
    draft = group.command(
        "draft", "system:draft_map",
        Word("データベースから対応表の案を作る", "propose a map from the schema of a database"),
        needs_tables=True,
    )  # fmt: skip
    add(draft, "url", told=URL)
    add(
        draft, "--samples", action="store_true",
        told=Word(
            "値も少し調べる。取扱いとして決定され、記録される",
            "look into a few values as well, which is decided and on record",
        ),
    )  # fmt: skip
    wish(draft, act="use")
    check = group.command(
        "check", "system:check_map",
        Word(
            "対応表をデータベースと照合する。誤りがあれば終了コード 1",
            "hold a map against its database; exit code 1 where it has errors",
        ),
        needs_tables=True,
    )  # fmt: skip
    add(check, "map", told=Word(
        "対応表のファイル。登録済みのシステムはその名前だけ",
        "file of the map; of a registered system its name alone",
    ))  # fmt: skip
    add(check, "url", nargs="?", told=URL)
    group.command(
        "schema",
        "system:map_schema",
        Word("対応表の JSON Schema を出力する", "print the JSON Schema of maps, for editors"),
    )


def _tracing(group: Commands) -> None:
    trace = group.command(
        "trace", "system:trace_person",
        Word(
            "ある人のものである行と、どの関係で届いたかを示す",
            "show every row that is a person's, and along which links it came",
        ),
        needs_tables=True,
    )  # fmt: skip
    add(trace, "map", told=Word(
        "対応表のファイル。登録済みのシステムはその名前だけ",
        "file of the map; of a registered system its name alone",
    ))  # fmt: skip
    add(trace, "url", nargs="?", told=URL)
    add(
        trace, "--person", required=True, metavar="KIND:ID",
        told=Word(
            "識別子の種類と値(値を - にすると標準入力から読む)、または p_…",
            "kind and value of an identifier (-: read the value from standard input), or p_...",
        ),
    )  # fmt: skip
    wish(trace, act="disclose")


def _forgetting(group: Commands) -> None:
    forget = group.command(
        "forget", "forgetting:forget_person",
        Word(
            "ある人の行の消去を計画し、--apply で実行して読み返す",
            "plan to erase a person's rows; with --apply carry it out and read it back",
        ),
        needs_tables=True,
    )  # fmt: skip
    add(forget, "map", told=Word(
        "対応表のファイル。登録済みのシステムはその名前だけ",
        "file of the map; of a registered system its name alone",
    ))  # fmt: skip
    add(forget, "url", nargs="?", told=URL)
    add(
        forget, "--person", required=True, metavar="KIND:ID",
        told=Word(
            "識別子の種類と値(値を - にすると標準入力から読む)、または p_…",
            "kind and value of an identifier (-: read the value from standard input), or p_...",
        ),
    )  # fmt: skip
    add(
        forget, "--plan", dest="apply", action="store_false", default=False,
        told=Word("計画だけを示す(既定)", "show the plan alone (default)"),
    )  # fmt: skip
    add(
        forget, "--apply", action="store_true", told=Word("計画を実行する", "carry the plan out")
    )  # fmt: skip
    wish(forget, act="erase")
    group.command(
        "resume", "forgetting:resume_plans",
        Word(
            "途中で止まった計画を最後まで進める",
            "go on with every plan that was begun and left",
        ),
        needs_tables=True,
    )  # fmt: skip


def _registering(group: Commands) -> None:
    adding = group.command(
        "add", "system:add_system",
        Word(
            "システムを登録する。URL は封印して保管する",
            "register a system; its URL is kept sealed",
        ),
        needs_tables=True,
    )  # fmt: skip
    add(adding, "map", told=MAP)
    add(adding, "url", told=URL)
    _one(group, "list", "list_systems", Word("システムの一覧", "list systems"))
    show = Word("システムを示す", "show a system: its map, and the last check")
    _named(_one(group, "show", "show_system", show))
    versions = Word(
        "登録済みの対応表を出力するか、新しい版を登録する",
        "print the map that is registered, or register a new version",
    )
    mapping = _one(group, "map", "map_system", versions)
    _named(mapping)
    add(mapping, "map", nargs="?", told=MAP)
    gone = Word("システムの登録を外す。URL は失われる", "remove a system; its URL is gone")
    _named(_one(group, "remove", "remove_system", gone))


def _named(parser: Speaking) -> None:
    add(parser, "name", told=NAME)


def _one(group: Commands, name: str, run: str, told: Word) -> Speaking:
    return group.command(name, f"system:{run}", told, needs_tables=True)
