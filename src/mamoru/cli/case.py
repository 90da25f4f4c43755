"""The commands `mamoru case …`: asked for by the officer, decided by somebody with a key."""

from argparse import Namespace

from mamoru.cli.key_file import holder
from mamoru.cli.reading import done, from_input, shown
from mamoru.gate.asking import OFFICER
from mamoru.gate.errors import Scopes
from mamoru.parties import scopes
from mamoru.parties.cases import NewCase
from mamoru.provision.cases import ask as cases

CASE = ("ref", "case", "party", "state", "items", "until", "asked_by", "decided_by")


def ask_for(asked: Namespace) -> int:
    """Ask for the case on standard input."""
    new = from_input(NewCase)
    return done(asked, lambda door: cases.ask(door, OFFICER, new), CASE)


def list_cases(asked: Namespace) -> int:
    """List cases, the latest first."""
    return shown(asked, lambda: scopes.cases(asked.party), CASE)


def show_case(asked: Namespace) -> int:
    """Show one case."""
    return shown(asked, lambda: scopes.case(asked.ref), (*CASE, "evidence"))


def approve_case(asked: Namespace) -> int:
    """Approve a case as whoever the key belongs to."""
    return done(
        asked,
        lambda door: cases.approve(door, holder(asked, Scopes.CASES_APPROVE), asked.ref),
        CASE,
    )


def refuse_case(asked: Namespace) -> int:
    """Refuse a case as whoever the key belongs to."""
    return done(
        asked, lambda door: cases.refuse(door, holder(asked, Scopes.CASES_APPROVE), asked.ref), CASE
    )


def close_case(asked: Namespace) -> int:
    """Close a case."""
    return done(asked, lambda door: cases.close(door, OFFICER, asked.ref), CASE)
