"""Contents of a person's files are in the answer: each decided and on record, within a size."""

from datetime import timedelta

import msgspec
import pytest
from tests.forms.samples import PNG, files, handed, registered, sent, shown, submitted, with_file
from tests.gate.samples import Clock, entries
from tests.rights.samples import DESK, DOCUMENT, JUDGE, WHOLE, answer, asked, decided, row, state
from tests.store import Store

from mamoru.gate.door import Door
from mamoru.ledger.entries import Handled
from mamoru.rights.answer import contents
from mamoru.rights.requests.decide import decide
from mamoru.rights.requests.identify import vouch
from mamoru.rights.requests.review import Reviewing, review
from mamoru.rights.requests.state import RequestState
from mamoru.rights.requests.work import work_due

TEXT = "見本の文章".encode()


def disclosures() -> int:
    return len([one for one in entries() if isinstance(one, Handled) and one.act == "disclose"])


def with_two(door: Door, clock: Clock, *labels: str) -> str:
    """Store somebody who sent a picture and a text, and return their name."""
    registered(door)
    attached = [
        {"token": sent(door, content), "label": label}
        for content, label in zip((PNG, TEXT), labels, strict=True)
    ]
    return submitted(door, handed(shown(door, clock), files={"attachment": attached})).ref


def told(found: dict[str, bytes]) -> list[dict[str, object]]:
    listed = msgspec.json.decode(found["answer.json"])["files"]
    assert isinstance(listed, list)
    return listed


def test_each_file_is_in_the_answer_byte_by_byte_and_read_on_record(
    door: Door, clock: Clock, store: Store
) -> None:
    ref = asked(door, person=with_two(door, clock, "写真.png", "../../etc/見本\\:?.txt"))
    before = disclosures()
    decided(door, ref)

    found = answer(door, ref)

    names = [name for name in found if name.startswith("files/")]
    assert names == ["files/001-写真.png", "files/002-_.._etc_見本_.txt"]
    assert [found[name] for name in names] == [PNG, TEXT]
    assert [one["packed_as"] for one in told(found)] == names
    assert set(names) <= msgspec.json.decode(found["manifest.json"])["files"].keys()
    assert disclosures() - before == 3  # everything as one, and each file
    assert "files/001-写真.png" in found["answer.ja.html"].decode()
    for database in store.home.glob("mamoru.sqlite3*"):
        assert TEXT not in database.read_bytes()


def test_a_file_without_a_name_has_that_of_its_item(door: Door, clock: Clock) -> None:
    ref = asked(door, person=with_two(door, clock, "", " .. "))
    decided(door, ref)

    names = [name for name in answer(door, ref) if name.startswith("files/")]

    assert names == ["files/001-upload.png", "files/002-upload.txt"]


def test_of_a_file_that_is_too_large_for_the_answer_it_says_so_in_both_languages(
    door: Door, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(contents, "LARGEST", len(PNG) - 1)
    ref = asked(door, person=with_two(door, clock, "写真.png", "b.txt"))
    before = disclosures()
    decided(door, ref)

    found = answer(door, ref)

    assert [name for name in found if name.startswith("files/")] == ["files/002-b.txt"]
    assert disclosures() - before == 2
    assert f"({len(PNG):,} bytes) is not in it" in found["answer.en.html"].decode()
    assert f"({len(PNG):,} バイト)は入っていません" in found["answer.ja.html"].decode()


def test_a_file_whose_content_is_missing_is_seen_to_before_there_is_an_answer(
    door: Door, clock: Clock, store: Store
) -> None:
    registered(door)
    ref = asked(door, person=with_file(door, clock).ref)
    vouch(door, DESK, ref, DOCUMENT)
    work_due(door)
    review(door, DESK, ref, Reviewing())
    [file] = files(store)
    away = file.rename(file.with_name("away"))
    decide(door, JUDGE, ref, WHOLE)

    work_due(door)
    assert (state(ref), row(ref).problem) == (RequestState.ANSWERING, "content-absent")

    away.rename(file)
    clock.now += timedelta(hours=1)
    work_due(door)
    assert (state(ref), row(ref).problem) == (RequestState.READY, "")
    assert answer(door, ref)["files/001-写真.png"] == PNG
