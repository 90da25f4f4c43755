"""A program that sends a file and hands in a form, and is killed at a line of it.

A line names the showing of the notice, the key of the submission, and the number of the line before
which its sender is killed (see `tests.killing`).
"""

import django

django.setup()

from tests.forms.samples import PNG, handed, pieces  # noqa: E402 - Django must be set up first
from tests.gate.samples import Clock  # noqa: E402
from tests.killing import Killer, answer_each  # noqa: E402

from mamoru.collection.forms import submit, uploads  # noqa: E402
from mamoru.gate import files, repeated, transaction  # noqa: E402
from mamoru.gate import submit as at_the_door  # noqa: E402
from mamoru.gate.asking import OFFICER  # noqa: E402
from mamoru.gate.door import open_door  # noqa: E402
from mamoru.vault import contents  # noqa: E402
from mamoru.vault import files as rows  # noqa: E402

WATCHED = (submit, uploads, files, repeated, transaction, at_the_door, contents, rows)


def done(reference: str, key: str, number: str) -> str:
    killer = Killer(int(number), WATCHED)
    killer.watch()
    clock = Clock()
    clock.now = clock.now.replace(minute=1)
    door = open_door(clock=clock)
    killer.is_armed = True
    token = uploads.upload(door, OFFICER, "inquiry", "attachment", pieces(PNG)).token
    files_of_form = {"attachment": [{"token": token}]}
    fields = {"name": "Fixture Person"}
    wanted = handed(reference, key=key, fields=fields, files=files_of_form)
    found, is_repeated, _ = submit.submit(door, OFFICER, "inquiry", wanted)
    killer.is_armed = False
    return f"{found.ref} {is_repeated}"


if __name__ == "__main__":
    answer_each(done)
