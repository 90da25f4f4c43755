"""The font of what is written as PDF: it has Japanese, and what is used of it is embedded."""

from pathlib import Path

FONT = "IPAexGothic"
"""Ships with us under the IPA Font License."""
FILE = Path(__file__).parent / "ipaexg.ttf"


def registered() -> str:
    """Let PDF files be written in the font, and return its name."""
    # loaded where something is written only: half a second, and more memory than all the rest
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    if FONT not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(TTFont(FONT, FILE))
    return FONT
