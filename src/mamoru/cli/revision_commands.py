"""The commands `mamoru revision …` with their arguments."""

from mamoru.cli.arguments import Commands, add, reference
from mamoru.policy.words import Word

VERSION = Word("版、例 2026-12-01", "a version, such as 2026-12-01")


def revision_commands(commands: Commands) -> None:
    """Add every command about the versions of this installation's policy."""
    group = commands.group(
        "revision", Word("ポリシーを改定する(第 12 条)", "revise the policy (clause 12)")
    )
    draft = group.command(
        "draft",
        "revision:draft_file",
        Word("次の版の草案を置く", "lay down a draft of the next version"),
        needs_tables=True,
    )
    add(
        draft,
        "file",
        told=Word("ポリシーのファイル(- は標準入力)", "policy file; -: standard input"),
    )
    group.command(
        "list",
        "revision:list_versions",
        Word("草案と公表した版の一覧", "list drafts and published versions"),
        needs_tables=True,
    )
    show = group.command(
        "show",
        "revision:show_text",
        Word("版または草案のファイルをそのまま出力する", "print the file of a version or draft"),
        needs_tables=True,
    )
    add(show, "version", told=VERSION)
    _publishing(group)


def _publishing(group: Commands) -> None:
    publish = group.command(
        "publish",
        "revision:publish_draft",
        Word(
            "草案を公表し、差を記録し、重要な変更を告知する",
            "publish a draft: record its difference, announce an important change",
        ),
        needs_tables=True,
    )
    add(publish, "version", told=VERSION)
    add(
        publish, "--approved", required=True, metavar="REFERENCE", type=reference,
        told=Word("責任者の承認の所在", "where the approval by the manager in charge is kept"),
    )  # fmt: skip
    add(
        publish, "--minor", metavar="REFERENCE", type=reference,
        told=Word(
            "軽微な変更とした判断の所在", "where the assessment is that the change is a minor one"
        ),
    )  # fmt: skip
    withdraw = group.command(
        "withdraw",
        "revision:withdraw_version",
        Word(
            "草案、または適用前の版を取り下げる",
            "withdraw a draft, or a version that is not in force yet",
        ),
        needs_tables=True,
    )
    add(withdraw, "version", told=VERSION)
