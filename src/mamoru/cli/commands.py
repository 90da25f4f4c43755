"""Every command with its arguments. Nothing is imported here that a command does not need."""

from mamoru.cli.arguments import Commands, Version, add, party, port, wish, workers
from mamoru.cli.case_commands import case_commands
from mamoru.cli.client_commands import client_commands, key_commands
from mamoru.cli.collector_commands import collector_commands
from mamoru.cli.consent_commands import consent_commands
from mamoru.cli.entrust_commands import entrust_commands
from mamoru.cli.form_commands import form_commands
from mamoru.cli.hand_commands import hand_commands
from mamoru.cli.hold_commands import hold_commands
from mamoru.cli.inquiry_commands import inquiry_commands
from mamoru.cli.joint_commands import joint_commands
from mamoru.cli.language import say
from mamoru.cli.leaving_commands import leaving_commands
from mamoru.cli.officer_commands import officer_commands
from mamoru.cli.outbox_commands import outbox_commands
from mamoru.cli.partner_commands import partner_commands
from mamoru.cli.party_commands import party_commands
from mamoru.cli.policy_commands import policy_commands
from mamoru.cli.portal_commands import portal_commands
from mamoru.cli.quarantine_commands import quarantine_commands
from mamoru.cli.record_commands import record_commands
from mamoru.cli.reminder_commands import reminder_commands
from mamoru.cli.request_commands import request_commands
from mamoru.cli.retention_commands import retention_commands
from mamoru.cli.revision_commands import revision_commands
from mamoru.cli.speech import Speaking, exit_codes
from mamoru.cli.system_commands import system_commands
from mamoru.cli.tag_commands import tag_commands
from mamoru.errors import Language
from mamoru.policy.words import Word

ABOUT = Word(
    "プライバシーポリシーを動かします。決め、行い、記録し、証明します。",
    "Makes a privacy policy run: decides, carries out, records, proves.",
)
PRIVACY = Word(
    "個人の値は引数では受け取らず、標準入力から読みます。\n"
    "引数は、同じ機械のほかの利用者やシェルの履歴から見えるためです。",
    "Values of people are read from standard input and never taken as arguments, which\n"
    "others on the machine and the shell's history can see.",
)
REF = Word("人の無作為な名前(p_…)", "random name of a person (p_...)")
LISTED = Word("コマンド", "commands")


def parser(speech: Language) -> Speaking:
    """Return the parser of the whole command line."""
    main = Speaking(
        prog="mamoru",
        speech=speech,
        description=f"{say(ABOUT, speech)}\n{say(PRIVACY, speech)}",
        epilog=exit_codes(speech),
    )
    told = say(Word("版を表示する", "show the version"), speech)
    main.add_argument("--version", action=Version, nargs=0, help=told)
    commands = Commands(main, say(LISTED, speech))
    policy_commands(commands)
    revision_commands(commands)
    _ledger(commands)
    _person(commands)
    form_commands(commands)
    collector_commands(commands)
    quarantine_commands(commands)
    consent_commands(commands)
    partner_commands(commands)
    hand_commands(commands)
    party_commands(commands)
    case_commands(commands)
    entrust_commands(commands)
    request_commands(commands)
    inquiry_commands(commands)
    record_commands(commands)
    leaving_commands(commands)
    hold_commands(commands)
    retention_commands(commands)
    joint_commands(commands)
    reminder_commands(commands)
    _whoever_comes_in(commands)
    outbox_commands(commands)
    tag_commands(commands)
    _others(commands)
    return main


def _whoever_comes_in(commands: Commands) -> None:
    system_commands(commands)
    officer_commands(commands)
    client_commands(commands)
    key_commands(commands)
    portal_commands(commands)


def _ledger(commands: Commands) -> None:
    group = commands.group("ledger", Word("台帳を確かめる", "check the ledger"))
    group.command(
        "verify",
        "ledger:verify",
        Word("台帳をすべて検証する", "verify the whole ledger from its entries up"),
        needs_tables=True,
    )
    export = group.command(
        "export",
        "ledger:export_files",
        Word(
            "C2SP の形式の静的ファイルに書き出す",
            "write the ledger as static files, C2SP tlog-tiles",
        ),
        needs_tables=True,
    )
    add(export, "directory", told=Word("書き出し先", "where to write"))
    _receipts(group)
    group.command(
        "checkpoint",
        "ledger:checkpoint",
        Word("最後に署名したチェックポイントを出力する", "print the checkpoint signed last"),
        needs_tables=True,
    )
    group.command(
        "vkey",
        "ledger:vkey",
        Word("台帳の検証鍵を出力する", "print the ledger's verifier key"),
        needs_tables=True,
    )


