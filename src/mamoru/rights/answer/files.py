"""The files of an answer: for people to read, and for machines (JSON, CSV), in one archive."""

import csv
import io
import zipfile
from collections.abc import Iterable
from hashlib import sha256

import msgspec

from mamoru.errors import Language
from mamoru.law.requests import RequestKind
from mamoru.policy.model import Policy
from mamoru.rights.answer import html, pdf
from mamoru.rights.answer.changes import ChangesTold
from mamoru.rights.answer.material import Material
from mamoru.rights.answer.page import page
from mamoru.rights.answer.proof import Proved, Statement
from mamoru.rights.answer.proof import written as written_certificate
from mamoru.rights.requests.models import Request

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""What a cell begins with that a spreadsheet may take for a formula (CWE-1236)."""
MANIFEST = "manifest.json"
_LANGUAGES: tuple[Language, Language] = ("ja", "en")
_STAMP = (1980, 1, 1, 0, 0, 0)


def files_of(
    row: Request, kind: RequestKind, policy: Policy, told: Material | Proved | None, reasons: str,
    changes: ChangesTold | None = None,
) -> dict[str, bytes]:  # fmt: skip
    """Return the files of an answer by their names; the same answer gives the same bytes."""
    shown: Material | Statement | None = told.statement if isinstance(told, Proved) else told
    made: dict[str, bytes] = {}
    for language in _LANGUAGES:
        said = page(row, kind, policy, shown, reasons, language, changes)
        made[f"answer.{language}.html"] = html.written(said)
        made[f"answer.{language}.pdf"] = pdf.written(said)
    if isinstance(told, Material):
        made["answer.json"] = msgspec.json.format(msgspec.json.encode(told), indent=2) + b"\n"
        made |= _tables(told)
    elif isinstance(told, Proved):
        made["certificate.json"] = written_certificate(told)
    if changes is not None:
        made["answer.json"] = msgspec.json.format(msgspec.json.encode(changes), indent=2) + b"\n"
        made["changes.csv"] = _changes(changes)
    return made


def archive(row: Request, files: dict[str, bytes]) -> tuple[bytes, str]:
    """Return the files in one zip archive with their manifest, and the SHA-256 of that."""
    listed = {name: sha256(content).hexdigest() for name, content in sorted(files.items())}
    manifest = msgspec.json.encode(
        {"request": row.ref, "kind": row.kind, "outcome": row.outcome, "files": listed},
        order="sorted",
    )
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in {**files, MANIFEST: manifest}.items():
            packed.writestr(zipfile.ZipInfo(name, _STAMP), content, zipfile.ZIP_DEFLATED)
    return file.getvalue(), sha256(manifest).hexdigest()


def _tables(told: Material) -> dict[str, bytes]:
    """Return the values as CSV, one a line, in words that do not change with the language."""
    rows = [
        (
            one.system, one.table, cell.column, cell.data.id, cell.item.id if cell.item else "",
            cell.value,
        )
        for one in told.rows
        for cell in one.values
    ]  # fmt: skip
    named = ("system", "table", "column", "category", "item", "value")
    held = {"systems.csv": _csv([named, *rows])} if rows else {}
    if told.inquiries:
        held["inquiries.csv"] = _csv(list(_letters(told)))
    return held | _own_tables(told)


def _letters(told: Material) -> Iterable[tuple[str, ...]]:
    """Yield the messages of inquiries, one a line; `us` wrote the answers."""
    yield "inquiry", "at", "from", "subject", "text", "attachments"
    for inquiry in told.inquiries:
        for one in inquiry.messages:
            yield (
                inquiry.inquiry, one.at.isoformat(), "us" if one.is_answer else "person",
                one.subject, one.text, "; ".join(file.name for file in one.files),
            )  # fmt: skip


def _own_tables(told: Material) -> dict[str, bytes]:
    if not told.values and not told.events:
        return {}
    columns = ("category", "item", "value", "source", "collected_at", "replaced_at")
    rows = [
        (
            one.data.id, one.item.id, one.value, one.source.id if one.source else "",
            one.collected_at.isoformat(), one.until.isoformat() if one.until else "",
        )
        for one in told.values
    ]  # fmt: skip
    found = {"values.csv": _csv([columns, *rows])}
    if told.events:
        lines = [
            (str(one["at"]), str(one["event"]), msgspec.json.encode(one["properties"]).decode())
            for one in told.events
        ]
        found["events.csv"] = _csv([("at", "event", "properties"), *lines])
    return found


def _changes(told: ChangesTold) -> bytes:
    """Return what was changed, one item a line; nothing stands where nothing is held any more."""
    rows = [(one.data.id, one.item.id, one.done, one.value or "") for one in told.changes]
    return _csv([("category", "item", "done", "value"), *rows])


def _csv(rows: list[tuple[str, ...]]) -> bytes:
    """Return rows as RFC 4180 in UTF-8; an apostrophe stands before what could be a formula."""
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\r\n")
    for row in rows:
        writer.writerow([f"'{cell}" if cell.startswith(FORMULA) else cell for cell in row])
    return file.getvalue().encode()
