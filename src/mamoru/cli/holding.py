"""The commands `mamoru hold …`, and `mamoru record people`."""

from argparse import Namespace
from pathlib import Path
from typing import Annotated, Any

import msgspec

from mamoru.cli.carrying import carried_out, entry_line, placed, wish_of
from mamoru.cli.codes import YES
from mamoru.cli.files import read_file, save_new
from mamoru.cli.installation import check_installed, opened_door
from mamoru.cli.language import language, say
from mamoru.cli.output import as_json, table, tell
from mamoru.cli.reading import from_input
from mamoru.gate.asking import OFFICER
from mamoru.gate.door import Door
from mamoru.gate.holding.make import HeldBack
from mamoru.gate.holding.named import named_in
from mamoru.gate.holding.open import hold, holds_of, listed, open_file, open_hold
from mamoru.gate.holding.publish import every, publish
from mamoru.gate.looking import looking
from mamoru.law.citing import articles
from mamoru.policy.moment import TOKYO
from mamoru.policy.words import Word


class Identifier(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """By what somebody was known."""

    kind: Annotated[str, msgspec.Meta(min_length=1, max_length=64)]
    value: Annotated[str, msgspec.Meta(min_length=1, max_length=1_000)]


LARGEST = 1024 * 1024
_PUBLISHED = Word("保存義務 {number} を公表しました。", "Published the rules of holds, {number}.")


def list_holds(asked: Namespace) -> int:
    """List what is kept by law, none with its content."""
    check_installed()
    found, after = list[HeldBack](), ""
    while page := listed(after=after):
        found, after = [*found, *page], page[-1].ref
    if asked.format == "json":
        tell(as_json(found))
        return YES
    tell(_table(found))
    return YES


def show_hold(asked: Namespace) -> int:
    """Show one hold, without its content."""
    check_installed()
    found = hold(asked.hold)
    tell(as_json(found) if asked.format == "json" else _table([found]))
    return YES


def find_holds(asked: Namespace) -> int:
    """Find the holds of whoever had the identifier on standard input, none with its content."""
    wanted = from_input(Identifier)
    with opened_door() as door:
        found = holds_of(door, OFFICER, wanted.kind, wanted.value)
        tell(as_json(found) if asked.format == "json" else _table(found))
    return YES


def open_one(asked: Namespace) -> int:
    """Open a hold, under the law that it is kept by."""

    def act(door: Door) -> tuple[dict[str, Any], list[str]]:
        found, ticket = open_hold(door, OFFICER, wish_of(asked), asked.hold, kind=asked.kind)
        place = placed(door, ticket)
        rows = [[one.sort, one.item, one.value] for one in found.content]
        return (
            {**msgspec.to_builtins(found), "entry": place},
            [table(("sort", "item", "value"), rows), entry_line(place)],
        )

    return carried_out(asked, act)


def save_file(asked: Namespace) -> int:
    """Write a file of a hold into a new file, under the law that it is kept by."""

    def act(door: Door) -> tuple[dict[str, Any], list[str]]:
        wish = wish_of(asked)
        found, ticket = open_file(door, OFFICER, wish, asked.hold, asked.file, kind=asked.kind)
        save_new(Path(asked.output), found.content)
        place = placed(door, ticket)
        told = {"file": found.file, "media": found.media, "size": found.size, "label": found.label}
        return (
            {**told, "output": asked.output, "entry": place},
            [f"{found.label or found.file} → {asked.output}", entry_line(place)],
        )

    return carried_out(asked, act)


def publish_rules(asked: Namespace) -> int:
    """Publish a file of rules."""
    text = read_file(asked.file, LARGEST)
    with opened_door() as door:
        found = publish(door, OFFICER, text)
        said = say(_PUBLISHED, language()).format(number=found.number)
        tell(as_json(found) if asked.format == "json" else said)
    return YES


def list_rules(asked: Namespace) -> int:
    """List the published files of rules."""
    check_installed()
    with looking():
        found = every()
    if asked.format == "json":
        tell(as_json(found))
        return YES
    rows = [
        [str(one.number), one.policy_version, one.published_at.isoformat(), one.text_hash]
        for one in found
    ]
    tell(table(("number", "policy", "published", "SHA-256"), rows, limit=140))
    return YES


def people_of_record(asked: Namespace) -> int:
    """Show who is in a statutory record."""

    def act(door: Door) -> tuple[dict[str, Any], list[str]]:
        found = named_in(door, OFFICER, wish_of(asked), asked.key, after=asked.after)
        rows = [
            [one.ref, one.outcome, ", ".join(f"{k}: {v}" for k, v in one.values.items())]
            for one in found.people
        ]
        return msgspec.to_builtins(found), [table(("who", "outcome", "values"), rows, limit=140)]

    return carried_out(asked, act)


def _table(found: list[HeldBack]) -> str:
    rows = [
        [
            one.ref, one.kind, articles(one.article, language()),
            one.until.astimezone(TOKYO).isoformat(), ", ".join(one.items), one.record or "-",
        ]
        for one in found
    ]  # fmt: skip
    return table(("hold", "kind", "article", "until", "items", "record"), rows, limit=180)
