"""`mamoru serve --sample`: both faces over the demonstration's people, in one minute.

1. The demonstration makes its home, unless it has. 2. A mailbox on this machine takes every letter
and prints it, so that codes to sign in with are seen. 3. An officer with every role is registered,
or let in again, by the link that officers always get.
"""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from mamoru.cli.demo.home import DEFAULT, MARKER
from mamoru.cli.errors import StrangeDirectoryError
from mamoru.cli.installation import set_up
from mamoru.cli.language import language, say
from mamoru.cli.output import warn
from mamoru.policy.words import Word

if TYPE_CHECKING:
    from mamoru.gate.door import Door

OFFICER = "sample-officer"
PERSON = "mihon-003@example.jp"
_MAKING = Word("見本を用意しています(1 分ほど)", "making the sample (about a minute)")
_FACES = Word(
    "担当者の画面(初めに {officer} のパスワードを設定): {site}{entrance}\n"
    "本人の画面({person} で。確認番号のメールはここに表示されます): {site}/my/sign-in",
    "console (choose a password for {officer} first): {site}{entrance}\n"
    "portal (as {person}; the mail with the code is shown here): {site}/my/sign-in",
)
_QUESTION = Word(
    "見本の質問です。注文の記録はいつまで残りますか。", "A sample: how long are orders kept?"
)
_API = "/api/"
_READY = "sample-is-ready"
"""A file that says that the demonstration came to its end."""


@contextmanager
def sample() -> Iterator[str]:
    """Set the sample up for this process, and yield the officer's entrance.

    Raises `StrangeDirectoryError` for a directory that the demonstration did not make.
    """
    directory = Path(os.environ["MAMORU_HOME"]) if os.environ.get("MAMORU_HOME") else DEFAULT
    os.environ["MAMORU_HOME"] = str(directory.resolve())
    is_new = not (directory / _READY).is_file()
    if is_new:
        if directory.exists() and any(directory.iterdir()) and not (directory / MARKER).is_file():
            raise StrangeDirectoryError(path=str(directory))
        warn(say(_MAKING, language()))
        making = [sys.executable, "-m", "mamoru.cli", "demo"]
        made = subprocess.run(making, stdout=subprocess.DEVNULL, check=False)  # noqa: S603 - ours
        if made.returncode:
            sys.exit(made.returncode)  # it said itself what was in the way
        (directory / _READY).touch()
    with _mailbox() as port:
        os.environ["MAMORU_SMTP"] = f"smtp://127.0.0.1:{port}"
        set_up()
        yield _entrance(is_new=is_new)


def told(address: str, entrance: str) -> None:
    """Say where both faces are, once the server takes calls at `address`."""
    site = address.partition(_API)[0].replace("127.0.0.1", "localhost")
    facts = {"officer": OFFICER, "person": PERSON, "site": site, "entrance": entrance}
    warn(say(_FACES, language()).format_map(facts))


@contextmanager
def _mailbox() -> Iterator[int]:
    """Run the mailbox beside this process, and yield its port."""
    run = [sys.executable, "-m", "mamoru.cli.sample_mailbox"]
    pipe = subprocess.PIPE
    with subprocess.Popen(run, stdin=pipe, stdout=pipe, text=True) as box:  # noqa: S603 - ours
        try:
            yield int(box.stdout.readline() if box.stdout is not None else "0")
        finally:
            box.terminate()


def _entrance(*, is_new: bool) -> str:
    """Register the officer, or let them in again; before the first time, leave work for them."""
    from mamoru.faces.accounts import add_officer, let_in_again
    from mamoru.faces.errors import OfficerNameTakenError
    from mamoru.faces.roles import ROLES
    from mamoru.faces.secret import open_secrets
    from mamoru.gate.door import opened

    with opened() as door:
        open_secrets(door)
        if is_new:
            _leave_work(door)
        try:
            return add_officer(door, OFFICER, ROLES)
        except OfficerNameTakenError:
            return let_in_again(door, OFFICER)


def _leave_work(door: "Door") -> None:
    """Let the person of the portal ask for disclosure, and a stranger ask a question."""
    from mamoru.desk.receive import NewInquiry
    from mamoru.desk.receive import receive as receive_inquiry
    from mamoru.gate.asking import OFFICER as DESK
    from mamoru.rights.requests.receive import NewRequest, receive

    receive(door, DESK, NewRequest(kind="disclose", identifiers={"email": PERSON}))
    question = NewInquiry(text=say(_QUESTION, language()), email="mihon-901@example.jp")
    receive_inquiry(door, DESK, question)
