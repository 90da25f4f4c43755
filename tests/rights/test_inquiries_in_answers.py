"""A disclosure holds what the person asked and was answered, and nothing of another's."""

import msgspec
import pytest
from tests.desk.boxes import STRANGER, TEXT, WRITER, arrived, came, mail
from tests.gate.samples import INVESTIGATED, last, stored
from tests.rights.samples import DESK, DOCUMENT, answer, asked, decided

from mamoru.desk.answer import Answering
from mamoru.desk.answer import answer as reply
from mamoru.desk.receive import NewFile, NewInquiry, receive
from mamoru.gate.asking import OFFICER, Wish
from mamoru.gate.door import Door
from mamoru.gate.errors import UnknownItemError
from mamoru.gate.free_text import data_of
from mamoru.gate.read import disclose
from mamoru.rights.requests.decide import Deciding
from mamoru.rights.requests.identify import vouch
from mamoru.rights.requests.models import PlaceSearched
from mamoru.rights.requests.review import LeftOut, Reviewing, review
from mamoru.rights.requests.work import work_due

ASKED, SAID = "架空の質問です。", "架空の回答です。"
FILE = NewFile(content=b"qqfile", name="shitsumon.txt", media="text/plain")


def wrote(door: Door, person: str, text: str = ASKED, said: str = SAID) -> str:
    new = NewInquiry(text=text, subject="架空の件", person=person, email="", files=(FILE,))
    ref = receive(door, OFFICER, new).inquiry
    reply(door, OFFICER, ref, Answering(text=said, how="phone"))
    return ref


def test_a_disclosure_holds_what_was_asked_and_answered_with_attachments_named(door: Door) -> None:
    person = stored(door).ref
    mine = wrote(door, person)
    wrote(door, stored(door, "Other Qq").ref, "qqother asked", "qqother answered")
    ref = asked(door, person=person)
    decided(door, ref)

    files = answer(door, ref)

    [told] = msgspec.json.decode(files["answer.json"])["inquiries"]
    assert told["inquiry"] == mine
    said = [(one["is_answer"], one["text"]) for one in told["messages"]]
    assert said == [(False, ASKED), (True, SAID)]
    assert [one["name"] for one in told["messages"][0]["files"]] == ["shitsumon.txt"]
    for name in ("answer.ja.html", "answer.en.html", "inquiries.csv"):
        text = files[name].decode()
        assert all(one in text for one in (mine, ASKED, SAID, "shitsumon.txt")), name
    assert not any(b"qqother" in one for one in files.values())
    assert PlaceSearched.objects.get(request__ref=ref).rows > 0


def test_a_message_of_a_stranger_that_waits_in_the_thread_is_in_no_answer(door: Door) -> None:
    person = stored(door, identifiers={"email": WRITER}).ref
    [inquiry] = arrived(door, mail())
    assert inquiry.person == person
    to = f"madoguchi+{inquiry.token}@desk.example"
    arrived(door, mail("qqstranger", name="2", sender=STRANGER, to=to))
    assert [one.is_on_hold for one in came(inquiry)] == [False, True]
    ref = asked(door, person=person)
    decided(door, ref)

    files = answer(door, ref)

    [told] = msgspec.json.decode(files["answer.json"])["inquiries"]
    said = [one["text"].strip() for one in told["messages"] if not one["is_answer"]]
    assert said == [TEXT]
    assert not any(b"qqstranger" in one for one in files.values())


@pytest.mark.parametrize(
    ("item", "left", "has_files"),
    [("", (0,), True), ("upload", (0, 1), False), ("inquiry_text", (), False)],
)
def test_an_inquiry_is_left_out_by_its_number_and_all_texts_by_their_item(
    door: Door, item: str, left: tuple[int, ...], has_files: bool
) -> None:
    person = stored(door).ref
    mine = wrote(door, person), wrote(door, person, "qqsecond asked", "qqsecond answered")
    ref = asked(door, person=person)
    found = Reviewing(left_out=(LeftOut(item=item or mine[1], ground="harm_to_rights"),))
    decided(door, ref, Deciding(outcome="part", ground="harm_to_rights", reasons="x"), found)

    told = msgspec.json.decode(answer(door, ref)["answer.json"])["inquiries"]

    assert [one["inquiry"] for one in told] == [mine[one] for one in left]
    files = [file for inquiry in told for said in inquiry["messages"] for file in said["files"]]
    assert bool(files) == has_files


def test_another_persons_inquiry_cannot_be_named_as_left_out(door: Door) -> None:
    theirs = wrote(door, stored(door, "Other Qq").ref)
    ref = asked(door)
    vouch(door, DESK, ref, DOCUMENT)
    work_due(door)

    found = Reviewing(left_out=(LeftOut(item=theirs, ground="harm_to_rights"),))

    with pytest.raises(UnknownItemError):
        review(door, DESK, ref, found)


def test_a_disclosure_through_the_door_is_decided_for_the_texts_as_well(door: Door) -> None:
    person = stored(door).ref
    ref = wrote(door, person)

    found, _ = disclose(door, OFFICER, Wish(act="disclose", grounds=INVESTIGATED), person)

    assert [one.inquiry for one in found.inquiries] == [ref]
    assert data_of(door.policy, "inquiry_text") in last().data
