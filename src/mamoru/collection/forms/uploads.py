"""Files for a form: taken in piece by piece, told by their content, and sealed as they come."""

from collections.abc import Iterable, Iterator
from itertools import chain

from mamoru.collection.forms.errors import (
    FileCutOffError,
    FileTooLargeError,
    UnknownFormError,
)
from mamoru.collection.forms.form import Form, FormField
from mamoru.collection.forms.grammar import LARGEST
from mamoru.collection.forms.media import HEAD, checked, media_of
from mamoru.collection.forms.register import usable
from mamoru.gate.asking import Asker
from mamoru.gate.door import Door
from mamoru.gate.files import Received, receive


def slot_of(form: Form, field: FormField) -> str:
    """Return what a file is sent for; it can be handed in there only."""
    return f"{form.id}:{field.name}"


def upload(
    door: Door, asker: Asker, name: str, field: str, content: Iterable[bytes],
    *, announced: int | None = None,
) -> Received:  # fmt: skip
    """Take in one file for a field of a form, and return the token to hand it in with.

    No more than a piece of it is in memory. `announced` is how many bytes it was said to have.
    Raises `UnknownFormError`, `FormUnusableError`, `FileTypeRefusedError`, `FileTooLargeError`,
    `FileCutOffError`, `ContentsFullError`; then nothing of it is left.
    """
    form = usable(door, name)
    asked = form.field(field)
    if asked is None or asked.type != "file":
        raise UnknownFormError
    limit = asked.largest or LARGEST
    if announced is not None and announced > limit:
        raise FileTooLargeError(limit=limit)
    pieces = _counted(content, limit, announced)
    head, rest = _beginning(pieces)
    media = media_of(head, asked.media)
    whole = checked(chain([head], rest), media, asked.media)
    return receive(door, asker, slot_of(form, asked), media, whole)


def _counted(content: Iterable[bytes], limit: int, announced: int | None) -> Iterator[bytes]:
    size = 0
    for part in content:
        size += len(part)
        if size > limit:
            raise FileTooLargeError(limit=limit)
        yield part
    if announced is not None and size < announced:
        raise FileCutOffError


def _beginning(pieces: Iterator[bytes]) -> tuple[bytes, Iterator[bytes]]:
    """Return enough of the content to tell what it is, and the rest."""
    head = bytearray()
    while len(head) < HEAD and (part := next(pieces, b"")):
        head += part
    return bytes(head), pieces
