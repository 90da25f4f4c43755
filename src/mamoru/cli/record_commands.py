"""The commands `mamoru record …` with their arguments."""

from mamoru.cli.arguments import Commands, add, day, wish
from mamoru.cli.speech import Speaking
from mamoru.policy.words import Word

REGISTERS = (
    "provision", "receipt", "related", "internal", "requests", "refusals", "identity", "complaints",
)  # fmt: skip
"""Those of the room, which is not imported for a help text."""


def record_commands(commands: Commands) -> None:
    """Add every command about the records of provision."""
    group = commands.group(
        "record",
        Word("第三者提供等の記録を扱う(第 4 条)", "keep the records of provision (clause 4)"),
    )
    group.command(
        "list", "record:list_records",
        Word("提供の記録の一覧", "list the records of provision"), needs_tables=True,
    )  # fmt: skip
    show = group.command(
        "show", "record:show_record", Word("記録を示す", "show one record"), needs_tables=True
    )
    _key(show)
    people = group.command(
        "people", "holding:people_of_record",
        Word(
            "記録に載る人を、消去された人も含めて示す。根拠 by_law が要る",
            "show who is in a record, erased people too; asks for the ground by_law",
        ),
        needs_tables=True,
    )  # fmt: skip
    _key(people)
    add(people, "--after", default="", told=Word("この名前より後から", "after this name"))
    wish(people, act="use")
    _export(group)
    _ending(group)
    person = group.command(
        "person", "record:show_person",
        Word(
            "ある人の情報を誰がいつ受け取ったかと、法定の記録を示す(個情法 33(5))",
            "show who received one person's information, and the statutory records (APPI 33(5))",
        ),
        needs_tables=True,
    )  # fmt: skip
    add(person, "ref", told=Word("人の無作為な名前(p_…)", "random name of a person (p_...)"))
    wish(person, act="disclose_records")


def _export(group: Commands) -> None:
    export = group.command(
        "export", "record:export_register",
        Word(
            "記録簿をファイルに書き出す(.csv、.xlsx、.pdf)",
            "write a register to a file, .csv, .xlsx or .pdf",
        ),
        needs_tables=True,
    )  # fmt: skip
    add(export, "file", told=Word("書き出し先", "where to write"))
    add(
        export, "--register", choices=REGISTERS, default="provision",
        told=Word(
            "記録簿: provision(個情法 29)、receipt(30)、related(31)、internal(預託・共同利用)、"
            "requests、refusals、identity(請求と拒否、本人確認)",
            "provision (APPI 29), receipt (30), related (31), internal (entrusted, shared), "
            "requests, refusals or identity (people's requests, and checks of who they are)",
        ),
    )  # fmt: skip
    add(
        export, "--language", choices=("ja", "en"), default="ja",
        told=Word("記録簿の言語(既定: ja)", "language of the register (default: ja)"),
    )  # fmt: skip
    add(
        export, "--since", type=day,
        told=Word("この日から(日本時間、例 2026-04-01)", "from this day on, in Japan"),
    )  # fmt: skip
    add(export, "--until", type=day, told=Word("この日まで", "up to and including this day"))


def _ending(group: Commands) -> None:
    group.command(
        "purge", "record:purge_records",
        Word(
            "保存期間の過ぎた記録を消去する", "delete the records whose time of keeping is over"
        ),
        needs_tables=True,
    )  # fmt: skip
    delete = group.command(
        "delete", "record:delete_record",
        Word(
            "記録を 1 件消去する。保存期間の間は認められない",
            "delete one record; refused before its time is over",
        ),
        needs_tables=True,
    )  # fmt: skip
    _key(delete)


def _key(parser: Speaking) -> None:
    add(parser, "key", told=Word("記録番号(record_…)", "name of the record (record_...)"))
