"""The commands `mamoru partner …` with their arguments."""

from mamoru.cli.arguments import Commands, add, day, reference
from mamoru.cli.speech import Speaking
from mamoru.policy.words import Word

ITEMS = ("name", "address", "representative")
METHODS = ("declaration", "document", "recorded")
"""Those of the room, which is not imported for a help text."""


def partner_commands(commands: Commands) -> None:
    """Add every command about partners and their deliveries."""
    group = commands.group(
        "partner", Word("提携先から受領する(第 1 条(3))", "receive from partners (clause 1(3))")
    )
    _register(group)
    _deliveries(group)
    export = group.command(
        "export",
        "partner:export_records",
        Word(
            "受領の記録(個情法 30)をファイルに書き出す(.csv または .jsonl)",
            "write the records of receipt (APPI 30) to a file, .csv or .jsonl",
        ),
        needs_tables=True,
    )
    add(export, "file", told=Word("書き出し先", "where to write"))


def _register(group: Commands) -> None:
    group.command(
        "add", "partner:add_partner",
        Word("標準入力の提携先(JSON)を登録する", "register a partner from standard input, JSON"),
        needs_tables=True,
    )  # fmt: skip
    change = group.command(
        "change", "partner:change_partner",
        Word(
            "標準入力の変更(JSON)を記す。変わった項目は改めて確認する",
            "note changes from standard input, JSON; what changed is to be confirmed anew",
        ),
        needs_tables=True,
    )  # fmt: skip
    _key(change)
    confirm = group.command(
        "confirm", "partner:confirm_partner",
        Word("確認した項目を記す", "note which items were confirmed"), needs_tables=True,
    )  # fmt: skip
    _key(confirm)
    _confirmation(confirm)
    origin = group.command(
        "origin", "partner:add_origin_of",
        Word(
            "標準入力の取得の経緯(JSON)を記す",
            "note how the partner got what it delivers, from standard input, JSON",
        ),
        needs_tables=True,
    )  # fmt: skip
    _key(origin)
    group.command(
        "list", "partner:list_partners", Word("提携先の一覧", "list partners"), needs_tables=True
    )
    show = group.command(
        "show", "partner:show_partner",
        Word("提携先と確認の状況を示す", "show a partner and what is confirmed of it"),
        needs_tables=True,
    )  # fmt: skip
    _key(show)


def _confirmation(confirm: Speaking) -> None:
    add(
        confirm, "--item", action="append", required=True, choices=ITEMS,
        told=Word("確認した項目(繰り返し可)", "an item that was confirmed; may be repeated"),
    )  # fmt: skip
    add(
        confirm, "--method", required=True, choices=METHODS,
        told=Word("確認の方法", "how it was confirmed"),
    )  # fmt: skip
    add(
        confirm, "--evidence", required=True, metavar="REFERENCE", type=reference,
        told=Word("証拠の所在", "where the evidence is kept"),
    )  # fmt: skip
    add(
        confirm, "--on", required=True, metavar="DAY", type=day,
        told=Word("確認した日、例 2026-11-23", "the day of it, such as 2026-11-23"),
    )  # fmt: skip


def _deliveries(group: Commands) -> None:
    deliver = group.command(
        "deliver", "delivery:deliver_file",
        Word(
            "納品ファイルを受け入れる。確認が足りなければ認められない",
            "receive a delivery; refused while something is not confirmed",
        ),
        needs_tables=True,
    )  # fmt: skip
    _key(deliver)
    add(deliver, "origin", told=Word("取得の経緯の名前", "key of the origin"))
    add(
        deliver, "file",
        told=Word("ファイル(CSV、JSON Lines、Parquet。- は標準入力)",
                  "the file: CSV, JSON Lines or Parquet; -: standard input"),
    )  # fmt: skip
    add(
        deliver, "--mapping", required=True, metavar="FILE",
        told=Word("列の対応表", "the mapping of the columns"),
    )  # fmt: skip
    add(
        deliver, "--sha256",
        told=Word("提供元が示した SHA-256", "the SHA-256 that the partner names for the file"),
    )  # fmt: skip
    _afterwards(group)


def _afterwards(group: Commands) -> None:
    resume = group.command(
        "resume", "delivery:resume",
        Word("中断した受け入れを続ける", "go on with a delivery that was interrupted"),
        needs_tables=True,
    )  # fmt: skip
    _delivery(resume)
    report = group.command(
        "report", "delivery:report_delivery",
        Word(
            "受け入れた数と、受け入れなかった行とその理由を示す",
            "show what was accepted, and which rows were not, with the reasons",
        ),
        needs_tables=True,
    )  # fmt: skip
    _delivery(report)
    group.command(
        "deliveries", "delivery:list_deliveries", Word("納品の一覧", "list deliveries"),
        needs_tables=True,
    )  # fmt: skip


def _key(parser: Speaking) -> None:
    add(parser, "key", told=Word("提携先の名前", "key of the partner"))


def _delivery(parser: Speaking) -> None:
    add(parser, "delivery", told=Word("納品の名前(d-…)", "key of the delivery (d-...)"))
