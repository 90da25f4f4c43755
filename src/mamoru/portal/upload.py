"""A file that somebody sends from a page: told by its content, and taken only if it says so too."""

from django.http import HttpRequest

from mamoru.collection.forms.errors import FileTypeRefusedError
from mamoru.collection.forms.media import HEAD, media_of

IMAGES = ("image/jpeg", "image/png")
PAPERS = ("application/pdf", *IMAGES)
LARGEST = 8 * 1024 * 1024
_SAME = {"image/jpg": "image/jpeg", "image/pjpeg": "image/jpeg"}
_SAYS_NOTHING = ("", "application/octet-stream")


class FileRefusedError(Exception):
    """A file that cannot be taken; its argument is the word that says why."""


def uploaded(request: HttpRequest, allowed: tuple[str, ...]) -> bytes:
    """Return the content of the file that was sent.

    Raises `FileRefusedError` where there is none, or it is too large, none of the types that are
    `allowed`, or another than its sender says.
    """
    file = request.FILES.get("file")
    if file is None or not file.size or file.size > LARGEST:
        raise FileRefusedError("file_needed")
    content: bytes = file.read()
    try:
        media = media_of(content[:HEAD], allowed)
    except FileTypeRefusedError:
        raise FileRefusedError("file_lies") from None
    said = str(file.content_type or "").lower()
    if said not in _SAYS_NOTHING and _SAME.get(said, said) != media:
        raise FileRefusedError("file_lies")
    return content
