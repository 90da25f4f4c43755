"""The public page of a text, as it is served, without a server."""

from datetime import UTC, datetime
from functools import cache
from hashlib import sha256

from django.template.loader import render_to_string

from mamoru.errors import Language
from mamoru.gate.editions import Edition
from mamoru.notices import wording
from mamoru.notices.known import Known
from mamoru.notices.pages import text_page

MOMENT = datetime(2026, 1, 1, tzinfo=UTC)


@cache
def rendered(text: bytes, language: Language) -> str:
    """Return the page of `text` in `language`."""
    edition = Edition(
        number=1, policy="any", version="any", text_hash=sha256(text).hexdigest(), text=text,
        published_at=MOMENT, in_force_from=MOMENT,
    )  # fmt: skip
    known = Known(moment=MOMENT, editions=(edition,))
    shown = {
        "page": text_page(known, edition, language),
        "language": language,
        "other": "en" if language == "ja" else "ja",
        "there": "/en/policy",
        "root": "",
        "t": wording.words(language),
        "style": "0",
    }
    return render_to_string("notices/policy.html", shown)
