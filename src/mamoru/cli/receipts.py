"""The command `mamoru ledger check`: receipts and exported ledgers, without any database."""

from argparse import Namespace
from pathlib import Path

import msgspec

from mamoru.cli.codes import YES
from mamoru.cli.errors import InputBrokenError
from mamoru.cli.files import read_file
from mamoru.cli.language import language, say
from mamoru.cli.lines import UNREADABLE, reason_of, strict
from mamoru.cli.output import as_json, tell
from mamoru.ledger.tree.checkpoints import Checkpoint
from mamoru.ledger.tree.notes import encode
from mamoru.ledger.tree.receipts import HEADER, LIMIT, check_receipt, parse_receipt
from mamoru.policy.words import Word

_NO_ENTRY = Word(
    "受領証にエントリの本文がない(--entry で指定)",
    "the receipt is without its entry; name it with --entry",
)
_NOT_TEXT = Word("文字として読めない", "not text")
_HELD = Word(
    "{origin} の {size} 件の台帳に、エントリ {index} があります。",
    "The ledger {origin} of {size} entries holds entry {index}.",
)
_ALL_HELD = Word(
    "{origin} の {size} 件の台帳は、すべて正しい。", "The ledger {origin} of {size} entries holds."
)


class Bundle(msgspec.Struct, frozen=True):
    """What `ledger receipt --format json` prints. Its own `vkey` is not believed."""

    receipt: str
    entry: str


def check(asked: Namespace) -> int:
    """Check a receipt or an exported ledger against a key that came by another way."""
    key = key_of(asked.vkey)
    if asked.file != "-" and Path(asked.file).is_dir():
        from mamoru.ledger.files import check_files

        checkpoint = check_files(Path(asked.file), key)
        return _say(_ALL_HELD, checkpoint, None, asked)
    receipt, entry = _receipt_and_entry(asked)
    checkpoint = check_receipt(receipt, entry, key)
    return _say(_HELD, checkpoint, parse_receipt(receipt).index, asked)


def _say(word: Word, checkpoint: Checkpoint, index: int | None, asked: Namespace) -> int:
    named = {"origin": checkpoint.origin, "size": checkpoint.size, "index": index}
    if asked.format == "json":
        tell(as_json({"ok": True, **named, "root": encode(checkpoint.root)}))
    else:
        tell(say(word, language()).format_map(named))
    return YES


def key_of(named: str) -> str:
    """Return the verifier key: `named` itself, or what the file of that name holds."""
    if "+" in named and not Path(named).is_file():
        return named
    return _text(read_file(named, LIMIT)).strip()


def _receipt_and_entry(asked: Namespace) -> tuple[str, bytes]:
    raw = read_file(asked.file, 2 * LIMIT)
    if raw.startswith(HEADER.encode()):
        if asked.entry is None:
            raise InputBrokenError(reason=say(_NO_ENTRY, language()))
        return _text(raw), read_file(asked.entry, LIMIT)
    try:
        bundle: Bundle = strict(raw, Bundle)
    except UNREADABLE as error:
        raise InputBrokenError(reason=reason_of(error, language())) from None
    entry = bundle.entry.encode() if asked.entry is None else read_file(asked.entry, LIMIT)
    return bundle.receipt, entry


def _text(raw: bytes) -> str:
    try:
        return raw.decode()
    except UnicodeDecodeError:
        raise InputBrokenError(reason=say(_NOT_TEXT, language())) from None
