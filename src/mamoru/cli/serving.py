"""The command `mamoru serve`."""

import importlib
from argparse import Namespace

from mamoru.cli.codes import YES
from mamoru.cli.errors import PolicyInForceError
from mamoru.cli.language import language, say
from mamoru.cli.output import warn
from mamoru.policy.errors import PolicyFileError
from mamoru.policy.words import Word

_LISTENING = Word("{address} で待ち受けています", "listening on {address}")


def serve(asked: Namespace) -> int:
    """Serve the HTTP API until told to stop."""
    # By name: the rooms of one floor do not import each other, and this one only starts that one.
    start = importlib.import_module("mamoru.api.serve").serve
    try:
        start(
            asked.host,
            asked.port,
            tell=lambda address: warn(say(_LISTENING, language()).format(address=address)),
        )
    except PolicyFileError as error:
        raise PolicyInForceError(count=len(error.findings)) from None
    return YES
