"""The commands `mamoru tag …` with their arguments."""

from mamoru.cli.arguments import Commands, add
from mamoru.policy.words import Word


def tag_commands(commands: Commands) -> None:
    """Add every command about the tag in browsers."""
    group = commands.group("tag", Word("ブラウザのタグを設定する", "set up the tag in browsers"))
    check = group.command(
        "check",
        "tag:check",
        Word(
            "タグの設定ファイルを、適用中のポリシーと照らして確かめる",
            "check a configuration of the tag, against the policy in force",
        ),
        needs_tables=True,
    )
    file = Word("tag.yaml(- は標準入力)", "tag.yaml; -: standard input")
    add(check, "file", told=file)
    publish = group.command(
        "publish",
        "tag:publish_file",
        Word("タグの設定を公表する", "publish a configuration of the tag"),
        needs_tables=True,
    )
    add(publish, "file", told=file)
    group.command(
        "list",
        "tag:list_published",
        Word("公表した設定の一覧", "list the configurations that were published"),
        needs_tables=True,
    )
    show = group.command(
        "show",
        "tag:show",
        Word("公表した設定のファイルをそのまま出力する", "print the file of a configuration"),
        needs_tables=True,
    )
    add(
        show, "number", nargs="?", type=int,
        told=Word("番号(既定: 最後のもの)", "its number (default: the last)"),
    )  # fmt: skip
    _scan(group)


def _scan(group: Commands) -> None:
    scan = group.command(
        "scan",
        "scanning:scan",
        Word(
            "ページを実際に読み込み、送信先とCookieを公表した設定と比べる",
            "load a page for real; compare where it sends and its cookies with what is published",
        ),
        needs_tables=True,
    )
    add(scan, "address", told=Word("ページのアドレス", "address of the page"))
    add(
        scan, "--file",
        told=Word(
            "公表した設定の代わりに比べる tag.yaml", "tag.yaml to compare with, not the published"
        ),
    )  # fmt: skip
    add(
        scan, "--browser", metavar="PATH",
        told=Word("Chromium の場所(既定: 探す)", "where Chromium is (default: looked for)"),
    )  # fmt: skip
    add(
        scan, "--resolve", metavar="RULES",
        told=Word(
            "名前の解決の規則(Chromium の --host-resolver-rules)",
            "rules for resolving names, as Chromium's --host-resolver-rules",
        ),
    )  # fmt: skip
