"""The commands `mamoru case …` with their arguments."""

from mamoru.cli.arguments import Commands, add
from mamoru.cli.speech import Speaking
from mamoru.policy.words import Word


def case_commands(commands: Commands) -> None:
    """Add every command about the cases of clause 4."""
    group = commands.group("case", Word("第 4 条のケースを扱う", "settle cases of clause 4"))
    told = Word("標準入力のケース(JSON)を申請する", "ask for a case from standard input, JSON")
    _one(group, "ask", "ask_for", told)
    listed = _one(group, "list", "list_cases", Word("ケースの一覧", "list cases"))
    add(listed, "--party", told=Word("提供先(party_…)", "the recipient (party_...)"))
    _ref(_one(group, "show", "show_case", Word("ケースを示す", "show a case")))
    for name, told in (
        ("approve", Word("他の者が申請したケースを承認する",
                         "approve a case that somebody else asked for")),
        ("refuse", Word("他の者が申請したケースを認めない",
                        "refuse a case that somebody else asked for")),
    ):  # fmt: skip
        command = _one(group, name, f"{name}_case", told)
        _ref(command)
        add(
            command, "--key-file", required=True, metavar="FILE",
            told=Word("承認する者の鍵のファイル", "file with the key of whoever decides"),
        )  # fmt: skip
    told = Word("ケースを終える", "close a case: nothing more is handed over under it")
    _ref(_one(group, "close", "close_case", told))


def _ref(parser: Speaking) -> None:
    add(parser, "ref", told=Word("ケース(case_…)", "the case (case_...)"))


def _one(group: Commands, name: str, run: str, told: Word) -> Speaking:
    return group.command(name, f"case:{run}", told, needs_tables=True)
