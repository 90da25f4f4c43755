"""Texts that pages are about: a version by its date, or one that somebody works on."""

import re
from dataclasses import dataclass

from django.urls import reverse

from mamoru.gate.looking import looking
from mamoru.notices.errors import UnknownDraftError
from mamoru.notices.listing import text_of
from mamoru.notices.sheets import sheet

VERSION = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
VERSIONS, SHEETS = "versions", "sheets"


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A text, and by which name pages know it."""

    kind: str
    name: str
    text: bytes

    @property
    def address(self) -> str:
        """Return where the text is looked after."""
        if self.kind == SHEETS:
            return reverse("console_policy_sheet", args=[self.name])
        return reverse("console_policy_version", args=[self.name])


def source(kind: str, name: str) -> Source:
    """Return a text; raises `UnknownDraftError`, `UnknownSheetError`."""
    if kind == SHEETS:
        return Source(kind=kind, name=name, text=sheet(name).text)
    if not VERSION.fullmatch(name):
        raise UnknownDraftError(known="-")
    with looking():
        return Source(kind=kind, name=name, text=text_of(name))
