"""The sealed files of a package: read, written in its format, sealed in memory, noted."""

from hashlib import sha256
from secrets import token_urlsafe

from django.db.models import Sum

from mamoru.gate.door import Door
from mamoru.gate.handing.open import opened
from mamoru.gate.handing.wanted import wanted_of
from mamoru.gate.looking import looking
from mamoru.parties.queries import keys
from mamoru.provision.packages import files
from mamoru.provision.packages.errors import HandOverElsewhereError, RecipientKeyError
from mamoru.provision.packages.formats import part_file
from mamoru.provision.packages.included import in_part, included
from mamoru.provision.packages.models import HandOver, Lot, Part
from mamoru.provision.packages.report import hand_over
from mamoru.provision.packages.sealing import SUFFIX, Sealing, sealing
from mamoru.provision.packages.state import HandState

RECEIPT = "receipt.txt"
SHOWN = 8
"""Digits of the hash that a part's name has, so that a part made anew is not taken for the old."""


def is_full(row: HandOver, most: int) -> bool:
    """Tell whether enough was decided for one more part."""
    waiting = Lot.objects.filter(hand=row, after__gte=row.made, is_allowed=True)
    return (waiting.aggregate(n=Sum("count"))["n"] or 0) >= most


def sealing_of(row: HandOver) -> Sealing:
    """Return what seals to the key that was chosen; raises `RecipientKeyError`."""
    key = next((one for one in keys(row.party) if one.ref == row.key), None)
    if key is None:
        raise RecipientKeyError(kind=row.cipher)
    return sealing(key)


def make_part(door: Door, row: HandOver) -> HandOver:
    """Make a part of those who were decided since the last one, if there is any of them."""
    with looking() as cursor:
        numbers = sorted(included(cursor, row, row.made, row.cursor))
        number = Part.objects.filter(hand=row, number__gt=0).count() + 1
    content, people = _content(door, row, numbers)
    part = _stored(row, number, content, people) if people else None

    def unit(_: object) -> None:
        ours = HandOver.objects.filter(
            pk=row.pk, claims=row.claims, made=row.made, state=HandState.PRODUCING
        )
        if not ours.update(made=row.cursor, people=row.people + people):
            raise HandOverElsewhereError(hand=row.ref)
        if part is not None:
            part.after, part.last = row.made, row.cursor
            part.save()

    door.writer.run(unit)
    return hand_over(row.ref)


def remake(door: Door, part: Part) -> None:
    """Make a part anew, without those who are to be taken out; the old file is removed."""
    hand = part.hand
    with looking() as cursor:
        numbers = in_part(cursor, part)
    content, people = _content(door, hand, numbers)
    made = _stored(hand, part.number, content, people)

    def unit(_: object) -> None:
        mine = Part.objects.filter(pk=part.pk, place=part.place, is_stale=True)
        changed = mine.update(
            name=made.name, place=made.place, sha256=made.sha256, size=made.size, people=people,
            is_stale=False, put_at=None,
        )  # fmt: skip
        if not changed:
            raise HandOverElsewhereError(hand=hand.ref)
        total = Part.objects.filter(hand=hand).aggregate(n=Sum("people"))["n"] or 0
        HandOver.objects.filter(pk=hand.pk).update(people=total)

    door.writer.run(unit)
    clear_left(hand)


def clear_left(hand: HandOver) -> None:
    """Remove what no part names: files of a process that was killed, and of parts made anew."""
    with looking():
        named = set(Part.objects.filter(hand=hand).values_list("place", flat=True))
    files.keep_only(hand.ref, named)


def make_receipt(door: Door, row: HandOver) -> HandOver:
    """Put a code into the package that only whoever opens it can say, and keep its hash."""
    if row.seal_hash:
        return row
    code = token_urlsafe(32)
    sealed = sealing_of(row)(f"{row.ref}\n{code}\n".encode())
    name = f"{RECEIPT}.{SUFFIX[row.cipher]}"
    part = Part(
        hand=row, number=0, after=0, last=0, people=0, name=name, size=len(sealed),
        place=files.write(row.ref, sealed), sha256=sha256(sealed).hexdigest(),
    )  # fmt: skip

    def unit(_: object) -> None:
        ours = HandOver.objects.filter(
            pk=row.pk, claims=row.claims, seal_hash="", state=HandState.PRODUCING
        )
        if not ours.update(seal_hash=sha256(code.encode()).hexdigest()):
            raise HandOverElsewhereError(hand=row.ref)
        part.save()

    door.writer.run(unit)
    clear_left(row)
    return hand_over(row.ref)


def _content(door: Door, row: HandOver, numbers: list[int]) -> tuple[bytes, int]:
    """Return the rows of these people in the package's format, and how many there are."""
    wanted = wanted_of(door.policy, row.fields)
    file = part_file(row.format, wanted.items)  # type: ignore[arg-type]  # checked when it was planned
    people = 0
    for rows in opened(door, wanted, numbers):
        file.add(one.values for one in rows)
        people += len(rows)
    return file.content(), people


def _stored(row: HandOver, number: int, content: bytes, people: int) -> Part:
    """Seal content and write it; return the part that names it."""
    sealed = sealing_of(row)(content)
    digest = sha256(sealed).hexdigest()
    return Part(
        hand=row, number=number, after=row.made, last=row.cursor, people=people,
        name=f"part-{number:05d}-{digest[:SHOWN]}.{row.format}.{SUFFIX[row.cipher]}",
        place=files.write(row.ref, sealed), sha256=digest, size=len(sealed),
    )  # fmt: skip
