"""Files that come with a mail: what they are, what they say, and what is kept of them."""

from tests.desk.boxes import SENSITIVE, TEXT, arrived, mail, seen
from tests.gate.papers import pdf

from mamoru.desk import settle
from mamoru.gate.asking import OFFICER
from mamoru.gate.door import Door


def test_a_file_is_what_its_content_says_whatever_its_sender_does(door: Door) -> None:
    made = mail()
    made.add_attachment(
        b"MZ\x90\x00" + bytes(60), maintype="image", subtype="png", filename="a.png"
    )
    made.add_attachment(
        b"PK\x03\x04" + bytes(60), maintype="application", subtype="zip", filename="b.zip"
    )
    made.add_attachment(
        b"<html><script>x()</script>ok</html>", maintype="text", subtype="plain", filename="c.txt"
    )
    [inquiry] = arrived(door, made)

    program, archive, page = seen(door, inquiry.ref).messages[0].files

    assert (program.is_lying, program.is_active, program.is_screened) == (True, True, False)
    assert (archive.is_lying, archive.is_screened) == (False, False)
    assert (page.media, page.is_lying, page.is_active) == ("text/html", True, True)


def test_a_document_is_screened_as_what_it_says(door: Door) -> None:
    made = mail()
    number = "個人番号は 1234 5678 9018 です。"
    for content in (pdf(SENSITIVE), pdf(number), pdf(TEXT), pdf(TEXT, "")):
        made.add_attachment(content, maintype="application", subtype="pdf", filename="a.pdf")
    [inquiry] = arrived(door, made)

    sensitive, numbered, plain, pictured = seen(door, inquiry.ref).messages[0].files

    assert sensitive.withheld
    assert SENSITIVE in settle.review(door, OFFICER, inquiry.ref, sensitive.attachment)[0].text
    assert (numbered.withheld, numbered.is_kept) == ((), False)  # nothing can be masked in it
    assert (plain.withheld, plain.is_kept, plain.is_screened) == ((), True, True)
    assert (pictured.is_kept, pictured.is_screened) == (True, False)
