"""The commands `mamoru hand …` with their arguments."""

from mamoru.cli.arguments import Commands, add, reference
from mamoru.cli.speech import Speaking
from mamoru.policy.words import Word

ACTS = ("provide", "entrust", "share")
FORMS = ("csv", "jsonl", "parquet")
CIPHERS = ("age", "openpgp")
"""Those of the room, which is not imported for a help text."""


def hand_commands(commands: Commands) -> None:
    """Add every command about handing over."""
    group = commands.group(
        "hand",
        Word(
            "提供・預託・共同利用のために引き渡す(第 4~6 条)",
            "hand over: provide, entrust, share (clauses 4 to 6)",
        ),
    )
    _plan(group)
    _make(group)
    _deliver(group)
    _end(group)
    _look(group)


def _plan(group: Commands) -> None:
    plan = group.command(
        "plan", "handing:plan_hand_over",
        Word(
            "引渡しを計画する。何人に認められるかと、伏せた見本を示す",
            "plan a hand-over: show of how many it is allowed, and a masked sample",
        ),
        needs_tables=True,
    )  # fmt: skip
    add(plan, "party", told=Word("提供先(party_…)", "the party (party_...)"))
    add(
        plan, "--item", action="append", required=True,
        told=Word("項目(繰り返し可)", "an item; may be repeated"),
    )  # fmt: skip
    add(
        plan, "--act", choices=ACTS, default="provide",
        told=Word("行為(既定: provide)", "the act (default: provide)"),
    )  # fmt: skip
    add(plan, "--purpose", told=Word("利用目的、例 2(1)a", "purpose, such as 2(1)a"))
    add(
        plan, "--ground", action="append", default=[], metavar="FACT[=REFERENCE]",
        told=Word(
            "根拠と、証拠の所在(繰り返し可)",
            "a ground, and where its evidence is kept; may be repeated",
        ),
    )  # fmt: skip
    add(
        plan, "--people", metavar="FILE",
        told=Word(
            "対象の人(1 行に 1 つの p_…)。なければ全員",
            "refs of those it is about, one a line; without it, everybody",
        ),
    )  # fmt: skip
    _form(plan)
    _officer(plan)


def _form(plan: Speaking) -> None:
    add(
        plan, "--as", dest="form", choices=FORMS, default="csv",
        told=Word("ファイルの形式(既定: csv)", "format of the files (default: csv)"),
    )  # fmt: skip
    add(
        plan, "--cipher", choices=CIPHERS, default="age",
        told=Word("暗号の方式(既定: age)", "how it is sealed (default: age)"),
    )  # fmt: skip
    add(
        plan, "--days", type=int, default=7,
        told=Word("受け取れる日数(既定: 7)", "days for which it can be taken (default: 7)"),
    )  # fmt: skip
    add(
        plan, "--acknowledge-days", type=int, default=14,
        told=Word(
            "引渡しから受領の確認までの日数(既定: 14)",
            "days within which the recipient has to acknowledge it (default: 14)",
        ),
    )  # fmt: skip


def _make(group: Commands) -> None:
    approve = group.command(
        "approve", "handing:approve_hand_over",
        Word(
            "同意に基づかない引渡しを、計画した人とは別の者が承認する",
            "approve a hand-over that does not rest on consent, as somebody else",
        ),
        needs_tables=True,
    )  # fmt: skip
    _hand(approve)
    add(
        approve, "--key-file", required=True, metavar="FILE",
        told=Word("承認する者の鍵のファイル", "file with the key of whoever decides"),
    )  # fmt: skip
    make = group.command(
        "make", "handing:make_package",
        Word(
            "一人ずつ判断し、暗号化し、署名する。中断しても続きから作る",
            "decide person by person, seal and sign; goes on where it was interrupted",
        ),
        needs_tables=True,
    )  # fmt: skip
    _hand(make)


def _deliver(group: Commands) -> None:
    link = group.command(
        "link", "handing:link_package",
        Word(
            "一度だけ受け取れるリンクを出す。表示は一度だけ",
            "make a link that takes the package once; it is shown this once",
        ),
        needs_tables=True,
    )  # fmt: skip
    _hand(link)
    mail = group.command(
        "mail", "handing:mail_package_link",
        Word(
            "新しいリンクを相手の連絡先へメールで送る",
            "mail a new link to the contact of the party",
        ),
        needs_tables=True,
    )  # fmt: skip
    _hand(mail)
    send = group.command(
        "send", "handing:send_package",
        Word(
            "標準入力の送り先(JSON)の SFTP または S3 へ送る",
            "send the package to the SFTP or S3 server on standard input, JSON",
        ),
        needs_tables=True,
    )  # fmt: skip
    _hand(send)
    acknowledge = group.command(
        "acknowledge", "handing:acknowledge_package",
        Word("受け取ったとの相手の返事を記す", "note that the recipient has it"),
        needs_tables=True,
    )  # fmt: skip
    _hand(acknowledge)
    add(
        acknowledge, "--reference", required=True, type=reference,
        told=Word("返事の所在", "where the recipient's word is kept"),
    )  # fmt: skip


def _end(group: Commands) -> None:
    revoke = group.command(
        "revoke", "handing:revoke_hand_over",
        Word("引渡しを取り消し、パッケージを破棄する", "call it back, and destroy its package"),
        needs_tables=True,
    )  # fmt: skip
    _hand(revoke)
    add(
        revoke, "--reason", required=True, type=reference,
        told=Word("理由の所在", "where the reason is kept"),
    )  # fmt: skip


def _look(group: Commands) -> None:
    show = group.command(
        "show", "handing:show_hand_over",
        Word("引渡しの状況を示す", "show how far a hand-over came"), needs_tables=True,
    )  # fmt: skip
    _hand(show)
    listed = group.command(
        "list", "handing:list_hand_overs", Word("引渡しの一覧", "list hand-overs"),
        needs_tables=True,
    )  # fmt: skip
    add(listed, "--party", told=Word("提供先(party_…)", "the party (party_...)"))
    group.command(
        "keys", "handing:show_keys",
        Word(
            "受け取る側が必要とする公開鍵を示す", "show the public keys that recipients need"
        ),
        needs_tables=True,
    )  # fmt: skip
    check = group.command(
        "check", "package_check:check_package",
        Word(
            "受け取ったパッケージの署名とファイルを、データベースなしで確かめる",
            "check the signature and the files of a package, without a database",
        ),
    )  # fmt: skip
    add(check, "folder", told=Word("展開したフォルダー", "the folder it was unpacked into"))
    add(
        check, "--vkey", required=True,
        told=Word("検証鍵。別の経路で入手したもの", "verifier key, from another source"),
    )  # fmt: skip


def _hand(parser: Speaking) -> None:
    add(parser, "hand", told=Word("引渡しの名前(hand_…)", "the hand-over (hand_...)"))


def _officer(parser: Speaking) -> None:
    add(
        parser, "--officer", required=True,
        told=Word("担当者の名前(英小文字、数字、-)", "which officer: a to z, digits, -"),
    )  # fmt: skip
