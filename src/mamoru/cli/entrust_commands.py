"""The commands `mamoru entrust …` with their arguments."""

from mamoru.cli.arguments import Commands, add, day, reference
from mamoru.cli.party_commands import reason, ref
from mamoru.cli.speech import Speaking
from mamoru.policy.words import Word


def entrust_commands(commands: Commands) -> None:
    """Add every command about contractors."""
    group = commands.group("entrust", Word("委託先を監督する", "watch over contractors"))
    told = Word("委託先への質問の一覧", "list what contractors are asked")
    _one(group, "questions", "list_questions", told)
    told = Word(
        "標準入力の回答(JSON)を採点して登録する", "score the answers on standard input, JSON"
    )
    ref(_one(group, "assess", "assess_contractor", told))
    told = Word(
        "標準入力の最小限の項目(JSON)を定める",
        "fix what a purpose needs, from standard input, JSON",
    )
    ref(_one(group, "fix", "fix_set", told))
    told = Word("定めた項目を終える", "end a data set: nothing more follows for its purpose")
    end = _one(group, "unfix", "end_set", told)
    ref(end)
    add(end, "set", told=Word("データの範囲(set_…)", "the data set (set_...)"))
    told = Word("期限の一覧", "list what is due; what is past its time is late")
    _one(group, "due", "list_due", told)
    told = Word("定めた項目、回収、事故を示す", "show data sets, recalls and incidents")
    ref(_one(group, "show", "show_contractor", told))
    _recalls(group)
    _incidents(group)


def _recalls(group: Commands) -> None:
    told = Word("預けた情報を回収する", "recall what was entrusted")
    recall = _one(group, "recall", "recall_from", told)
    ref(recall)
    add(
        recall, "--until", required=True, metavar="DAY", type=day,
        told=Word("返還または消去の期限の日", "the last day for returning or deleting it"),
    )  # fmt: skip
    told = Word("利用目的(なければすべて)", "of this purpose; all if left out")
    add(recall, "--purpose", told=told)
    reason(recall)
    told = Word("消去の証明を受け入れる", "take in a deletion certificate")
    certify = _one(group, "certify", "certify_deletion", told)
    add(certify, "recall", told=Word("回収(recall_…)", "the recall (recall_...)"))
    add(certify, "--number", required=True, told=Word("証明書の番号", "number of the certificate"))
    add(
        certify, "--on", required=True, metavar="DAY", type=day,
        told=Word("消去した日", "the day of the deletion"),
    )  # fmt: skip
    told = Word("証拠ファイル(f_…)", "its evidence file (f_...)")
    add(certify, "--file", required=True, told=told)


def _incidents(group: Commands) -> None:
    told = Word(
        "標準入力の事故の報告(JSON)からケースを開く",
        "open the case of an incident from standard input, JSON",
    )
    ref(_one(group, "incident", "report_incident", told))
    told = Word("事故の対応を終える", "close an incident")
    close = _one(group, "close-incident", "close_incident", told)
    add(close, "incident", told=Word("事故(incident_…)", "the incident (incident_...)"))
    add(
        close, "--outcome", required=True, metavar="REFERENCE", type=reference,
        told=Word("結果の所在", "where it is kept what came of it"),
    )  # fmt: skip


def _one(group: Commands, name: str, run: str, told: Word) -> Speaking:
    return group.command(name, f"entrust:{run}", told, needs_tables=True)
