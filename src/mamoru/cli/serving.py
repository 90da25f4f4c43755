"""The command `mamoru serve`."""

import importlib
from argparse import Namespace

from mamoru.cli.codes import YES


def serve(asked: Namespace) -> int:
    """Serve the HTTP API until told to stop."""
    # By name: the rooms of one floor do not import each other, and this one only starts that one.
    importlib.import_module("mamoru.api.serve").serve(asked.host, asked.port)
    return YES
