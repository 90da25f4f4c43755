"""The commands `mamoru consent …` with their arguments."""

from mamoru.cli.arguments import Commands, add, day, reference
from mamoru.cli.speech import Speaking
from mamoru.policy.words import Word

KINDS = ("consent", "opt_in", "agreement")
CHANNELS = ("web", "app", "paper", "mail", "phone", "counter")
MEDIA = ("text/plain", "text/html", "text/markdown")
"""Those of the room, which is not imported for a help text."""
_REF = Word("人の無作為な名前(p_…)", "random name of a person (p_...)")
_CHOICE = Word("選択の識別子(c_…)", "reference of the choice (c_...)")
_NAME = Word("通知の名前", "name of the notice")
_PURPOSE = Word("利用目的、例 2(1)a", "purpose, such as 2(1)a")
_RECIPIENT = Word("提供先", "who receives it")
_SHOWN = Word("事前に示した通知の識別子(s_…)", "the notice shown before (s_...)")
_LANGUAGE = Word("通知の言語", "language of the notice")
_CHANNEL = Word("通知を示す場所(既定: web)", "where the notice is shown (default: web)")


def consent_commands(commands: Commands) -> None:
    """Add every command about notices and choices."""
    group = commands.group(
        "consent", Word("通知と本人の選択を記録する", "record notices and people's choices")
    )
    _notices(group.group("notice", Word("通知を管理する", "manage notices")))
    _give(group)
    _refuse(group)
    _look(group)
    _check(group)


def _notices(group: Commands) -> None:
    adding = group.command(
        "add", "noticing:add_notice",
        Word(
            "標準入力の文を、示すとおりの通知として登録する",
            "register the text on standard input as a notice, exactly as it is shown",
        ),
        needs_tables=True,
    )  # fmt: skip
    _registered(adding)
    group.command(
        "list", "noticing:list_notices",
        Word("通知と、示してよいかの一覧", "list notices, and whether they may still be shown"),
        needs_tables=True,
    )  # fmt: skip
    show = group.command(
        "show", "noticing:show_notice", Word("現行の通知を表示する", "print the current notice"),
        needs_tables=True,
    )  # fmt: skip
    add(show, "name", told=_NAME)
    _displayed(show)
    shown = group.command(
        "shown", "noticing:notice_shown",
        Word(
            "現行の通知を示したことを記録し、識別子を表示する",
            "record that the current notice was shown, and print the reference",
        ),
        needs_tables=True,
    )  # fmt: skip
    add(shown, "name", told=_NAME)
    _displayed(shown)
    add(
        shown, "--ref",
        told=Word("示した相手(まだ分からなければ省く)", "whom to; left out while it is not known"),
    )  # fmt: skip


def _registered(adding: Speaking) -> None:
    add(adding, "name", told=_NAME)
    add(
        adding, "--notice-version", required=True,
        told=Word("通知の版", "version of the notice"),
    )  # fmt: skip
    add(adding, "--language", required=True, choices=("ja", "en"), told=_LANGUAGE)
    add(adding, "--channel", default="web", choices=CHANNELS, told=_CHANNEL)
    add(
        adding, "--media", default="text/plain", choices=MEDIA,
        told=Word("文の種類(既定: text/plain)", "type of the text (default: text/plain)"),
    )  # fmt: skip
    add(
        adding, "--purpose", action="append", default=[],
        told=Word("通知が示す利用目的(繰り返し可)", "a purpose it names; may be repeated"),
    )  # fmt: skip
    add(
        adding, "--recipient", action="append", default=[],
        told=Word("通知が示す提供先(繰り返し可)", "a recipient it names; may be repeated"),
    )  # fmt: skip


def _displayed(parser: Speaking) -> None:
    add(parser, "--language", default="ja", choices=("ja", "en"), told=_LANGUAGE)
    add(parser, "--channel", default="web", choices=CHANNELS, told=_CHANNEL)


