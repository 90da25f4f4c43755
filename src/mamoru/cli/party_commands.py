"""The commands `mamoru party …` with their arguments."""

from mamoru.cli.arguments import Commands, add, reference
from mamoru.cli.speech import Speaking
from mamoru.policy.words import Word

KINDS = (
    "third_party", "contractor", "joint_user", "successor", "state_body", "ad_distributor",
)  # fmt: skip
KEY_KINDS = ("age", "openpgp")
"""Those of the rooms, which are not imported for a help text."""


def party_commands(commands: Commands) -> None:
    """Add every command about recipients."""
    group = commands.group("party", Word("提供先を登録する", "register recipients"))
    _one(
        group, "add", "add_party",
        Word("標準入力の提供先(JSON)を登録する", "register a recipient from standard input, JSON"),
    )  # fmt: skip
    changes = Word("標準入力の変更(JSON)を記す", "note changes from standard input, JSON")
    ref(_one(group, "change", "change_party", changes))
    kinds = _one(group, "list", "list_parties", Word("提供先の一覧", "list recipients"))
    add(kinds, "--kind", choices=KINDS, told=Word("提供先の種類", "kind of recipient"))
    lacks = Word(
        "提供先と、受け取るために足りないものを示す",
        "show a recipient, and what it still lacks",
    )
    ref(_one(group, "show", "show_party", lacks))
    versions = Word("提供先のすべての版を示す", "show every version of a recipient")
    ref(_one(group, "history", "history_of", versions))
    _states(group)
    _keys(group)
    _papers(group)
    _files(group)


def ref(parser: Speaking) -> None:
    """Add the argument that names a recipient."""
    add(parser, "ref", told=Word("提供先(party_…)", "the recipient (party_...)"))


def reason(parser: Speaking) -> None:
    """Add the argument that says where it is kept why."""
    add(
        parser, "--reason", required=True, metavar="REFERENCE", type=reference,
        told=Word("理由の所在", "where it is kept why"),
    )  # fmt: skip


def _states(group: Commands) -> None:
    for name, told in (
        ("suspend", Word("提供先への提供を止める", "let a recipient receive nothing for now")),
        ("resume", Word("提供先への提供を再開する", "let a suspended recipient receive again")),
        ("end", Word("提供先の登録を終える", "end a recipient for good")),
    ):
        command = _one(group, name, f"{name}_party", told)
        ref(command)
        reason(command)
    told = Word(
        "提供先が他の提供先に統合されたことを記す", "note that a recipient became part of another"
    )
    merge = _one(group, "merge", "merge_party", told)
    ref(merge)
    add(merge, "into", told=Word("統合後の提供先(party_…)", "what it became part of (party_...)"))
    reason(merge)


def _keys(group: Commands) -> None:
    told = Word("公開鍵を加える", "add a public key that packages are sealed to")
    key = _one(group, "key", "add_key", told)
    ref(key)
    add(key, "file", told=Word("公開鍵のファイル", "file of the public key"))
    add(key, "--kind", required=True, choices=KEY_KINDS, told=Word("鍵の種類", "kind of key"))
    told = Word("公開鍵を失効させる", "revoke a public key")
    revoke = _one(group, "revoke-key", "revoke_key", told)
    ref(revoke)
    add(revoke, "key", told=Word("鍵(key_…)", "the key (key_...)"))


def _papers(group: Commands) -> None:
    told = Word("標準入力の書類(JSON)を登録する", "file a paper from standard input, JSON")
    ref(_one(group, "paper", "file_paper", told))
    told = Word("誤って登録した書類を取り消す", "withdraw a paper that was filed in error")
    withdraw = _one(group, "withdraw-paper", "withdraw_paper", told)
    ref(withdraw)
    add(withdraw, "paper", told=Word("書類(paper_…)", "the paper (paper_...)"))


def _files(group: Commands) -> None:
    told = Word("証拠ファイルを封印して保管する", "keep an evidence file, sealed")
    keep = _one(group, "keep", "keep_file", told)
    ref(keep)
    add(keep, "file", told=Word("ファイル", "the file"))
    add(
        keep, "--media", default="application/pdf",
        told=Word("種類(既定: application/pdf)", "its type (default: application/pdf)"),
    )  # fmt: skip
    told = Word(
        "証拠ファイルを取り出す。取り出しも記録される",
        "take out an evidence file; that it was opened is recorded",
    )
    fetch = _one(group, "fetch", "fetch_file", told)
    ref(fetch)
    add(fetch, "file", told=Word("証拠ファイル(f_…)", "the evidence file (f_...)"))
    add(fetch, "output", told=Word("書き出す新しいファイル", "new file to write it into"))


def _one(group: Commands, name: str, run: str, told: Word) -> Speaking:
    return group.command(name, f"party:{run}", told, needs_tables=True)
