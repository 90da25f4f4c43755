"""Whether texts say something, in both languages, by the words of a row."""

import re
from collections.abc import Iterable
from functools import lru_cache

from mamoru.policy.lint.passages import Page, Part, Passage
from mamoru.policy.shapes import Section


@lru_cache(maxsize=4096)
def _pattern(language: str, words: tuple[str, ...]) -> re.Pattern[str]:
    """Return what finds any of the words; an English one where a word begins with it."""
    listed = "|".join(re.escape(word) for word in words)
    begins = r"(?<![A-Za-z])" if language == "en" else ""
    return re.compile(f"{begins}(?:{listed})", re.IGNORECASE)


def says(passages: Iterable[Passage], topic: Section) -> bool:
    """Return whether some of the passages say the topic, in each language that it has words in."""
    texts = list(passages)
    return all(
        any(_pattern(str(language), tuple(words)).search(getattr(one, language)) for one in texts)
        for language, words in topic.items()
    )


def says_all(passages: Iterable[Passage], topics: Iterable[Section]) -> bool:
    """Return whether the passages say every topic, wherever among them."""
    texts = list(passages)
    return all(says(texts, topic) for topic in topics)


def is_within(cite: str, clause: str) -> bool:
    """Return whether `cite` is `clause` or stands in it: `4(1)` is in `4`, `11` is not in `1`."""
    return cite.startswith(clause) and not cite[len(clause) :][:1].isdigit()


def within(page: Page, cite: str) -> list[Passage]:
    """Return the texts of a clause or case and of all below it, titles apart."""
    return [
        one for one in page.clauses if one.part is not Part.TITLE and is_within(one.about, cite)
    ]
