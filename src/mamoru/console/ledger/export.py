"""A range of the ledger as a file: the entries as they are, as a table, or with their receipts."""

import csv
import hashlib
import io
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

import msgspec
from django import forms
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from mamoru.console.exports import attached
from mamoru.console.ledger.words import LIST
from mamoru.console.worded import Worded, choices, said
from mamoru.faces.frame import page
from mamoru.faces.guard import for_officer
from mamoru.faces.language import language_of
from mamoru.gate.looking import looking
from mamoru.gate.scopes import Scopes
from mamoru.ledger.entries import decode
from mamoru.ledger.proof import receipt
from mamoru.ledger.search import between
from mamoru.policy.words import Word
from mamoru.provision.records.writing import harmless

LARGEST = 10_000
"""Entries that are written out at once; the command line writes out all."""
MOST_RECEIPTS = 200
_FORMS = {name: LIST[name] for name in ("jsonl", "csv", "receipts")}
COLUMNS = (
    "index", "at", "kind", "act", "change", "outcome", "name", "purpose", "data", "party", "caller",
    "cites", "law", "needs", "count", "subject", "request",
)  # fmt: skip
_encode = msgspec.json.Encoder().encode
Entries = list[tuple[int, bytes]]


class RangeForm(Worded):
    """Which entries, in which form."""

    words: Mapping[str, Word] = LIST
    first = forms.IntegerField(min_value=0, max_value=1 << 60)
    last = forms.IntegerField(min_value=0, max_value=1 << 60)
    form = forms.ChoiceField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - Django's arguments
        super().__init__(*args, prefix="range", **kwargs)
        self.choose("form", choices(_FORMS, self.language))

    def clean(self) -> dict[str, Any]:
        """Return the range, which has an order and a bound."""
        given: dict[str, Any] = super().clean() or {}
        if not self.errors:
            most = MOST_RECEIPTS if given["form"] == "receipts" else LARGEST
            if not 0 <= given["last"] - given["first"] < most:
                self.add_error("last", said(LIST["too_many"], self.language))
        return given


class _Writer(NamedTuple):
    write: Callable[[Entries], bytes]
    ending: str
    media: str


@for_officer(Scopes.LEDGER)
@require_POST
def export(request: HttpRequest) -> HttpResponse:
    """Give a range as a file; that it was given is on record with its hash."""
    form = RangeForm(request.POST, language=language_of(request))
    if not form.is_valid():
        return page(request, "console/ledger/range.html", LIST, status=400, form=form)
    first, last, writer = form.cleaned_data["first"], form.cleaned_data["last"], _WRITERS[
        form.cleaned_data["form"]
    ]  # fmt: skip
    with looking() as cursor:
        content = writer.write(between(cursor, first, last + 1))
    return attached(
        request, content, name=f"ledger-{first}-{last}.{writer.ending}", media=writer.media,
        what="ledger",
    )  # fmt: skip


def as_lines(entries: Entries) -> bytes:
    """Return each entry on a line, its bytes unchanged beside its index."""
    return b"".join(b'{"index":%d,"entry":%b}\n' % (index, raw) for index, raw in entries)


def as_table(entries: Entries) -> bytes:
    """Return the entries as a table, one on each line."""
    rows: list[Sequence[object]] = [COLUMNS]
    for index, raw in entries:
        entry = decode(raw, index)
        held = {"index": index, "kind": entry.__struct_config__.tag, "at": entry.at.isoformat()}
        rows.append(
            [held[name] if name in held else getattr(entry, name, None) for name in COLUMNS]
        )
    return safe_table(rows)


def safe_table(rows: Iterable[Sequence[object]]) -> bytes:
    """Return rows as CSV (RFC 4180), with no cell that a spreadsheet takes for a formula."""
    file = io.StringIO(newline="")
    writer = csv.writer(file)
    for row in rows:
        writer.writerow([harmless(_text(one)) for one in row])
    return b"\xef\xbb\xbf" + file.getvalue().encode()


def as_receipts(entries: Entries) -> bytes:
    """Return each entry on a line with its receipt (C2SP tlog-proof) and the entry's text."""
    with looking() as cursor:
        lines = [
            {"index": index, "entry": raw.decode(), "receipt": str(receipt(cursor, index)),
             "sha256": hashlib.sha256(raw).hexdigest()}
            for index, raw in entries
        ]  # fmt: skip
    return b"".join(_encode(line) + b"\n" for line in lines)


def _text(held: object) -> str:
    if held is None:
        return ""
    return " ".join(held) if isinstance(held, tuple) else str(held)


_WRITERS = {
    "jsonl": _Writer(as_lines, "jsonl", "application/jsonl"),
    "csv": _Writer(as_table, "csv", "text/csv; charset=utf-8"),
    "receipts": _Writer(as_receipts, "receipts.jsonl", "application/jsonl"),
}
