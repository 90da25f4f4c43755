"""The commands `mamoru ledger verify`, `export`, `receipt`, `checkpoint` and `vkey`.

They only look: none of them opens the door, makes a key, or writes to the database. That the whole
was verified is noted beside the signing key, where the console shows it.
"""

from argparse import Namespace
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings
from django.db import connection

from mamoru.cli.codes import YES
from mamoru.cli.installation import check_installed
from mamoru.cli.language import language, say
from mamoru.cli.output import as_json, tell
from mamoru.ledger.export import export
from mamoru.ledger.proof import entry_bytes, latest
from mamoru.ledger.proof import receipt as receipt_of
from mamoru.ledger.signing import open_signer
from mamoru.ledger.tree.notes import encode
from mamoru.ledger.verified import note_whole
from mamoru.policy.words import Word

_PENDING = Word("まだ順番のついていない記録: {count}", "entries that wait for their place: {count}")
_EXPORTED = Word("{count} 件の記録を書き出しました: {path}", "{count} entries written to {path}")


def verify(asked: Namespace) -> int:
    """Verify the whole ledger; what does not hold is named and ends with the integrity code."""
    from mamoru.gate.verify import verify_here  # takes longer than what the others do
    from mamoru.provision.entrust.contents import CONTENTS

    check_installed()
    found = verify_here(CONTENTS)
    checkpoint = found.checkpoint
    with suppress(OSError):  # whoever may only read verifies as well
        note_whole(settings.HOME / "ledger", checkpoint, datetime.now(UTC))
    if asked.format == "json":
        told = {"ok": True, "entries": checkpoint.size, "pending": found.pending}
        names = {"origin": checkpoint.origin, "root": encode(checkpoint.root)}
        tell(as_json({**told, **names, "forgotten": found.forgotten}))
        return YES
    if found.pending:
        tell(say(_PENDING, language()).format(count=found.pending))
    tell(f"ledger verified: {checkpoint.size} entries")
    return YES


def export_files(asked: Namespace) -> int:
    """Write the ledger out as static files; exporting again adds what is new."""
    key = _vkey()
    with connection.cursor() as cursor:
        checkpoint = export(cursor, Path(asked.directory), key)
    if asked.format == "json":
        tell(as_json({"entries": checkpoint.size, "origin": checkpoint.origin, "vkey": key}))
    else:
        told = say(_EXPORTED, language())
        tell(told.format(count=checkpoint.size, path=asked.directory))
    return YES


def receipt(asked: Namespace) -> int:
    """Print the receipt of one entry; as JSON together with the entry and the key."""
    key = _vkey()
    with connection.cursor() as cursor:
        found = receipt_of(cursor, asked.entry)
        raw = entry_bytes(cursor, asked.entry)
    if asked.format == "json":
        tell(
            as_json(
                {
                    "index": found.index,
                    "entry": raw.decode(),
                    "receipt": str(found),
                    "vkey": key,
                }
            )
        )
    else:
        tell(str(found).removesuffix("\n"))
    return YES


def checkpoint(asked: Namespace) -> int:
    """Print the checkpoint that was signed last."""
    key = _vkey()
    with connection.cursor() as cursor:
        head, note = latest(cursor)
    if asked.format == "json":
        named = {"origin": head.origin, "size": head.size, "root": encode(head.root)}
        tell(as_json({**named, "note": note, "vkey": key}))
    else:
        tell(note.removesuffix("\n"))
    return YES


def vkey(asked: Namespace) -> int:
    """Print the key with which the ledger's checkpoints are verified."""
    key = _vkey()
    tell(as_json({"vkey": key}) if asked.format == "json" else key)
    return YES


def _vkey() -> str:
    check_installed()
    return open_signer(settings.HOME / "ledger", settings.ORIGIN).verifier.vkey
