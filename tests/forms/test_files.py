"""Files: taken in piece by piece, told by their content, sealed, handed out, and erased."""

from collections.abc import Iterator

import pytest
from tests.forms.samples import (
    DISCLOSE,
    PNG,
    SHOP,
    USE,
    files,
    handed,
    only_file,
    pieces,
    registered,
    sent,
    shown,
    submitted,
    with_file,
)
from tests.gate.samples import ERASE, Clock, counted, last
from tests.store import Store

from mamoru.collection.forms.errors import (
    FileCutOffError,
    FileTooLargeError,
    UnknownFormError,
)
from mamoru.collection.forms.register import add
from mamoru.collection.forms.uploads import upload
from mamoru.gate.asking import OFFICER
from mamoru.gate.door import Door
from mamoru.gate.erase import erase
from mamoru.gate.files import PATIENCE, hand_out, sweep
from mamoru.gate.read import disclose
from mamoru.vault.errors import UnknownFileError

TEXT = "営業時間を教えてください。".encode()


def test_a_file_comes_back_byte_by_byte_to_whoever_may_read_it(door: Door, clock: Clock) -> None:
    registered(door)
    answer = with_file(door, clock)

    handed_out, _ = hand_out(door, OFFICER, USE, answer.ref, only_file(door, answer.ref))

    assert b"".join(handed_out.content) == PNG
    assert (handed_out.file.media, handed_out.file.size) == ("image/png", len(PNG))
    assert (last().act, last().data) == ("use", ("supplied",))


def test_nothing_on_the_disk_or_in_the_tables_shows_the_file_or_its_name(
    door: Door, clock: Clock, store: Store
) -> None:
    registered(door)
    with_file(door, clock, TEXT)

    [file] = files(store)
    assert TEXT not in file.read_bytes()
    assert "写真" not in file.name
    if store.vendor == "sqlite":
        for database in store.home.glob("mamoru.sqlite3*"):
            assert "写真.png".encode() not in database.read_bytes()


def test_disclosure_names_every_file_with_what_the_person_called_it(
    door: Door, clock: Clock
) -> None:
    registered(door)
    answer = with_file(door, clock)

    found, _ = disclose(door, OFFICER, DISCLOSE, answer.ref)

    assert [(one.item, one.label, one.media, one.size) for one in found.files] == [
        ("upload", "写真.png", "image/png", len(PNG))
    ]


def test_erasing_the_person_removes_their_files_from_the_disk(
    door: Door, clock: Clock, store: Store
) -> None:
    registered(door)
    answer = with_file(door, clock)
    assert len(files(store)) == 1

    certificate, _ = erase(door, OFFICER, ERASE, answer.ref)

    assert certificate.files == 1
    assert files(store) == []
    assert counted("vault_file") == 0


def test_a_file_of_somebody_else_is_no_file_of_this_person(door: Door, clock: Clock) -> None:
    registered(door)
    one = with_file(door, clock)
    fields = {"name": "Another Fixture"}
    other = submitted(door, handed(shown(door, clock), fields=fields))

    with pytest.raises(UnknownFileError):
        hand_out(door, OFFICER, USE, other.ref, only_file(door, one.ref))


def test_a_file_with_more_bytes_than_the_field_takes_is_refused_while_it_comes(
    door: Door, store: Store
) -> None:
    registered(door)
    taken = []

    def endless() -> Iterator[bytes]:
        yield PNG
        while True:
            taken.append(1)
            yield bytes(100_000)

    with pytest.raises(FileTooLargeError):
        upload(door, OFFICER, "inquiry", "attachment", endless())

    assert len(taken) < 12
    assert files(store) == []


def test_a_file_that_is_cut_off_leaves_nothing(door: Door, store: Store) -> None:
    registered(door)

    with pytest.raises(FileCutOffError):
        upload(door, OFFICER, "inquiry", "attachment", pieces(PNG), announced=len(PNG) + 1)

    def broken() -> Iterator[bytes]:
        yield PNG[:100_000]
        message = "the connection is gone"
        raise ConnectionResetError(message)

    with pytest.raises(ConnectionResetError):
        upload(door, OFFICER, "inquiry", "attachment", broken())
    assert files(store) == []


