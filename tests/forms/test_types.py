"""What a file is, its content says, and a form takes only what it names."""

import zipfile
from io import BytesIO

import pytest
from tests.forms.samples import PNG, pieces, registered, sent
from tests.gate.samples import counted
from tests.store import Store

from mamoru.collection.forms.errors import FileTypeRefusedError
from mamoru.collection.forms.uploads import upload
from mamoru.gate.asking import OFFICER
from mamoru.gate.door import Door

TEXT = "営業時間を教えてください。".encode()


def office(folder: str, *more: str) -> bytes:
    archive = BytesIO()
    with zipfile.ZipFile(archive, "w") as file:
        for name in ("[Content_Types].xml", f"{folder}/document.xml", *more):
            file.writestr(name, "x" * 100)
    return archive.getvalue()


@pytest.mark.parametrize(
    "content",
    [
        b"<html><script>alert(1)</script></html>",
        b'\xef\xbb\xbf <svg xmlns="http://www.w3.org/2000/svg"/>',
        b"MZ" + bytes(300),
        b"\x7fELF" + bytes(300),
        b"#!/bin/sh\necho\n",
        b"GIF89a" + bytes(20),  # a picture, but of no type that the form takes
        office("word"),
        office("word", "word/vbaProject.bin"),
        b"",
        bytes(1000),
        b"plain at first" + b"." * 70_000 + b"\x00\x01",
        b"plain at first " * 5_000 + b"\xff\xfe\xff",
    ],
)
def test_what_the_form_does_not_take_is_refused_by_its_content_and_not_kept(
    door: Door, store: Store, content: bytes
) -> None:
    registered(door)

    with pytest.raises(FileTypeRefusedError):
        sent(door, content)

    assert list((store.home / "files").rglob("f_*")) == []
    assert counted("vault_file") == 0


@pytest.mark.parametrize(
    ("content", "media"),
    [
        (PNG, "image/png"),
        (b"%PDF-1.7\nall of it text\n", "application/pdf"),
        (b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n" + bytes(50), "application/pdf"),
        (TEXT, "text/plain"),
        ("半角カナを含む文章ｱｲｳ".encode("cp932"), "text/plain"),
    ],
)
def test_a_file_is_what_its_content_is(door: Door, content: bytes, media: str) -> None:
    registered(door)

    assert upload(door, OFFICER, "inquiry", "attachment", pieces(content)).media == media
