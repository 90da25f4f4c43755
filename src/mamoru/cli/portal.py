"""The commands `mamoru portal trust`, `list` and `distrust`."""

from argparse import Namespace

from mamoru.cli.codes import YES
from mamoru.cli.files import read_file
from mamoru.cli.installation import check_installed, opened_door
from mamoru.cli.language import language, say
from mamoru.cli.output import as_json, table, tell
from mamoru.faces.handing.trust import distrust, every_service, trust
from mamoru.policy.words import Word

_LIMIT = 1 << 14
_TRUSTED = Word("登録しました: {name}", "registered: {name}")
_ENDED = Word("引き継ぎを終えました: {name}", "no longer trusted: {name}")


def trust_service(asked: Namespace) -> int:
    """Register a service with its public key."""
    key = read_file(asked.key, _LIMIT)
    with opened_door(may_begin=True) as door:
        trust(door, asked.name, address=asked.address, key=key)
    return _told(asked, _TRUSTED, is_trusted=True)


def list_services(asked: Namespace) -> int:
    """List every service that is or was trusted."""
    check_installed()
    services = every_service()
    if asked.format == "json":
        tell(
            as_json([
                {
                    "name": one.name, "address": one.address, "trusted_at": one.trusted_at,
                    "distrusted_at": one.distrusted_at,
                }
                for one in services
            ])
        )  # fmt: skip
        return YES
    lines = [
        [
            one.name,
            one.distrusted_at.isoformat(timespec="seconds") if one.distrusted_at else "-",
            one.address,
        ]
        for one in services
    ]
    tell(table(("name", "distrusted", "address"), lines))
    return YES


def distrust_service(asked: Namespace) -> int:
    """Take nobody from a service any more."""
    with opened_door() as door:
        distrust(door, asked.name)
    return _told(asked, _ENDED, is_trusted=False)


def _told(asked: Namespace, word: Word, *, is_trusted: bool) -> int:
    told = {"name": asked.name, "trusted": is_trusted}
    text = say(word, language()).format(name=asked.name)
    tell(as_json(told) if asked.format == "json" else text)
    return YES
