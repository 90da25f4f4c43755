"""Showing why something was not done: the decision in words, or as it is."""

from argparse import Namespace

from mamoru.cli.deciding import told
from mamoru.cli.language import language
from mamoru.cli.output import as_json, tell
from mamoru.gate.door import Door
from mamoru.policy.explain import explain
from mamoru.policy.handling import Decision


def refused(door: Door, decision: Decision, asked: Namespace) -> None:
    """Tell what stood against it, in the reader's language or as JSON."""
    if asked.format == "json":
        tell(as_json({"decision": decision}))
        return
    book = door.shelf.book(door.clock())
    speech = language()
    tell("\n".join(told(explain(book, decision, speech), speech)))
