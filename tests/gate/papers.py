"""Documents as people send them: PDF, words, and sheets."""

import io
import zipfile
from collections.abc import Mapping

from openpyxl import Workbook
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from mamoru.fonts import FONT, registered

_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def pdf(*pages: str, password: str | None = None) -> bytes:
    """Return a PDF of these pages; one that is empty has a picture in place of text."""
    registered()
    file = io.BytesIO()
    canvas = Canvas(file, encrypt=StandardEncryption(password) if password else None)
    for text in pages:
        canvas.setFont(FONT, 10)
        if text:
            canvas.drawString(50, 700, text)
        else:
            canvas.rect(50, 50, 20, 20, fill=1)
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def words(text: str, more: Mapping[str, bytes] = {}) -> bytes:
    """Return a file of Word whose text is cut into runs, as Word cuts it."""
    half = len(text) // 2
    runs = "".join(f"<w:r><w:t>{part}</w:t></w:r>" for part in (text[:half], text[half:]))
    return archive(
        {
            "word/document.xml": f'<w:document xmlns:w="{_WORD}"><w:body><w:p>{runs}</w:p></w:body>'
            "</w:document>".encode(),
            **more,
        }
    )


def archive(parts: Mapping[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as zipped:
        for name, content in parts.items():
            zipped.writestr(name, content)
    return file.getvalue()


def sheet(*cells: object) -> bytes:
    """Return a file of Excel with one row."""
    book = Workbook()
    assert book.active is not None
    book.active.append(list(cells))
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()
