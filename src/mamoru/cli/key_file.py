"""Whoever decides what somebody else asked for: the holder of a key, which lies in a file."""

from argparse import Namespace

from mamoru.cli.files import read_file
from mamoru.gate.asking import Asker
from mamoru.gate.clients import Clients
from mamoru.gate.errors import ScopeMissingError

LONGEST = 200


def holder(asked: Namespace, scope: str) -> Asker:
    """Return whose key is in `--key-file`; raises `UnknownClientError`, `ScopeMissingError`."""
    key = read_file(asked.key_file, LONGEST).decode("ascii", "replace").strip()
    caller = Clients().check(key)
    if scope not in caller.scopes:
        raise ScopeMissingError(scope=scope)
    return Asker(system=caller.name, purposes=caller.purposes)
