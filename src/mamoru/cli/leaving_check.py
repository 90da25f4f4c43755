"""The command `mamoru leaving check`: the certificate of a leaving, without any database."""

from argparse import Namespace

from mamoru.cli.codes import YES
from mamoru.cli.files import read_file
from mamoru.cli.language import language, say
from mamoru.cli.output import as_json, tell
from mamoru.cli.receipts import key_of
from mamoru.law.citing import articles
from mamoru.policy.words import Word
from mamoru.rights.leaving.proof import LIMIT, check

_HELD = Word(
    "{origin} の台帳のエントリ {index} が裏付けています。",
    "Entry {index} of the ledger {origin} proves it.",
)


def check_file(asked: Namespace) -> int:
    """Check a certificate, and tell what it says."""
    found = check(read_file(asked.file, LIMIT), key_of(asked.vkey))
    if asked.format == "json":
        tell(as_json({"ok": True, "index": found.index, "certificate": found.content}))
        return YES
    named = {"origin": found.checkpoint.origin, "index": found.index}
    lines = [say(_HELD, language()).format_map(named)]
    lines += [f"{name}: {count}" for name, count in found.content["erased"].items()]
    lines += [
        f"{one['kind']}  {articles(one['article'], language())}  {one['last_day']}"
        for one in found.content["kept"]
    ]
    lines += [f"{one['name']}  {one['state']}  {one['due_at']}" for one in found.content["told"]]
    lines.append(f"{found.content['backups']['unreadable_by']}")
    tell("\n".join(lines))
    return YES
