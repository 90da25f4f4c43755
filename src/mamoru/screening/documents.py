"""Identity documents: what may not be kept of them is masked before anything is stored.

A company that checks who somebody is sees more than it may keep: the individual number (番号法
20), numbers of health insurance (健康保険法 194の2) and pension, the registered domicile, which
tells somebody's origin, and whether somebody gives organs. The text of a document comes from a
camera or a form, so labels are found with blanks in them and values on the next line, and digits
are taken for digits even where they were read as letters.

A mask is four signs, whatever it stands for: a length tells, too.
"""

import re
from collections.abc import Iterable, Iterator, Mapping

from mamoru.screening.findings import Finding, Kind
from mamoru.screening.items import kind_of
from mamoru.screening.personal import numbers_in
from mamoru.screening.proofs import Document
from mamoru.screening.written import written

MASK = "****"


MASKED = frozenset(
    {
        Kind.MY_NUMBER, Kind.DOMICILE, Kind.INSURANCE_NUMBER, Kind.PENSION_NUMBER, Kind.LINEAGE,
        Kind.HEALTH,
    }
)  # fmt: skip
"""Kinds that are masked in every document."""
_READ_AS_DIGIT = "0-9OoQDIl|SBZ"
_FOUR = f"[{_READ_AS_DIGIT}]{{4}}"
_TWELVE = re.compile(rf"(?<![A-Za-z0-9])(?:{_FOUR}[ -]{{0,3}}){{2}}{_FOUR}(?![A-Za-z0-9])")
_ELEVEN = re.compile(r"(?<![0-9])[0-9](?:[ -]?[0-9]){10}(?![0-9])")
_PENSION = re.compile(rf"(?<![A-Za-z0-9]){_FOUR} ?- ?{_FOUR}[{_READ_AS_DIGIT}]{{2}}(?![0-9])")
_MACHINE_READ = re.compile(r"(?<![A-Za-z0-9])[A-Za-z0-9+/=<:;,]{24,}")
_DONATION = re.compile(
    "臓 ?器|脳 ?死|心 ?停 ?止|移 ?植|角 ?膜|眼 ?球|心 ?臓|膵 ?臓|小 ?腸|organ don|特 ?記 ?欄"
    "|本 ?人 ?署 ?名|家 ?族 ?署 ?名",
    re.IGNORECASE,
)
_LABELS = {
    Kind.DOMICILE: "本籍地 本籍 筆頭者氏名 筆頭者 registered|domicile domicile",
    Kind.LINEAGE: "続柄",
    Kind.MY_NUMBER: "個人番号 マイナンバー 住民票コード 暗証番号",
    Kind.INSURANCE_NUMBER: (
        "保険者番号 被保険者証記号 被保険者記号 被保険者番号 被保険者証番号 公費負担者番号"
        " 受給者番号 記号・番号 記号 番号 枝番 二次元コード qr|コード qr"
    ),
    Kind.PENSION_NUMBER: "基礎年金番号 年金番号 年金証書番号 年金コード",
    Kind.HEALTH: "臓器提供意思 臓器提供 免許の条件等",
}
_ONLY_ON = {"番号": Document.INSURANCE_CARD, "記号": Document.INSURANCE_CARD}
"""Words that name an insurance only on its own card: a licence has a 番号 that may be kept."""
_VALUE = r"[ ::;]*(?:\n[ ]*)?([^\n]{1,80})"


def to_mask(document: Document, text: str) -> tuple[Finding, ...]:
    """Return what may not be kept of the text of a document, in order."""
    read = written(text)
    found = [*_labelled(document, read.text), *_shaped(document, read.text)]
    placed = []
    for one in found:
        start, end = read.span(one.start, one.end)
        placed.append(_at(one.kind, start, end, one.reason))
    known = [one for one in numbers_in(text) if one.kind in MASKED]
    return tuple(sorted({*placed, *known}, key=lambda one: (one.start, one.end)))


def masked(text: str, findings: Iterable[Finding]) -> str:
    """Return `text` with a mask of one length in place of each finding, or of those that touch."""
    parts: list[str] = []
    at = 0
    for one in sorted(findings, key=lambda one: (one.start, -one.end)):
        if one.end <= at:
            continue
        if one.start > at or not parts:
            parts += [text[at : one.start], MASK]
        at = one.end
    return "".join([*parts, text[at:]])


def masked_text(document: Document, text: str) -> str:
    """Return the text of a document as it may be kept."""
    return masked(text, to_mask(document, text))


def masked_fields(document: Document, fields: Mapping[str, str]) -> dict[str, str]:
    """Return the fields of a document as they may be kept: whole ones masked by their name."""
    return {name: _masked_field(document, name, value) for name, value in fields.items()}


def _masked_field(document: Document, name: str, value: str) -> str:
    if not value:
        return value
    if kind_of(name) in MASKED or _only_here(document, name.strip()):
        return MASK
    return masked(value, to_mask(document, value))


def _only_here(document: Document, word: str) -> bool:
    return _ONLY_ON.get(word) is document


def _labelled(document: Document, text: str) -> Iterator[Finding]:
    """Yield what stands after a label, on its line or on the next."""
    for kind, labels in _LABELS.items():
        for label in labels.split():
            if _ONLY_ON.get(label, document) is not document:
                continue
            for one in re.finditer(_spaced(label) + _VALUE, text, re.IGNORECASE):
                yield _at(kind, *one.span(1), "document-label")


def _spaced(label: str) -> str:
    """Return a label as a camera reads it: with a blank between any two characters."""
    return r"[ ]?".join(re.escape(one) if one != "|" else "[ ]" for one in label)


def _shaped(document: Document, text: str) -> Iterator[Finding]:
    """Yield what its shape gives away on this document, with or without a label."""
    if document in {Document.MY_NUMBER_CARD, Document.RESIDENT_RECORD}:
        yield from _all(Kind.MY_NUMBER, _TWELVE, text)
    if document is Document.RESIDENT_RECORD:
        yield from _all(Kind.MY_NUMBER, _ELEVEN, text)
    if document is Document.PENSION_BOOK:
        yield from _all(Kind.PENSION_NUMBER, _PENSION, text)
    if document is Document.INSURANCE_CARD:
        yield from _all(Kind.INSURANCE_NUMBER, _MACHINE_READ, text)
    if document is not Document.PASSPORT:
        yield from _lines_of_donation(text)


def _lines_of_donation(text: str) -> Iterator[Finding]:
    at = 0
    for line in text.splitlines(keepends=True):
        if _DONATION.search(line):
            yield _at(Kind.HEALTH, at, at + len(line.rstrip("\r\n")), "document-shape")
        at += len(line)


def _all(kind: Kind, form: re.Pattern[str], text: str) -> Iterator[Finding]:
    for one in form.finditer(text):
        yield _at(kind, *one.span(), "document-shape")


def _at(kind: Kind, start: int, end: int, reason: str) -> Finding:
    return Finding(kind=kind, start=start, end=end, confidence=0.95, reason=reason)
