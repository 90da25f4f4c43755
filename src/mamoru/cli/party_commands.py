"""The commands `mamoru party …`, `case …` and `entrust …` with their arguments."""

from mamoru.cli.arguments import Commands, add, day, reference
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
    _command(
        group,
        "add",
        "party:add_party",
        Word("標準入力の提供先(JSON)を登録する", "register a recipient from standard input, JSON"),
    )
    _ref(
        _command(
            group,
            "change",
            "party:change_party",
            Word("標準入力の変更(JSON)を記す", "note changes from standard input, JSON"),
        )
    )
    kinds = _command(group, "list", "party:list_parties", Word("提供先の一覧", "list recipients"))
    add(kinds, "--kind", choices=KINDS, told=Word("提供先の種類", "kind of recipient"))
    _ref(
        _command(
            group,
            "show",
            "party:show_party",
            Word(
                "提供先と、受け取るために足りないものを示す",
                "show a recipient, and what it lacks to receive",
            ),
        )
    )
    _ref(
        _command(
            group,
            "history",
            "party:history_of",
            Word("提供先のすべての版を示す", "show every version of a recipient"),
        )
    )
    _states(group)
    _keys(group)
    _papers(group)


def _states(group: Commands) -> None:
    for name, told in (
        ("suspend", Word("提供先への提供を止める", "let a recipient receive nothing for now")),
        (
            "resume",
            Word("止めた提供先への提供を再開する", "let a suspended recipient receive again"),
        ),
        ("end", Word("提供先の登録を終える", "end a recipient for good")),
    ):
        command = _command(group, name, f"party:{name}_party", told)
        _ref(command)
        _reason(command)
    merge = _command(
        group,
        "merge",
        "party:merge_party",
        Word(
            "提供先が他の提供先に統合されたことを記す",
            "note that a recipient became part of another",
        ),
    )
    _ref(merge)
    add(merge, "into", told=Word("統合後の提供先(party_…)", "what it became part of (party_...)"))
    _reason(merge)


def _keys(group: Commands) -> None:
    key = _command(
        group,
        "key",
        "party:add_key",
        Word("公開鍵を加える", "add a public key that packages are sealed to"),
    )
    _ref(key)
    add(key, "file", told=Word("公開鍵のファイル", "file of the public key"))
    add(key, "--kind", required=True, choices=KEY_KINDS, told=Word("鍵の種類", "kind of key"))
    revoke = _command(
        group, "revoke-key", "party:revoke_key", Word("公開鍵を失効させる", "revoke a public key")
    )
    _ref(revoke)
    add(revoke, "key", told=Word("鍵(key_…)", "the key (key_...)"))


def _papers(group: Commands) -> None:
    _ref(
        _command(
            group,
            "paper",
            "party:file_paper",
            Word("標準入力の書類(JSON)を登録する", "file a paper from standard input, JSON"),
        )
    )
    withdraw = _command(
        group,
        "withdraw-paper",
        "party:withdraw_paper",
        Word("誤って登録した書類を取り消す", "withdraw a paper that was filed in error"),
    )
    _ref(withdraw)
    add(withdraw, "paper", told=Word("書類(paper_…)", "the paper (paper_...)"))
    keep = _command(
        group,
        "keep",
        "party:keep_file",
        Word("証拠ファイルを封印して保管する", "keep an evidence file, sealed"),
    )
    _ref(keep)
    add(keep, "file", told=Word("ファイル", "the file"))
    add(
        keep,
        "--media",
        default="application/pdf",
        told=Word("種類(既定: application/pdf)", "its type (default: application/pdf)"),
    )
    fetch = _command(
        group,
        "fetch",
        "party:fetch_file",
        Word(
            "証拠ファイルを取り出す。取り出しも記録される",
            "take out an evidence file; that it was opened is recorded",
        ),
    )
    _ref(fetch)
    add(fetch, "file", told=Word("証拠ファイル(f_…)", "the evidence file (f_...)"))
    add(fetch, "output", told=Word("書き出す新しいファイル", "new file to write it into"))


