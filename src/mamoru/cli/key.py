"""The commands `mamoru key rotate` and `mamoru key list`."""

from argparse import Namespace

from mamoru.cli.codes import YES
from mamoru.cli.installation import check_installed, opened_door
from mamoru.cli.language import language, say
from mamoru.cli.output import as_json, table, tell, warn
from mamoru.gate.rotate import KeyEpoch, epochs, rotate
from mamoru.policy.words import Word

_ROTATED = Word(
    "新しい鍵の世代: {current}、移した人: {moved}、破棄した世代: {destroyed}",
    "current epoch: {current}, people moved: {moved}, epochs destroyed: {destroyed}",
)
_BACKUP = Word(
    "これより前のバックアップは読めなくなりました。新しいバックアップを取ってください。",
    "No backup made before can be read any more; make a new one.",
)


def rotate_keys(asked: Namespace) -> int:
    """Move everybody to new keys, and destroy the old ones."""
    speech = language()
    with opened_door() as door:
        rotated = rotate(door)
        if asked.format == "json":
            tell(as_json(rotated))
            return YES
        destroyed = ", ".join(map(str, rotated.destroyed)) or "-"
        tell(
            say(_ROTATED, speech).format(
                current=rotated.current, moved=rotated.moved, destroyed=destroyed
            )
        )
        if rotated.destroyed:
            warn(say(_BACKUP, speech))
    return YES


def list_keys(asked: Namespace) -> int:
    """List every epoch of keys there ever was."""
    check_installed()
    found = epochs()
    tell(as_json(found) if asked.format == "json" else _as_table(found))
    return YES


def _as_table(found: list[KeyEpoch]) -> str:
    lines = [
        [
            str(one.id),
            one.created_at.isoformat(timespec="seconds"),
            one.retired_at.isoformat(timespec="seconds") if one.retired_at else "-",
            one.destroyed_at.isoformat(timespec="seconds") if one.destroyed_at else "-",
        ]
        for one in found
    ]
    return table(("epoch", "created", "retired", "destroyed"), lines)
