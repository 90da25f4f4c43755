"""A program that opens a door of its own beside others, and takes a choice back.

It says `ready` once the door is open, waits for a line with a person and a choice, and says when
the withdrawal is on record.
"""

import sys
from datetime import UTC, datetime

import django

django.setup()

from mamoru.gate.asking import OFFICER  # noqa: E402 - Django must be set up first
from mamoru.gate.choose import withdraw  # noqa: E402
from mamoru.gate.door import opened  # noqa: E402


def main() -> None:
    """Take back what standard input names."""
    with opened() as door:
        print("ready", flush=True)
        ref, reference = sys.stdin.readline().split()
        withdraw(door, OFFICER, ref, reference)
        print(datetime.now(UTC).isoformat(), flush=True)
        sys.stdin.readline()


if __name__ == "__main__":
    main()
