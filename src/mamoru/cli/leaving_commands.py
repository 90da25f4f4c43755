"""The commands `mamoru leaving …` with their arguments."""

from mamoru.cli.arguments import Commands, add, reference
from mamoru.cli.speech import Speaking
from mamoru.policy.words import Word

NAME = Word("退会の名前(leaving_…)", "name of a leaving (leaving_...)")
TOLD = Word("依頼の名前(told_…)", "name of what they were told (told_...)")


def leaving_commands(commands: Commands) -> None:
    """Add every command about people who leave."""
    group = commands.group("leaving", Word("退会を見届ける(第 9 条)", "follow those who leave"))
    listing = group.command(
        "list", "leaving:list_leavings",
        Word("退会と、その進み具合の一覧", "list leavings, and how far each came"),
        needs_tables=True,
    )  # fmt: skip
    add(
        listing, "--open", action="store_true",
        told=Word("終わっていないものだけ", "only those that still owe something"),
    )  # fmt: skip
    _one(group, "show", "show_leaving", Word("退会を示す", "show one leaving"))
    _one(
        group, "go-on", "go_on",
        Word("止まっている退会を進める", "go on with a leaving that waits"),
    )  # fmt: skip
    _accounts(group)
    certificate = _one(
        group, "certificate", "write_certificate",
        Word(
            "退会の証明書を出力する。台帳の証明を含む",
            "print the certificate of a leaving, with proof from the ledger",
        ),
    )  # fmt: skip
    certificate.set_defaults(format="json")
    _recipients(group)
    _check(group)


def _one(group: Commands, name: str, run: str, told: Word) -> Speaking:
    found = group.command(name, f"leaving:{run}", told, needs_tables=True)
    add(found, "leaving", told=NAME)
    return found


def _accounts(group: Commands) -> None:
    told = Word(
        "どの行が退会者のものかを、すべて指定する。根拠がなければ、候補の行を示す",
        "say of every account in question whose it is; without a reference, show them",
    )
    settled = _one(group, "accounts", "settle_accounts", told)
    for name, word in (
        ("--theirs", Word("退会者のもの(acc_…、繰り返し可)", "theirs (acc_...); may be repeated")),
        ("--other", Word("退会者のものでないもの(繰り返し可)", "not theirs; may be repeated")),
    ):
        add(settled, name, action="append", metavar="ACCOUNT", told=word)
    add(settled, "--reference", type=reference, told=Word("証拠の所在", "where that is shown"))


def _recipients(group: Commands) -> None:
    letter = group.command(
        "letter", "leaving:show_letter",
        Word("提供先への依頼の文面を示す", "show the letter to a recipient"), needs_tables=True,
    )  # fmt: skip
    add(letter, "told", told=TOLD)
    told = group.command(
        "told", "leaving:note_told",
        Word(
            "提供先に別の手段で依頼したことを記録する",
            "note that a recipient was told by other means",
        ),
        needs_tables=True,
    )  # fmt: skip
    add(told, "told", told=TOLD)
    confirm = group.command(
        "confirm", "leaving:confirm_erased",
        Word("提供先が消去したことを記録する", "note that a recipient erased what they had"),
        needs_tables=True,
    )  # fmt: skip
    add(confirm, "told", told=TOLD)
    add(
        confirm, "--shown", required=True, type=reference,
        told=Word("確認の所在、例 mail:77", "where their word is kept, such as mail:77"),
    )  # fmt: skip


def _check(group: Commands) -> None:
    check = group.command(
        "check", "leaving_check:check_file",
        Word(
            "退会の証明書を、データベースなしで確かめる",
            "check the certificate of a leaving, without a database",
        ),
    )  # fmt: skip
    add(check, "file", told=Word("証明書のファイル", "file of the certificate"))
    add(
        check, "--vkey", required=True,
        told=Word(
            "検証鍵、またはそのファイル。別の経路で入手したもの",
            "verifier key or a file of it, from another source than the certificate",
        ),
    )  # fmt: skip
