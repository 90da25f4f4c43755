"""The process that reads one document from its standard input, and answers with what it says."""

import io
import logging
import resource
import sys
import zipfile
from collections.abc import Iterator

import msgspec
from defusedxml.ElementTree import iterparse

from mamoru.gate.documents import Said

MEMORY = 512 << 20
PROCESSOR_SECONDS = 8
MOST_SIGNS = 2_000_000
"""Characters of text that are given back; a long book has one million."""
MOST_PART = 64 << 20
"""Bytes that one part of an office file may unfold to."""
_SHOWN = ("word/", "xl/", "ppt/")
_WITHIN = ("/media/", "/embeddings/")
"""Where pictures and other files lie within an office file."""
_ENDS = ("p", "si", "c", "tr", "row")
"""Elements after which something else begins."""


def main() -> int:
    """Answer; what goes wrong ends the process, and says nothing of the document."""
    resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (PROCESSOR_SECONDS, PROCESSOR_SECONDS))
    logging.disable(logging.CRITICAL)
    content = sys.stdin.buffer.read()
    read = _pdf(content) if content.startswith(b"%PDF-") else _office(content)
    if read is None:
        return 1
    cut = Said(text=read.text[:MOST_SIGNS], is_whole=read.is_whole and len(read.text) <= MOST_SIGNS)
    sys.stdout.buffer.write(msgspec.msgpack.encode(cut))
    return 0


def _pdf(content: bytes) -> Said | None:
    """Read pages, fields that were filled in, and notes; `None` where a password is needed."""
    from pypdf import PasswordType, PdfReader

    reader = PdfReader(io.BytesIO(content))
    if reader.is_encrypted and reader.decrypt("") == PasswordType.NOT_DECRYPTED:
        return None
    parts, is_whole, signs = list[str](), not reader.attachments, 0
    for page in reader.pages:
        text = page.extract_text()
        notes = [str(one.get_object().get("/Contents", "")) for one in page.annotations or ()]
        parts += [text, *notes]
        is_whole = is_whole and bool(text.strip()) and not len(page.images)
        signs += sum(map(len, (text, *notes)))
        if signs > MOST_SIGNS:
            break
    parts += [str(value or "") for value in reader.get_form_text_fields().values()]
    return Said(text="\n".join(filter(None, parts)), is_whole=is_whole)


def _office(content: bytes) -> Said | None:
    """Read what words, sheets and slides say; `None` where the archive is of another kind."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = [name for name in archive.namelist() if name.startswith(_SHOWN)]
        parts = [name for name in names if name.endswith(".xml")]
        if not parts:
            return None
        is_whole = not any(within in name for name in names for within in _WITHIN)
        said, signs = list[str](), 0
        for name in parts:
            if archive.getinfo(name).file_size > MOST_PART:
                is_whole = False
                continue
            with archive.open(name) as part:
                for text in _texts(io.BytesIO(part.read(MOST_PART))):
                    said.append(text)
                    signs += len(text)
            if signs > MOST_SIGNS:
                break
    return Said(text="".join(said), is_whole=is_whole)


def _texts(part: io.BytesIO) -> Iterator[str]:
    """Yield the text of a part: runs of it, and numbers of cells, which no other part names."""
    for _, element in iterparse(part, forbid_dtd=True):
        name = element.tag.rpartition("}")[2]
        if name == "t":
            yield element.text or ""
        elif name == "c" and element.get("t") != "s":
            yield from (one.text or "" for one in element if one.tag.endswith("}v"))
        if name in _ENDS:
            yield "\n"
            element.clear()


if __name__ == "__main__":
    sys.exit(main())
