"""Loads the file of a form: strictly, with the place of everything that is wrong.

What the policy and the notices must know of it is looked at apart (`fitting.py`): a form stays what
it is when the policy changes.
"""

import hashlib
from collections.abc import Iterator
from typing import Any, NamedTuple

from mamoru.collection.forms.errors import FormFileError
from mamoru.collection.forms.findings import FormFinding, FormReader
from mamoru.collection.forms.form import AskedNotice, Form, FormField, FormTitle
from mamoru.collection.forms.grammar import FILE, LARGEST, LARGEST_TEXT
from mamoru.collection.forms.media import TEXTS
from mamoru.crypto.index import KINDS
from mamoru.policy.errors import Finding, PolicyFileError
from mamoru.policy.shapes import Section, Spot
from mamoru.policy.source import read_tree

MINUTES = 24 * 60
"""How long before a submission a notice may have been shown, where the form does not say."""
LONGEST = {"text": 200, "long_text": 4000}
OF_TYPE: dict[str, tuple[str, ...]] = {
    "text": ("longest", "identifies"),
    "long_text": ("longest",),
    "number": ("least", "most"),
    "date": ("first", "last"),
    "choice": ("options",),
    "yes_no": (),
    "email": ("identifies",),
    "phone": ("identifies",),
    "postal_code": (),
    "file": ("media", "largest", "most"),
}
"""Which keys go with which type, beside those that go with every type."""
_ALWAYS = ("item", "type", "required")
BIRTH_DATE = "birth_date"
MOST_FILES = 10


class Loaded(NamedTuple):
    """A form, and its file as it was read, in which every word knows its place."""

    form: Form
    file: Section


def load(text: str | bytes) -> Loaded:
    """Return the form that `text` holds; raises `FormFileError` with every finding."""
    reader = FormReader()
    try:
        file = FILE.read(read_tree(text), reader)
    except PolicyFileError as error:
        raise FormFileError(error.findings) from None
    if file is None or reader.findings:
        raise FormFileError(reader.findings)
    findings = [*_of_fields(file["fields"]), *_of_guardians(file)]
    if findings:
        raise FormFileError(findings)
    raw = text.encode() if isinstance(text, str) else text
    return Loaded(_form(file, hashlib.sha256(raw).hexdigest()), file)


def _of_fields(fields: Section) -> Iterator[Finding]:
    items = set[str]()
    for field in fields.values():
        kind = str(field["type"])
        known = (*_ALWAYS, *OF_TYPE[kind])
        for key in field:
            if key not in known:
                yield FormFinding.of("not-for-type", key.place, key=key, type=kind)
        yield from _of_type(field, kind)
        item = field["item"]
        if item in items and kind != "file":
            yield FormFinding.of("item-twice", item.place, word=item)
        if kind != "file":
            items.add(item)
        if field.get("identifies") and item not in KINDS:
            known_kinds = ", ".join(KINDS)
            yield FormFinding.of("not-an-identifier", item.place, word=item, known=known_kinds)


def _of_type(field: Section, kind: str) -> Iterator[Finding]:
    place = field.place
    for key, type_ in (("options", "choice"), ("media", "file")):
        if kind == type_ and key not in field:
            yield FormFinding.of("needed-for-type", place, key=key, type=kind)
    for low, high in (("least", "most"), ("first", "last")):
        if low in field and high in field and field[low] > field[high]:
            yield FormFinding.of("upside-down", place)
    if kind == "file" and field.get("largest", 0) > LARGEST_TEXT and TEXTS & set(field["media"]):
        yield FormFinding.of("text-file-too-large", place, limit=LARGEST_TEXT)


def _of_guardians(file: Section) -> Iterator[Finding]:
    if not file["form"].get("guardian"):
        return
    for field in file["fields"].values():
        if field["item"] == BIRTH_DATE and field["type"] == "date" and field.get("required"):
            return
    yield FormFinding.of("birth-date-needed", file["form"].place)


def _form(file: Section, text_hash: str) -> Form:
    head, notice = file["form"], file["form"]["notice"]
    return Form(
        name=str(head["name"]),
        version=str(head["version"]),
        title=FormTitle(ja=str(head["title"]["ja"]), en=str(head["title"]["en"])),
        whose=str(head["whose"]),
        purposes=tuple(dict.fromkeys(map(str, head["purposes"]))),
        notice=AskedNotice(
            name=str(notice["name"]), version=str(notice["version"]),
            minutes=notice.get("shown_within_minutes", MINUTES),
        ),
        keep=str(head["keep"]),
        guardian=head.get("guardian", False),
        agents=head.get("agents", False),
        fields=tuple(_field(str(name), field) for name, field in file["fields"].items()),
        text_hash=text_hash,
    )  # fmt: skip


def _field(name: str, field: Section) -> FormField:
    stated: dict[str, Any] = {
        str(key): str(value) if isinstance(value, Spot) else value for key, value in field.items()
    }
    kind = stated["type"]
    if kind in LONGEST:
        stated.setdefault("longest", LONGEST[kind])
    if kind == "file":
        is_text = bool(TEXTS & set(stated["media"]))
        stated.setdefault("largest", LARGEST_TEXT if is_text else LARGEST)
        stated.setdefault("most", 1)
        stated["most"] = max(1, min(stated["most"], MOST_FILES))
    for several in ("options", "media"):
        if several in stated:
            stated[several] = tuple(dict.fromkeys(map(str, stated[several])))
    return FormField(name=name, **stated)
