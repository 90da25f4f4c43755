"""The commands `mamoru portal …` with their arguments."""

from mamoru.cli.arguments import Commands, add
from mamoru.policy.words import Word


def portal_commands(commands: Commands) -> None:
    """Add the commands about services from which people come to their pages."""
    group = commands.group(
        "portal",
        Word("本人のページへのログインを引き継ぐサービスを管理する",
             "manage the services that hand people over to their pages"),
    )  # fmt: skip
    trust = group.command(
        "trust", "portal:trust_service",
        Word("サービスを公開鍵とともに登録する", "register a service with its public key"),
        needs_tables=True,
    )  # fmt: skip
    add(trust, "name", told=Word("名前(英小文字、数字、-)", "name: lower case letters, digits, -"))
    add(
        trust, "--key", required=True, metavar="FILE",
        told=Word("公開鍵のファイル(PEM、ES256)", "file of its public key, PEM, for ES256"),
    )  # fmt: skip
    add(
        trust, "--address", required=True, metavar="URL",
        told=Word("そのサービスでログインする場所", "where people sign in there"),
    )  # fmt: skip
    group.command(
        "list", "portal:list_services",
        Word("登録されたサービスの一覧", "list registered services"), needs_tables=True,
    )  # fmt: skip
    ending = group.command(
        "distrust", "portal:distrust_service",
        Word("サービスからの引き継ぎを終える", "take nobody from a service any more"),
        needs_tables=True,
    )  # fmt: skip
    add(ending, "name", told=Word("名前", "its name"))
