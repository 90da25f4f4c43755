"""The commands `mamoru officer add`, `list`, `roles`, `end` and `again`."""

from argparse import Namespace

from allauth.mfa.models import Authenticator
from django.conf import settings

from mamoru.cli.codes import YES
from mamoru.cli.installation import check_installed, opened_door
from mamoru.cli.language import language, say
from mamoru.cli.output import as_json, table, tell, warn
from mamoru.faces import accounts
from mamoru.faces.models import Account
from mamoru.faces.secret import open_secrets
from mamoru.policy.words import Word

_ONCE = Word(
    "本人にこのアドレスを渡してください。使えるのは 3 日以内に 1 回だけです。",
    "Give this address to them alone. It works once, within three days.",
)
_ROLES = Word("役割を改めました: {name}", "roles given: {name}")
_ENDED = Word("終了しました: {name}", "ended: {name}")


def add_officer(asked: Namespace) -> int:
    """Register an officer, and show the address at which they choose a password."""
    with opened_door() as door:
        open_secrets(door)
        _entrance(asked, accounts.add_officer(door, asked.name, set(asked.role)))
    return YES


def list_officers(asked: Namespace) -> int:
    """List everybody who was ever registered, with what they may do."""
    check_installed()
    found = list(Account.objects.filter(ref=None).order_by("username"))
    secured = set(
        Authenticator.objects.exclude(type=Authenticator.Type.RECOVERY_CODES).values_list(
            "user_id", flat=True
        )
    )
    if asked.format == "json":
        tell(as_json([
            {
                "name": one.username, "handle": one.handle, "roles": one.roles,
                "has_second_factor": one.pk in secured, "is_active": one.is_active,
                "created_at": one.created_at,
            }
            for one in found
        ]))  # fmt: skip
        return YES
    head = ("name", "in the ledger", "roles", "second factor", "state")
    tell(table(head, [
        [
            one.username, one.handle, ", ".join(one.roles), "yes" if one.pk in secured else "-",
            "active" if one.is_active else "ended",
        ]
        for one in found
    ]))  # fmt: skip
    return YES


def give_roles(asked: Namespace) -> int:
    """Give an officer other roles."""
    with opened_door() as door:
        accounts.give_roles(door, asked.name, set(asked.role))
    _told(asked, _ROLES, roles=sorted(set(asked.role)))
    return YES


def end_officer(asked: Namespace) -> int:
    """End an officer's account, and every session of it."""
    with opened_door() as door:
        accounts.end_officer(door, asked.name)
    _told(asked, _ENDED, ended=True)
    return YES


def let_in_again(asked: Namespace) -> int:
    """Take an officer's password and second factors away, and show the address for new ones."""
    with opened_door() as door:
        open_secrets(door)
        _entrance(asked, accounts.let_in_again(door, asked.name))
    return YES


def _entrance(asked: Namespace, path: str) -> None:
    address = f"{settings.URL}{path}"
    if asked.format == "json":
        tell(as_json({"name": asked.name, "address": address}))
    else:
        tell(address)
        warn(say(_ONCE, language()))


def _told(asked: Namespace, word: Word, **told: object) -> None:
    text = say(word, language()).format(name=asked.name)
    tell(as_json({"name": asked.name, **told}) if asked.format == "json" else text)
