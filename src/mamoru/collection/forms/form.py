"""A form as a value: what it asks for, for what, and under which notice."""

from typing import Literal

import msgspec

Type = Literal[
    "text", "long_text", "number", "date", "choice", "yes_no", "email", "phone", "postal_code",
    "file",
]  # fmt: skip


class FormField(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One field: the item of the policy that it fills, and what fits into it."""

    name: str
    item: str
    type: Type
    required: bool = False
    identifies: bool = False
    """Whether a new person is found by it from then on."""
    longest: int | None = None
    """Characters of a text."""
    least: int | None = None
    most: int | None = None
    """Bounds of a number; of files, how many there may be."""
    first: str | None = None
    last: str | None = None
    """Bounds of a date."""
    options: tuple[str, ...] = ()
    media: tuple[str, ...] = ()
    largest: int | None = None
    """Bytes of each file."""


class FormTitle(msgspec.Struct, frozen=True, kw_only=True):
    """What the form is called, in both languages."""

    ja: str
    en: str


class AskedNotice(msgspec.Struct, frozen=True, kw_only=True):
    """The notice that has to be shown before, and how long before at most."""

    name: str
    version: str
    minutes: int


class Form(msgspec.Struct, frozen=True, kw_only=True):
    """A registered form."""

    name: str
    version: str
    title: FormTitle
    whose: str
    purposes: tuple[str, ...]
    notice: AskedNotice
    keep: str
    """ISO 8601 period after which what came in is to be disposed of."""
    guardian: bool
    """Whether the young need their guardian's consent to hand it in."""
    agents: bool
    """Whether somebody whom the person entrusted may hand it in."""
    fields: tuple[FormField, ...]
    text_hash: str

    @property
    def id(self) -> str:
        """Return what stands for this version of the form: `inquiry@2026-12-01`."""
        return f"{self.name}@{self.version}"

    def field(self, name: str) -> FormField | None:
        """Return the field of that name, if the form has one."""
        return next((one for one in self.fields if one.name == name), None)
