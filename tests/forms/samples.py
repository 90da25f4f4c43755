"""Forms, notices and submissions of nobody who exists."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import msgspec
from tests.gate.samples import INVESTIGATED, Clock
from tests.store import Store

from mamoru.collection.forms.register import add
from mamoru.collection.forms.submit import Handed, Submitted, submit
from mamoru.collection.forms.uploads import upload
from mamoru.consent import notices
from mamoru.gate.asking import OFFICER, Asker, Wish
from mamoru.gate.door import Door
from mamoru.gate.read import disclose

FORM = """\
mamoru-form: 1
form:
  name: inquiry
  version: "2026-11"
  title: {ja: お問い合わせ, en: Inquiry}
  whose: individual
  purposes: ["2(1)b"]
  notice: {name: inquiry, version: "1", shown_within_minutes: 60}
  keep: P1Y
fields:
  name: {item: name, type: text, required: true, longest: 50}
  email: {item: email, type: email, identifies: true}
  question: {item: inquiry_text, type: long_text}
  attachment:
    item: upload
    type: file
    media: [image/png, application/pdf, text/plain]
    largest: 1048576
    most: 3
"""
YOUNG = FORM.replace("  keep: P1Y\n", "  keep: P1Y\n  guardian: true\n").replace(
    "fields:\n", "fields:\n  born: {item: birth_date, type: date, required: true}\n"
)
AGENTS = """\
mamoru-form: 1
form:
  name: message
  version: "2026-11"
  title: {ja: ご連絡, en: Message}
  whose: individual
  purposes: ["2(1)b"]
  notice: {name: message, version: "1"}
  keep: P1Y
  agents: true
fields:
  question: {item: inquiry_text, type: long_text, required: true}
"""
WITHOUT = ("          inquiry_text: {ja: お問い合わせの内容, en: Text of an inquiry}\n", "")
"""What makes the reference policy one that does not know the text of an inquiry."""
PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 1024
SHOP = Asker(system="shop-front", purposes=frozenset(["2(1)b"]), request="0123456789abcdef" * 2)


def register_notice(door: Door, name: str = "inquiry", version: str = "1") -> notices.Notice:
    new = notices.NewNotice(
        name=name, version=version, language="ja", purposes=("2(1)a", "2(1)b"),
        text=f"お問い合わせにお答えするために利用します。({version})",
    )  # fmt: skip
    return door.writer.run(lambda _: notices.register(new, door.policy, now=door.clock()))[0]


def show(door: Door, name: str = "inquiry", person: int | None = None) -> str:
    """Show the current notice, and return the reference of the showing."""

    def unit(_: object) -> str:
        notice = notices.current(name, door.clock())[0]
        return notices.show(notice, now=door.clock(), person=person).reference

    return door.writer.run(unit)[0]


def shown(door: Door, clock: Clock, name: str = "inquiry", minutes: int = 5) -> str:
    """Show the notice, and let some minutes pass."""
    reference = show(door, name)
    clock.now += timedelta(minutes=minutes)
    return reference


def registered(door: Door, text: str = FORM) -> None:
    name = "message" if "name: message" in text else "inquiry"
    register_notice(door, name)
    add(door, text.encode())


_keys = iter(range(10**6))


def handed(reference: str | None, **changes: Any) -> Handed:
    asked: dict[str, Any] = {
        "key": f"submission-{next(_keys):08}",
        "shown": reference,
        "fields": {
            "name": "Fixture Person",
            "email": "fixture@example.com",
            "question": "営業時間を教えてください。",
        },
    }
    return msgspec.convert(asked | changes, Handed)


def submitted(
    door: Door, wanted: Handed, *, form: str = "inquiry", asker: Asker = OFFICER
) -> Submitted:
    return submit(door, asker, form, wanted)[0]


def pieces(content: bytes, size: int = 10_000) -> Iterator[bytes]:
    for at in range(0, len(content), size):
        yield content[at : at + size]


def sent(door: Door, content: bytes = PNG, *, asker: Asker = OFFICER) -> str:
    """Send a file, and return its token."""
    return upload(door, asker, "inquiry", "attachment", pieces(content)).token


USE = Wish(act="use", purpose="2(1)b")
DISCLOSE = Wish(act="disclose", recipient="user", grounds=INVESTIGATED)


def files(store: Store) -> list[Path]:
    return [one for one in (store.home / "files").rglob("f_*") if one.is_file()]


def with_file(door: Door, clock: Clock, content: bytes = PNG) -> Submitted:
    token = sent(door, content)
    attached = {"attachment": [{"token": token, "label": "写真.png"}]}
    return submitted(door, handed(shown(door, clock), files=attached))


def only_file(door: Door, ref: str) -> str:
    [file] = disclose(door, OFFICER, DISCLOSE, ref)[0].files
    return file.file
