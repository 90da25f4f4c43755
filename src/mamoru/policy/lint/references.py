"""References in texts that lead nowhere, and addresses that are none."""

import re
from collections.abc import Iterator

from mamoru.policy.lint.mentions import mentions
from mamoru.policy.lint.passages import Page, Passage
from mamoru.policy.lint.raised import Raised
from mamoru.policy.shapes import Spot

EMAIL = re.compile(r"[A-Za-z0-9._%+@-]*@[A-Za-z0-9._%+@-]*[A-Za-z0-9_%+-]|@")
URL = re.compile(r"https?:/[^\s<>\"'、。,)」』\u3040-\u30ff\u4e00-\u9fff]*")
_GOOD_EMAIL = re.compile(
    r"[A-Za-z0-9_%+-]+(?:\.[A-Za-z0-9_%+-]+)*@(?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?\.)+[A-Za-z]{2,}"
)
_GOOD_URL = re.compile(
    r"https?://(?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?\.)+[A-Za-z]{2,}(?::[0-9]{1,5})?"
    r"(?:[/?#][\x21-\x7e]*)?"
)


def dangling(page: Page) -> Iterator[Raised]:
    """Yield the references to clauses and cases that do not exist, in both languages."""
    for passage in page.passages:
        for language, spot in passage.spots:
            for one in mentions(page, passage, language):
                if not one.is_known:
                    yield Raised(
                        code="dangling-reference", about=passage.about, place=spot.place,
                        facts={"reference": one.text},
                    )  # fmt: skip


def addresses(page: Page) -> Iterator[Raised]:
    """Yield the e-mail addresses and URLs that cannot be ones, the contact of the head included."""
    for passage in page.passages:
        for _, spot in passage.spots:
            yield from _malformed(spot, passage)
    contact = page.file["policy"]["controller"].get("contact")
    if contact is not None:
        yield from _malformed(contact, None)


def _malformed(spot: Spot, passage: Passage | None) -> Iterator[Raised]:
    about = "policy" if passage is None else passage.about
    for code, pattern, good in (("bad-email", EMAIL, _GOOD_EMAIL), ("bad-url", URL, _GOOD_URL)):
        for found in pattern.findall(spot):
            text = found.rstrip(".")
            if not good.fullmatch(text):
                yield Raised(code=code, about=about, place=spot.place, facts={"text": text[:60]})