def _give(group: Commands) -> None:
    give = group.command(
        "give", "choosing:give",
        Word("本人の同意を記録する", "record that a person says yes"), needs_tables=True,
    )  # fmt: skip
    add(give, "ref", told=_REF)
    add(
        give, "--kind", default="consent", choices=KINDS,
        told=Word("選択の種類(既定: consent)", "kind of choice (default: consent)"),
    )  # fmt: skip
    _scope(give)
    _conditions(give)
    add(
        give, "--ground", action="append", default=[], metavar="FACT[=REFERENCE]",
        told=Word(
            "記録する根拠と、証拠の所在(繰り返し可)",
            "a ground for taking it down, and where its evidence is kept; may be repeated",
        ),
    )  # fmt: skip
    add(
        give, "--as", dest="category", default="supplied",
        told=Word(
            "選択を記録する情報の種類(既定: supplied)",
            "category that taking it down belongs to (default: supplied)",
        ),
    )  # fmt: skip


def _conditions(give: Speaking) -> None:
    add(
        give, "--foreign", action="store_true",
        told=Word(
            "外国の制度等の情報を事前に示した",
            "the person was told beforehand of country, system and measures",
        ),
    )  # fmt: skip
    add(
        give, "--guardian", type=reference,
        told=Word(
            "法定代理人の確認記録の所在(代理人が同意したとき)",
            "where it is kept who the guardian is, if a guardian said yes",
        ),
    )  # fmt: skip
    add(give, "--until", type=day, told=Word("同意が終わる日", "the day on which it ends"))
    add(give, "--shown", told=_SHOWN)


def _scope(parser: Speaking) -> None:
    add(parser, "--purpose", told=_PURPOSE)
    add(parser, "--recipient", told=_RECIPIENT)
    add(parser, "--data", told=Word("情報の種類", "category of information"))
    add(parser, "--sensitive", told=Word("機微情報の種類", "kind of sensitive information"))


def _refuse(group: Commands) -> None:
    refuse = group.command(
        "refuse", "choosing:refuse",
        Word("本人の拒否を記録する", "record that a person says no"), needs_tables=True,
    )  # fmt: skip
    add(refuse, "ref", told=_REF)
    _scope(refuse)
    add(
        refuse, "--gpc", action="store_true",
        told=Word(
            "ブラウザの信号(Global Privacy Control)による",
            "the browser's signal says it, Global Privacy Control",
        ),
    )  # fmt: skip
    add(refuse, "--shown", told=_SHOWN)
    withdraw = group.command(
        "withdraw", "choosing:take_back",
        Word("選択を撤回する", "take a choice back"), needs_tables=True,
    )  # fmt: skip
    add(withdraw, "ref", told=_REF)
    add(withdraw, "reference", told=_CHOICE)


def _look(group: Commands) -> None:
    history = group.command(
        "history", "choosing:tell_history",
        Word("本人の選択をすべて示す", "show everything that a person chose and took back"),
        needs_tables=True,
    )  # fmt: skip
    add(history, "ref", told=_REF)
    receipt = group.command(
        "receipt", "choosing:give_receipt",
        Word(
            "選択の受領証(JSON-LD)を出力する。本人に渡すもの",
            "print the receipt of a choice, JSON-LD, which is for the person",
        ),
        needs_tables=True,
    )  # fmt: skip
    add(receipt, "ref", told=_REF)
    add(receipt, "reference", told=_CHOICE)


def _check(group: Commands) -> None:
    check = group.command(
        "check", "consent_check:check_file",
        Word(
            "選択の受領証を、データベースなしで確かめる",
            "check the receipt of a choice, without a database",
        ),
    )  # fmt: skip
    add(
        check, "file",
        told=Word("consent receipt の出力", "what `consent receipt` printed"),
    )  # fmt: skip
    add(
        check, "--vkey", required=True,
        told=Word(
            "台帳の検証鍵、またはそのファイル。別の経路で入手したもの",
            "the ledger's verifier key or a file of it, from another source than the receipt",
        ),
    )  # fmt: skip
