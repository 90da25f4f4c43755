"""The command `mamoru request check`: a certificate, without any database."""

from argparse import Namespace

from mamoru.cli.codes import YES
from mamoru.cli.files import read_file
from mamoru.cli.language import language, say
from mamoru.cli.output import as_json, tell
from mamoru.cli.receipts import key_of
from mamoru.policy.words import Word
from mamoru.rights.answer.proof import LIMIT, check

_HELD = Word(
    "{origin} の台帳のエントリ {index} が裏付けています。",
    "Entry {index} of the ledger {origin} commits to it.",
)


def check_file(asked: Namespace) -> int:
    """Check a certificate, and tell what it says."""
    found = check(read_file(asked.file, LIMIT), key_of(asked.vkey))
    if asked.format == "json":
        tell(as_json(found))
        return YES
    said = found.statement
    items = ", ".join(said.items) or "*"
    lines = [
        say(_HELD, language()).format(origin=found.origin, index=found.index),
        f"{said.request}  {said.kind}  {said.outcome}  {items}  {said.carried_out_at.isoformat()}",
        *(f"{name}: {count}" for name, count in said.counts.items()),
    ]
    tell("\n".join(lines))
    return YES
