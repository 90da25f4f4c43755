"""The commands `mamoru party …`: the register of recipients."""

from argparse import Namespace
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from mamoru.cli.codes import YES
from mamoru.cli.errors import FileUnreadableError, FileUnwritableError
from mamoru.cli.files import read_file
from mamoru.cli.installation import check_installed, opened_door
from mamoru.cli.language import language
from mamoru.cli.output import as_json, tell
from mamoru.cli.reading import done, from_input, shown
from mamoru.gate.asking import OFFICER
from mamoru.gate.door import Door
from mamoru.gate.evidence_files import keep, open_file
from mamoru.parties import queries
from mamoru.parties.keys import LONGEST
from mamoru.parties.party import Party
from mamoru.parties.register import NewPaper, NewParty, PartyChanges
from mamoru.provision.parties import register
from mamoru.provision.parties.register import NewKey
from mamoru.reasons import reason_of

PARTY = ("ref", "kind", "word", "name", "country", "status", "version")
KEY = ("ref", "kind", "fingerprint", "expires_at")
PAPER = ("ref", "kind", "from_", "until")
PIECE = 1 << 16


def add_party(asked: Namespace) -> int:
    """Register the party on standard input."""
    new = from_input(NewParty)
    return done(asked, lambda door: register.add(door, OFFICER, new), PARTY, begins=True)


def change_party(asked: Namespace) -> int:
    """Note the changes on standard input."""
    changes = from_input(PartyChanges)
    return done(asked, lambda door: register.change(door, OFFICER, asked.ref, changes), PARTY)


def suspend_party(asked: Namespace) -> int:
    """Let a party receive nothing for now."""
    return _because(asked, register.suspend)


def resume_party(asked: Namespace) -> int:
    """Let a suspended party receive again."""
    return _because(asked, register.resume)


def end_party(asked: Namespace) -> int:
    """End a party for good."""
    return _because(asked, register.end)


def merge_party(asked: Namespace) -> int:
    """Note that a party became part of another."""

    def act(door: Door) -> Party:
        return register.merge(door, OFFICER, asked.ref, asked.into, asked.reason)

    return done(asked, act, (*PARTY, "merged_into"))


def list_parties(asked: Namespace) -> int:
    """List the register."""
    return shown(asked, lambda: queries.parties(asked.kind), PARTY)


def show_party(asked: Namespace) -> int:
    """Show one party, and what it lacks."""
    check_installed()
    found = register.show(asked.ref, datetime.now(UTC))
    if asked.format == "json":
        tell(as_json(found))
        return YES
    tell("\n".join(f"{field}: {getattr(found.party, field)}" for field in PARTY))
    for paper in found.papers:
        tell(f"{paper.ref}: {paper.kind}, {paper.from_} – {paper.until or '…'}")
    for key in found.keys:
        tell(f"{key.ref}: {key.kind}, {key.fingerprint}")
    for lack in found.missing:
        tell(f"! {getattr(lack, language())} [{lack.clause}, {lack.article}]")
    return YES


def history_of(asked: Namespace) -> int:
    """Show every version of a party."""
    return shown(asked, lambda: queries.history(asked.ref), ("change", "by", "reason", "party"))


def add_key(asked: Namespace) -> int:
    """Add the public key in a file."""
    text = read_file(asked.file, LONGEST + 1).decode("utf-8", "replace")
    new = NewKey(kind=asked.kind, text=text)
    return done(asked, lambda door: register.add_key(door, OFFICER, asked.ref, new), KEY)


def revoke_key(asked: Namespace) -> int:
    """Revoke a public key."""

    def act(door: Door) -> Any:  # noqa: ANN401 - shown as it is
        register.revoke_key(door, OFFICER, asked.ref, asked.key)
        return next(one for one in queries.keys(asked.ref) if one.ref == asked.key)

    return done(asked, act, (*KEY, "revoked_at"))


def file_paper(asked: Namespace) -> int:
    """File the paper on standard input."""
    new = from_input(NewPaper)
    return done(asked, lambda door: register.file_paper(door, OFFICER, asked.ref, new), PAPER)


def withdraw_paper(asked: Namespace) -> int:
    """Withdraw a paper that was filed in error."""

    def act(door: Door) -> Party:
        register.withdraw_paper(door, OFFICER, asked.ref, asked.paper)
        return queries.party(asked.ref)

    return done(asked, act, PARTY)


def keep_file(asked: Namespace) -> int:
    """Keep an evidence file, sealed."""

    def act(door: Door) -> Any:  # noqa: ANN401 - shown as it is
        return keep(door, OFFICER, asked.ref, asked.media, _pieces(asked.file))

    return done(asked, act, ("file", "media", "size", "sha256"))


def fetch_file(asked: Namespace) -> int:
    """Write an evidence file to a new file, for its owner only."""
    with opened_door() as door:
        found, content = open_file(door, OFFICER, asked.ref, asked.file)
        try:
            path = Path(asked.output)
            path.touch(mode=0o600, exist_ok=False)
            with path.open("wb") as file:
                for piece in content:
                    file.write(piece)
        except (OSError, ValueError) as error:
            raise FileUnwritableError(path=asked.output, **reason_of(error)) from None
        tell(as_json(found) if asked.format == "json" else found.file)
    return YES


def _because(asked: Namespace, act: Callable[[Door, Any, str, str], Party]) -> int:
    return done(asked, lambda door: act(door, OFFICER, asked.ref, asked.reason), PARTY)


def _pieces(path: str) -> Iterator[bytes]:
    try:
        with Path(path).open("rb") as file:
            while piece := file.read(PIECE):
                yield piece
    except (OSError, ValueError) as error:
        raise FileUnreadableError(path=path, **reason_of(error)) from None
