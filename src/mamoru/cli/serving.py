"""The command `mamoru serve`."""

import importlib
from argparse import Namespace
from collections.abc import Callable

from mamoru.cli.codes import YES
from mamoru.cli.errors import PolicyInForceError
from mamoru.cli.language import language, say
from mamoru.cli.output import warn
from mamoru.cli.sample import sample, told
from mamoru.policy.errors import PolicyFileError
from mamoru.policy.words import Word

_LISTENING = Word("{address} で待ち受けています", "listening on {address}")


def serve(asked: Namespace) -> int:
    """Serve the pages and the HTTP API until told to stop."""
    if not asked.sample:
        return _serve(asked, lambda _: None)
    with sample() as entrance:
        return _serve(asked, lambda address: told(address, entrance))


def _serve(asked: Namespace, more: Callable[[str], None]) -> int:
    # By name: the rooms of one floor do not import each other, and this one only starts that one.
    def listening(address: str) -> None:
        warn(say(_LISTENING, language()).format(address=address))
        more(address)

    start = importlib.import_module("mamoru.api.serve").serve
    try:
        start(
            asked.host,
            asked.port,
            workers=asked.workers,
            tell=listening,
        )
    except PolicyFileError as error:
        raise PolicyInForceError(count=len(error.findings)) from None
    return YES