def test_a_file_for_a_field_that_takes_none_is_not_read(door: Door) -> None:
    registered(door)

    for form, field in (("inquiry", "name"), ("inquiry", "nothing"), ("other", "attachment")):
        with pytest.raises(UnknownFormError):
            upload(door, OFFICER, form, field, pieces(PNG))


def test_a_file_is_taken_over_once_by_who_sent_it_and_with_its_own_key(
    door: Door, clock: Clock
) -> None:
    registered(door)
    token = sent(door, asker=SHOP)
    forged = token[:-4] + ("AAAA" if token[-4:] != "AAAA" else "BBBB")
    reference = shown(door, clock)

    with pytest.raises(UnknownFileError):  # another system
        submitted(door, handed(reference, files={"attachment": [{"token": token}]}))
    for wrong in (forged.replace("f_", "f_0", 1), "f_x", token.partition(".")[0]):
        with pytest.raises(UnknownFileError):
            submitted(door, handed(reference, files={"attachment": [{"token": wrong}]}))
    taken = handed(reference, files={"attachment": [{"token": token}]})
    submitted(door, taken, asker=SHOP)
    fields = {"name": "Another Fixture"}
    again = handed(shown(door, clock), files=taken_files(token), fields=fields)
    with pytest.raises(UnknownFileError):  # it is somebody's now
        submitted(door, again, asker=SHOP)


def taken_files(token: str) -> dict[str, list[dict[str, str]]]:
    return {"attachment": [{"token": token}]}


def test_a_file_that_nobody_hands_in_goes_after_an_hour(
    door: Door, clock: Clock, store: Store
) -> None:
    registered(door)
    sent(door)
    kept = with_file(door, clock)
    assert len(files(store)) == 2
    assert sweep(door) == 0

    clock.now += PATIENCE

    assert sweep(door) == 1
    assert len(files(store)) == 1
    handed_out, _ = hand_out(door, OFFICER, USE, kept.ref, only_file(door, kept.ref))
    assert b"".join(handed_out.content) == PNG


def test_a_sweep_leaves_what_is_just_arriving(door: Door, store: Store) -> None:
    registered(door)

    def slowly() -> Iterator[bytes]:
        yield PNG
        assert len(files(store)) <= 1
        assert sweep(door) == 0
        yield PNG

    token = upload(door, OFFICER, "inquiry", "attachment", slowly()).token

    assert token
    assert len(files(store)) == 1


def test_a_text_file_in_which_something_sensitive_is_found_does_not_stay_a_file(
    door: Door, clock: Clock, store: Store
) -> None:
    registered(door)
    add(door, LETTER.encode())
    token = upload(door, OFFICER, "letter", "letter", pieces("持病は糖尿病です。".encode())).token
    reference = shown(door, clock)

    answer = submitted(
        door,
        handed(reference, fields={"name": "Fixture Person"}, files={"letter": [{"token": token}]}),
        form="letter",
    )

    assert [(one.field, one.state) for one in answer.fields] == [
        ("name", "kept"), ("letter", "quarantined"),
    ]  # fmt: skip
    assert files(store) == []
    assert (counted("vault_file"), counted("vault_withheld")) == (0, 1)


LETTER = """\
mamoru-form: 1
form:
  name: letter
  version: "1"
  title: {ja: お手紙, en: Letter}
  whose: individual
  purposes: ["2(1)b"]
  notice: {name: inquiry, version: "1"}
  keep: P1Y
fields:
  name: {item: name, type: text, required: true}
  letter: {item: inquiry_text, type: file, media: [text/plain]}
"""


def test_the_directory_of_files_and_each_file_are_closed_to_others(
    door: Door, clock: Clock, store: Store
) -> None:
    registered(door)
    with_file(door, clock)

    modes = {one.stat().st_mode & 0o077 for one in (store.home / "files").rglob("*")}

    assert modes == {0}
