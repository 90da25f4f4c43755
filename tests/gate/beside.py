"""A program that opens the door, collects and reads people, and closes it again."""

import secrets
import sys

import django

django.setup()

from tests.gate.samples import COLLECT, USE, given  # noqa: E402 - Django must be set up first
from tests.vault.together import together  # noqa: E402

from mamoru.gate.asking import OFFICER  # noqa: E402
from mamoru.gate.create import create  # noqa: E402
from mamoru.gate.door import opened  # noqa: E402
from mamoru.gate.read import read  # noqa: E402
from mamoru.paths import reference_policy  # noqa: E402


def main(count: int) -> None:
    """Collect `count` people in each of four threads, and read each; print their refs."""
    with opened(policy=reference_policy()) as door:

        def one() -> list[str]:
            refs = []
            for _ in range(count):
                name = f"H{secrets.token_hex(8)} Tsukuri"
                ref = create(door, OFFICER, COLLECT, [given(name)])[0].people[0].ref
                assert read(door, OFFICER, USE, ref, items=["name"])[0].values[0].value == name
                refs.append(ref)
            return refs

        for found in together([one] * 4):
            if not isinstance(found, list):
                raise found
            sys.stdout.write("".join(f"{ref}\n" for ref in found))


if __name__ == "__main__":
    main(int(sys.argv[1]))
