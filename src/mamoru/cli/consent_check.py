"""The command `mamoru consent check`: the receipt of a choice, without any database."""

from argparse import Namespace
from typing import Any

from mamoru.cli.codes import YES
from mamoru.cli.errors import InputBrokenError
from mamoru.cli.files import read_file
from mamoru.cli.language import language, say
from mamoru.cli.output import as_json, tell
from mamoru.cli.receipts import key_of
from mamoru.gate.receipt import LIMIT, Checked, check
from mamoru.policy.words import Word

_HELD = Word(
    "{origin} の台帳のエントリ {index} が裏付けています。",
    "Entry {index} of the ledger {origin} commits to it.",
)
_NOT_JSON = Word("JSON として読めない", "not JSON")
STATES = {
    "dpv:ConsentGiven": Word("同意", "yes"),
    "dpv:ConsentRefused": Word("拒否", "no"),
    "dpv:ConsentWithdrawn": Word("撤回", "withdrawn"),
}


def check_file(asked: Namespace) -> int:
    """Check a receipt, and tell what it says."""
    raw = read_file(asked.file, LIMIT)
    key = key_of(asked.vkey)
    try:
        found = check(raw, key)
    except ValueError:
        raise InputBrokenError(reason=say(_NOT_JSON, language())) from None
    if asked.format == "json":
        tell(as_json({"ok": True, "index": found.index, "record": found.record}))
        return YES
    named = {"origin": found.checkpoint.origin, "index": found.index}
    tell("\n".join([say(_HELD, language()).format_map(named), *_lines(found)]))
    return YES


def _lines(found: Checked) -> list[str]:
    """Return what was chosen, a line each."""
    record = found.record
    at = record["dct:created"]["@value"]
    return [
        "  ".join(
            [
                at,
                say(STATES[one["dpv:hasConsentStatus"]["@id"]], language()),
                one["dct:identifier"],
                *_titles(one),
            ]
        )
        for one in record["dpv:hasProcess"]
    ]


def _titles(one: dict[str, Any]) -> list[str]:
    """Return what a choice is about, in the reader's language."""
    named = [one.get("dpv:hasPurpose"), one.get("dpv:hasRecipient")]
    named += one.get("dpv:hasPersonalData", [])
    return [
        next(
            (said["@value"] for said in node["dct:title"] if said["@language"] == language()),
            node["dct:identifier"],
        )
        for node in named
        if node is not None and "dct:title" in node
    ]