def case_commands(commands: Commands) -> None:
    """Add every command about the cases of clause 4."""
    group = commands.group("case", Word("第 4 条のケースを扱う", "settle cases of clause 4"))
    _command(
        group,
        "ask",
        "case:ask_for",
        Word("標準入力のケース(JSON)を申請する", "ask for a case from standard input, JSON"),
    )
    listed = _command(group, "list", "case:list_cases", Word("ケースの一覧", "list cases"))
    add(listed, "--party", told=Word("提供先(party_…)", "the recipient (party_...)"))
    _case(_command(group, "show", "case:show_case", Word("ケースを示す", "show a case")))
    for name, told in (
        (
            "approve",
            Word(
                "ケースを承認する。申請者は承認できない",
                "approve a case that somebody else asked for",
            ),
        ),
        (
            "refuse",
            Word(
                "ケースを認めない。申請者はできない", "refuse a case that somebody else asked for"
            ),
        ),
    ):
        command = _command(group, name, f"case:{name}_case", told)
        _case(command)
        add(
            command,
            "--key-file",
            required=True,
            metavar="FILE",
            told=Word("承認する者の鍵のファイル", "file with the key of whoever decides"),
        )
    _case(
        _command(
            group,
            "close",
            "case:close_case",
            Word("ケースを終える", "close a case: nothing more is handed over under it"),
        )
    )


def entrust_commands(commands: Commands) -> None:
    """Add every command about contractors."""
    group = commands.group("entrust", Word("委託先を監督する", "watch over contractors"))
    _command(
        group,
        "questions",
        "entrust:list_questions",
        Word("委託先への質問の一覧", "list what contractors are asked"),
    )
    _ref(
        _command(
            group,
            "assess",
            "entrust:assess_contractor",
            Word(
                "標準入力の回答(JSON)を採点して登録する",
                "score the answers on standard input, JSON",
            ),
        )
    )
    _ref(
        _command(
            group,
            "fix",
            "entrust:fix_set",
            Word(
                "標準入力の最小限の項目(JSON)を定める",
                "fix what a purpose needs, from standard input, JSON",
            ),
        )
    )
    end = _command(
        group,
        "unfix",
        "entrust:end_set",
        Word("定めた項目を終える", "end a data set: nothing more follows for its purpose"),
    )
    _ref(end)
    add(end, "set", told=Word("データの範囲(set_…)", "the data set (set_...)"))
    _command(
        group,
        "due",
        "entrust:list_due",
        Word("期限の一覧。過ぎたものは late", "list what is due; what is past its time is late"),
    )
    _ref(
        _command(
            group,
            "show",
            "entrust:show_contractor",
            Word("定めた項目、回収、事故を示す", "show data sets, recalls and incidents"),
        )
    )
    _recalls(group)


def _recalls(group: Commands) -> None:
    recall = _command(
        group,
        "recall",
        "entrust:recall_from",
        Word("預けた情報を回収する", "recall what was entrusted"),
    )
    _ref(recall)
    add(
        recall,
        "--until",
        required=True,
        metavar="DAY",
        type=day,
        told=Word("返還または消去の期限の日", "the last day for returning or deleting it"),
    )
    add(
        recall,
        "--purpose",
        told=Word("利用目的(なければすべて)", "of this purpose; all if left out"),
    )
    _reason(recall)
    certify = _command(
        group,
        "certify",
        "entrust:certify_deletion",
        Word("消去の証明を受け入れる", "take in a deletion certificate"),
    )
    add(certify, "recall", told=Word("回収(recall_…)", "the recall (recall_...)"))
    add(certify, "--number", required=True, told=Word("証明書の番号", "number of the certificate"))
    add(
        certify,
        "--on",
        required=True,
        metavar="DAY",
        type=day,
        told=Word("消去した日", "the day of the deletion"),
    )
    add(
        certify,
        "--file",
        required=True,
        told=Word("証拠ファイル(f_…)", "its evidence file (f_...)"),
    )
    _ref(
        _command(
            group,
            "incident",
            "entrust:report_incident",
            Word(
                "標準入力の事故の報告(JSON)からケースを開く",
                "open the case of an incident from standard input, JSON",
            ),
        )
    )
    close = _command(
        group,
        "close-incident",
        "entrust:close_incident",
        Word("事故の対応を終える", "close an incident"),
    )
    add(close, "incident", told=Word("事故(incident_…)", "the incident (incident_...)"))
    add(
        close,
        "--outcome",
        required=True,
        metavar="REFERENCE",
        type=reference,
        told=Word("結果の所在", "where it is kept what came of it"),
    )


def _command(group: Commands, name: str, run: str, told: Word) -> Speaking:
    return group.command(name, run, told, needs_tables=True)


def _ref(parser: Speaking) -> None:
    add(parser, "ref", told=Word("提供先(party_…)", "the recipient (party_...)"))


def _case(parser: Speaking) -> None:
    add(parser, "ref", told=Word("ケース(case_…)", "the case (case_...)"))


def _reason(parser: Speaking) -> None:
    add(
        parser,
        "--reason",
        required=True,
        metavar="REFERENCE",
        type=reference,
        told=Word("理由の所在", "where it is kept why"),
    )
