"""A mail server for `mamoru serve --sample` alone: it takes every letter and prints short ones.

The demonstration leaves an announcement for each of its people; those would hide a code.

It ends with whoever started it, whose end closes its standard input.
"""

import socket
import sys
from email import message_from_bytes
from email.policy import default
from typing import Any

from aiosmtpd.controller import Controller

HOST = "127.0.0.1"
LONGEST = 600
"""Characters of a letter that is printed."""


class Printing:
    """Prints what comes in, where it is short."""

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802, ANN401 - aiosmtpd's words
        """Take a letter."""
        letter = message_from_bytes(envelope.content, policy=default)
        body = letter.get_body(("plain",))
        text = body.get_content() if body is not None else ""
        if len(text) > LONGEST:
            return "250 OK"
        lines = [f"To: {letter['To']}", f"Subject: {letter['Subject']}", "", *text.splitlines()]
        print("\n".join(f"    | {line}" for line in lines), file=sys.stderr, flush=True)
        return "250 OK"


def main() -> None:
    """Take letters until standard input ends."""
    with socket.socket() as free:  # the controller itself cannot be told to choose
        free.bind((HOST, 0))
        port = int(free.getsockname()[1])
    controller = Controller(Printing(), hostname=HOST, port=port)
    controller.start()
    print(port, flush=True)
    sys.stdin.read()
    controller.stop()


if __name__ == "__main__":
    main()
