"""What goes with time besides values: what a purpose ended for, identifiers, files, old letters."""

from datetime import timedelta

from tests.gate.samples import NOON, Clock, counted, stored
from tests.gate.test_held_files import on_disk, with_file
from tests.outbox.mailserver import MailServer
from tests.retention.samples import wrote

from mamoru.gate.asking import OFFICER, Wish
from mamoru.gate.create import Given, create
from mamoru.gate.door import Door
from mamoru.gate.expiring import due, end_some
from mamoru.gate.letters import count_old, forget_old
from mamoru.gate.mail import send_due
from mamoru.outbox.enqueue import enqueue
from mamoru.outbox.letters import NewLetter, State
from mamoru.outbox.models import Delivery, Forgotten
from mamoru.policy.words import Word
from mamoru.vault.find import find as find_ref
from mamoru.vault.models import Person
from mamoru.vault.read import fetch, kinds_of

DAY = timedelta(days=1)
MAIL = "plugh.xyzzy@example.jp"


def member(door: Door, **items: str) -> str:
    given = Given(
        whose="member", residence="JP", agreed=True, identifiers={"email": MAIL}, items=items
    )
    wish = Wish(act="collect", source="person", grounds={"notice_shown": "notice:1"})
    return create(door, OFFICER, wish, [given])[0].people[0].ref


def left(door: Door, ref: str) -> None:
    """Let somebody have left, though a law keeps something of theirs."""
    now = door.clock()
    door.writer.run(lambda _: Person.objects.filter(ref=ref).update(left_at=now))


def held(ref: str) -> set[str]:
    return {one.data for one in fetch(ref, history=True).fields}


def documents_due(door: Door) -> int:
    found = due(door.shelf.policy(door.clock()), door.clock())
    return sum(count for period, count in found.items() if "documents" in period)


def test_what_a_purpose_was_for_goes_by_itself_once_its_person_has_left(
    shop: Door, clock: Clock
) -> None:
    (ref,) = wrote(shop, 1)
    name = with_file(shop, ref, b"qqdocument " * 9, "identity_document", "document_image")
    clock.now = NOON + 400 * DAY
    assert end_some(shop, 0, 10).values == 0  # nobody here knows that it ended

    left(shop, ref)
    clock.now += 30 * DAY
    assert documents_due(shop) == 0
    clock.now += DAY
    assert documents_due(shop) == 1

    assert end_some(shop, 0, 10).values == 1
    assert (held(ref), counted("vault_file"), on_disk(shop, name)) == ({"message"}, 0, False)


def test_an_identifier_goes_with_the_category_that_it_is_of(shop: Door, clock: Clock) -> None:
    ref = member(shop, name="Xyzzy Plughvilleska", article="架空の品")
    left(shop, ref)
    clock.now = NOON + 91 * DAY

    assert end_some(shop, 0, 10).values == 1

    assert held(ref) == {"order"}
    assert kinds_of(fetch(ref)) == ()
    assert find_ref(shop.keys, "email", MAIL) is None


def test_an_identifier_stays_while_its_category_does(shop: Door, clock: Clock) -> None:
    ref = member(shop, name="Xyzzy Plughvilleska", inquiry_text="qqtext")
    clock.now = NOON.replace(year=2028) + DAY

    assert end_some(shop, 0, 10).values == 1

    assert (held(ref), find_ref(shop.keys, "email", MAIL)) == ({"account"}, ref)


def test_a_file_goes_with_its_category_from_the_disk_too(shop: Door, clock: Clock) -> None:
    (ref,) = wrote(shop, 1)
    name = with_file(shop, ref, b"qqattached " * 9, "message", "inquiry_text")
    clock.now = NOON.replace(year=2028)
    assert (end_some(shop, 0, 10).values, on_disk(shop, name)) == (0, True)

    clock.now += DAY

    assert (end_some(shop, 0, 10).values, on_disk(shop, name)) == (2, False)
    assert counted("vault_file") == 0


def test_a_later_file_keeps_what_is_older_in_its_category(shop: Door, clock: Clock) -> None:
    (ref,) = wrote(shop, 1)
    clock.now = NOON + 300 * DAY
    name = with_file(shop, ref, b"qqattached " * 9, "message", "inquiry_text")

    clock.now = NOON.replace(year=2028) + DAY

    assert (end_some(shop, 0, 10).values, on_disk(shop, name)) == (0, True)


def test_to_whom_a_letter_went_is_forgotten_a_year_later_and_what_waits_is_not(
    door: Door, clock: Clock, server: MailServer
) -> None:
    one = stored(door)
    letter = NewLetter(
        kind="notice", key="notice:1", purpose="2(1)a", subject=Word("件名", "subject"),
        body=Word("本文", "body"),
    )  # fmt: skip
    door.writer.run(lambda _: enqueue(letter, [one.number], now=clock.now))
    assert (count_old(None), forget_old(door, 10)) == (0, 0)
    send_due(door, server.mailer())
    assert (Delivery.objects.get().state, count_old(None)) == (State.SENT, 1)

    clock.now = NOON.replace(year=NOON.year + 1)
    assert (count_old(clock.now), forget_old(door, 10)) == (0, 0)
    clock.now += DAY
    assert (count_old(clock.now), forget_old(door, 10)) == (1, 1)

    assert not Delivery.objects.exists()
    assert list(Forgotten.objects.values_list("state", "count")) == [("sent", 1)]
