"""`mamoru client` and `mamoru key`: registered systems, and the keys of this installation."""

from mamoru.cli.arguments import SCOPES, Commands, add
from mamoru.policy.words import Word


def client_commands(commands: Commands) -> None:
    """Add the commands about registered systems."""
    group = commands.group(
        "client", Word("登録された仕組みを管理する", "manage registered systems")
    )
    adding = group.command(
        "add",
        "client:register_client",
        Word(
            "仕組みを登録し、鍵を一度だけ表示する", "register a system; its key is shown this once"
        ),
        needs_tables=True,
    )
    add(adding, "name", told=Word("名前(英小文字、数字、-)", "name: lower case letters, digits, -"))
    add(
        adding, "--scope", action="append", required=True,
        told=Word(
            f"権限(繰り返し可): {SCOPES}", f"what its key reaches; may be repeated: {SCOPES}"
        ),
    )  # fmt: skip
    add(
        adding, "--purpose", action="append", default=[],
        told=Word("登録する利用目的(繰り返し可)", "a purpose it may name; may be repeated"),
    )  # fmt: skip
    group.command(
        "list", "client:list_clients", Word("登録された仕組みの一覧", "list registered systems"),
        needs_tables=True,
    )  # fmt: skip
    revoke = group.command(
        "revoke", "client:revoke_client", Word("仕組みの鍵を無効にする", "revoke a system's key"),
        needs_tables=True,
    )  # fmt: skip
    add(revoke, "name", told=Word("名前", "its name"))


def key_commands(commands: Commands) -> None:
    """Add the commands about the epochs of keys."""
    group = commands.group("key", Word("鍵を更新する", "renew the keys"))
    group.command(
        "rotate", "key:rotate_keys",
        Word(
            "全員を新しい鍵へ移し、古い鍵を破棄する。以前のバックアップは読めなくなる",
            "move everybody to new keys and destroy the old; earlier backups become unreadable",
        ),
        needs_tables=True,
    )  # fmt: skip
    group.command(
        "list", "key:list_keys", Word("鍵の世代の一覧", "list the epochs of keys"),
        needs_tables=True,
    )  # fmt: skip
