"""The letter with the code by which a person signs in."""

import logging
import threading
from secrets import token_hex

from mamoru.errors import MamoruError
from mamoru.gate.door import Door
from mamoru.gate.transaction import Record
from mamoru.gate.writing import write_to
from mamoru.outbox.letters import NewLetter
from mamoru.policy.words import Word
from mamoru.rights.requests.receive import finding_purpose

log = logging.getLogger("mamoru.faces")
_SUBJECT = Word("ログイン用の確認番号", "The code to sign in with")
_BODY = Word(
    "ご自身の情報のページに入るための確認番号です。\n\n    {enclosed}\n\n"
    "数分以内に画面へ入力してください。お心当たりがなければ、このメールを破棄してください。"
    "番号を電話やメールでお尋ねすることはありません。",
    "This code lets you in to the pages about your information.\n\n    {enclosed}\n\n"
    "Enter it on the page within a few minutes. If you did not ask for it, throw this mail away. "
    "We never ask for the code by telephone or mail.",
)


def send_code_aside(door: Door, ref: str, code: str) -> None:
    """Put the code into the outbox while the page is answered: no answer waits for it.

    How long an answer takes would tell whether there is somebody to write to. A code that could not
    be sent is told to the log, and the person asks for another.
    """
    threading.Thread(target=_tried, args=(door, ref, code), name="code", daemon=True).start()


def _tried(door: Door, ref: str, code: str) -> None:
    try:
        send_code(door, ref, code)
    except MamoruError as error:
        log.warning("a code to sign in was not sent: %s", error.code)


def send_code(door: Door, ref: str, code: str) -> None:
    """Put the code into the outbox, sealed for the person; raises what the door raises.

    Where the policy has no purpose for answering people, no code can be sent.
    """

    def unit(record: Record) -> None:
        now = door.clock()
        purpose = finding_purpose(door.shelf.policy(now))
        if purpose is None:
            return
        letter = NewLetter(
            kind="request", key=f"sign-in:{token_hex(8)}", purpose=purpose, subject=_SUBJECT,
            body=_BODY,
        )  # fmt: skip
        write_to(door, record, ref, letter, enclosed=code, now=now)

    door.writer.run(unit)
