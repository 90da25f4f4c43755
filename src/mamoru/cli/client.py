"""The commands `mamoru client add`, `list` and `revoke`."""

from argparse import Namespace

from mamoru.cli.codes import YES
from mamoru.cli.installation import check_installed, opened_door
from mamoru.cli.language import language, say
from mamoru.cli.output import as_json, table, tell, warn
from mamoru.gate.clients import register, revoke
from mamoru.gate.models import Client
from mamoru.policy.words import Word

_ONCE = Word(
    "この鍵は二度と表示されません。安全な場所に保管してください。",
    "This key is not shown again; keep it in a safe place.",
)
_REVOKED = Word("無効にしました: {name}", "revoked: {name}")


def register_client(asked: Namespace) -> int:
    """Register a system, and show its key this once."""
    with opened_door(may_begin=True) as door:
        key = register(door, asked.name, scopes=set(asked.scope), purposes=set(asked.purpose))
        if asked.format == "json":
            tell(as_json({"name": asked.name, "key": key}))
        else:
            tell(key)
            warn(say(_ONCE, language()))
    return YES


def list_clients(asked: Namespace) -> int:
    """List every system that was ever registered."""
    check_installed()
    clients = list(Client.objects.order_by("name"))
    tell(_as_json(clients) if asked.format == "json" else _as_table(clients))
    return YES


def _as_json(clients: list[Client]) -> str:
    return as_json(
        [
            {
                "name": one.name,
                "scopes": one.scopes,
                "purposes": one.purposes,
                "created_at": one.created_at,
                "revoked_at": one.revoked_at,
            }
            for one in clients
        ]
    )


def _as_table(clients: list[Client]) -> str:
    head = ("name", "revoked", "purposes", "scopes")
    lines = [
        [
            one.name,
            one.revoked_at.isoformat(timespec="seconds") if one.revoked_at else "-",
            ", ".join(one.purposes) or "-",
            ", ".join(one.scopes) or "-",
        ]
        for one in clients
    ]
    return table(head, lines)


def revoke_client(asked: Namespace) -> int:
    """Revoke a system's key."""
    with opened_door() as door:
        revoke(door, asked.name)
        told = {"name": asked.name, "revoked": True}
        text = say(_REVOKED, language()).format(name=asked.name)
        tell(as_json(told) if asked.format == "json" else text)
    return YES
