"""The commands `mamoru quarantine list`, `show`, `claim`, `clear` and `purge`."""

from argparse import Namespace
from typing import Any

import msgspec

from mamoru.cli.carrying import carried_out, entry_line, placed, wish_of
from mamoru.cli.codes import YES
from mamoru.cli.installation import check_installed
from mamoru.cli.language import language, say
from mamoru.cli.output import as_json, table, tell
from mamoru.gate.asking import OFFICER
from mamoru.gate.door import Door
from mamoru.gate.quarantine import settle
from mamoru.policy.words import Word

MOST = 1000
"""Items listed at once: those that are purged first."""
_COLLECTED = Word("{person} の {item} として取得しました。", "Collected as {item} of {person}.")
_PURGED = Word("{person} の {item} を消去しました。", "Purged {item} of {person}.")


def list_waiting(asked: Namespace) -> int:
    """List what waits; neither whose it is nor what it says."""
    check_installed()
    found = settle.waiting(limit=MOST)
    if asked.format == "json":
        tell(as_json(found))
        return YES
    rows = [
        [
            one.ref, one.item, ", ".join(one.sensitive), one.source or "-",
            one.purge_at.isoformat(timespec="minutes"),
        ]
        for one in found
    ]  # fmt: skip
    tell(table(("ref", "item", "sensitive", "from", "purged at"), rows))
    return YES


def show(asked: Namespace) -> int:
    """Show one to the officer; that it was seen is on record."""

    def act(door: Door) -> tuple[dict[str, Any], list[str]]:
        found, ticket = settle.review(door, OFFICER, asked.ref)
        place = placed(door, ticket)
        rows = [
            [one.kind, f"{one.start}-{one.end}", f"{one.confidence:.2f}", one.reason]
            for one in found.found
        ]
        return (
            {**msgspec.structs.asdict(found), "entry": place},
            [
                f"{found.person} {found.item}",
                found.value,
                table(("kind", "place", "confidence", "reason"), rows),
                entry_line(place),
            ],
        )

    return carried_out(asked, act)


def claim(asked: Namespace) -> int:
    """Collect one under an exception of the policy."""
    return carried_out(
        asked,
        lambda door: _told(
            door, _COLLECTED, settle.claim(door, OFFICER, wish_of(asked), asked.ref)
        ),
    )


def clear(asked: Namespace) -> int:
    """Collect one that is not sensitive after all."""
    return carried_out(
        asked,
        lambda door: _told(
            door, _COLLECTED, settle.clear(door, OFFICER, wish_of(asked), asked.ref)
        ),
    )


def purge(asked: Namespace) -> int:
    """Purge one now."""
    return carried_out(
        asked, lambda door: _told(door, _PURGED, settle.purge(door, OFFICER, asked.ref))
    )


def _told(
    door: Door, sentence: Word, done: tuple[settle.Settled, int | None]
) -> tuple[dict[str, Any], list[str]]:
    settled, ticket = done
    found = {**msgspec.structs.asdict(settled), "entry": placed(door, ticket)}
    return found, [say(sentence, language()).format_map(found), entry_line(found["entry"])]
