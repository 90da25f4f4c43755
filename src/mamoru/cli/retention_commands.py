"""The commands `mamoru retention …` with their arguments."""

from mamoru.cli.arguments import Commands, add, day, reference
from mamoru.policy.words import Word

RUN = Word("処理の名前(run_…)", "name of a run (run_...)")


def retention_commands(commands: Commands) -> None:
    """Add every command about erasing by time."""
    group = commands.group(
        "retention",
        Word("保存期間の過ぎたものを消去する", "erase what was kept long enough"),
    )
    due = group.command(
        "due", "retaining:show_due",
        Word("ある日までに消去されるものを示す", "show what will be erased by a day"),
        needs_tables=True,
    )  # fmt: skip
    add(
        due, "--until", type=day,
        told=Word("末日(既定: 今日)", "the last day (default: today)"),
    )  # fmt: skip
    group.command(
        "run", "retaining:make_run",
        Word(
            "期限の過ぎたものを消去する。異常に多ければ止まる",
            "erase what is due; stops where that is unusually much",
        ),
        needs_tables=True,
    )  # fmt: skip
    group.command(
        "list", "retaining:list_runs", Word("処理の一覧", "list the runs"), needs_tables=True
    )
    _settling(group)


def _settling(group: Commands) -> None:
    for name, run, told in (
        (
            "settle", "retaining:settle_run",
            Word(
                "止まった処理の続行を求め、または確認する。別の 2 人の鍵が要る",
                "let a run that stopped go on: two keys, one after the other",
            ),
        ),
        (
            "drop", "retaining:drop_run",
            Word("止まった処理を取りやめる", "drop a run that stopped"),
        ),
    ):  # fmt: skip
        found = group.command(name, run, told, needs_tables=True)
        add(found, "run_name", metavar="run", told=RUN)
        add(
            found, "--reason", required=True, type=reference,
            told=Word("理由の所在、例 approval:12", "where the reason is kept: approval:12"),
        )  # fmt: skip
        add(
            found, "--key-file", required=True,
            told=Word("判断する人の鍵のファイル", "file with the key of whoever decides"),
        )  # fmt: skip