def _receipts(group: Commands) -> None:
    receipt = group.command(
        "receipt",
        "ledger:receipt",
        Word(
            "エントリの受領証(C2SP tlog-proof)を出力する。json では本文も含む",
            "print the receipt of an entry, C2SP tlog-proof; as json with the entry itself",
        ),
        needs_tables=True,
    )
    add(
        receipt,
        "entry",
        type=int,
        told=Word("エントリの番号(0 から)", "number of the entry, from 0"),
    )
    _check(group)


def _check(group: Commands) -> None:
    check = group.command(
        "check",
        "receipts:check",
        Word(
            "受領証または書き出した台帳を、データベースなしで確かめる",
            "check a receipt or an exported ledger, without a database",
        ),
    )
    add(
        check,
        "file",
        told=Word(
            "ledger receipt の出力、または ledger export の出力先",
            "what `ledger receipt` printed, or the directory of `ledger export`",
        ),
    )
    add(
        check,
        "--vkey",
        required=True,
        told=Word(
            "検証鍵、またはそのファイル。別の経路で入手したもの",
            "verifier key or a file of it, from another source than the receipt",
        ),
    )
    add(
        check,
        "--entry",
        told=Word(
            "エントリの本文のファイル(受領証に含まれない場合)",
            "file of the entry, if the receipt is without it",
        ),
    )


def _person(commands: Commands) -> None:
    group = commands.group("person", Word("人の情報を取り扱う", "handle people's information"))
    adding = group.command(
        "add",
        "person:add",
        Word(
            "標準入力の人(JSON の 1 つのオブジェクトか並び)を保管する",
            "store people from standard input, a JSON object or a list of them",
        ),
        needs_tables=True,
    )
    wish(adding, act="collect")
    show = group.command(
        "show", "person:show", Word("ある人の値を取り出す", "take out values of one person"),
        needs_tables=True,
    )  # fmt: skip
    add(show, "ref", told=REF)
    add(show, "--item", action="append", told=Word("項目(繰り返し可)", "an item; may be repeated"))
    wish(show, act="use")
    party(show)
    file = group.command(
        "file", "form:save_file",
        Word("ある人のファイルを取り出す", "take out a file of one person"), needs_tables=True,
    )  # fmt: skip
    add(file, "ref", told=REF)
    add(file, "file", told=Word("ファイルの名前(f_…)", "name of the file (f_...)"))
    add(file, "output", told=Word("書き出す新しいファイル", "new file to write it into"))
    wish(file, act="use")
    party(file)
    _afterwards(group)


def _afterwards(group: Commands) -> None:
    leave = group.command(
        "leave", "leaving:leave_one",
        Word(
            "退会を受け付け、法令で残すものを分け、残りを消去する(第 9 条)",
            "let one person leave: hold what the law keeps, erase the rest (clause 9)",
        ),
        needs_tables=True,
    )  # fmt: skip
    add(leave, "ref", told=REF)
    wish(leave, act="dispose")
    erase = group.command(
        "erase", "person:erase_one", Word("ある人を消去する", "erase one person"), needs_tables=True
    )
    add(erase, "ref", told=REF)
    wish(erase, act="erase")
    handlings = group.command(
        "handlings",
        "person:handlings",
        Word("ある人についての台帳の記録を示す", "show what the ledger holds about one person"),
        needs_tables=True,
    )
    add(handlings, "ref", told=REF)
    wish(handlings, act="disclose")


def _others(commands: Commands) -> None:
    serve = commands.command(
        "serve",
        "serving:serve",
        Word("画面と HTTP API を提供する", "serve the pages and the HTTP API"),
        answers=False,
    )  # fmt: skip
    add(
        serve, "--host", default="127.0.0.1",
        told=Word("待ち受けるアドレス(既定: 127.0.0.1)", "address (default: 127.0.0.1)"),
    )  # fmt: skip
    add(
        serve, "--port", type=port, default=8000,
        told=Word("ポート(既定: 8000)", "port (default: 8000)"),
    )  # fmt: skip
    add(
        serve, "--workers", type=workers,
        told=Word(
            "プロセスの数(既定: SQLite では 1、PostgreSQL では 2)",
            "processes (default: 1 on SQLite, 2 on PostgreSQL)",
        ),
    )  # fmt: skip
    add(
        serve, "--sample", action="store_true",
        told=Word("見本の人と担当者で両方の画面を試す", "try both faces with sample people"),
    )  # fmt: skip
    commands.command(
        "demo",
        "demo.start:demo",
        Word(
            "見本の人で 13 の条を順に試し、一人を消去し、台帳を検証する",
            "go through the thirteen clauses with sample people, erase one, verify the ledger",
        ),
    )
