"""The lists of the search for names without what may have been written down for a sentence.

Our own lists were extended while sentences were looked at, so on those sentences they count for
more than elsewhere. Whoever measures without these words gets nearer to what other sentences would
give, and need not spend the sentences that nobody looked at.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from unittest.mock import patch

from mamoru.screening import kanji_names, katakana_names, latin_names, surroundings, wordlists

NAMES = frozenset({"given", "surnames", "english_given"})
"""Lists that hold nothing but single names."""
SELDOM = 3
"""Sentences that a word of the lists has to be in more than, or in none at all, to be kept."""
_KEPT = "asian_surnames"
"""A list of characters, which are in too many words to be counted as text."""
_READERS = (katakana_names, kanji_names, latin_names, surroundings, wordlists)


@contextmanager
def without_what_was_looked_at(texts: Sequence[str]) -> Iterator[None]:
    """Search without lists of names, and without words that stand in few of the `texts`."""
    lists = wordlists.lists()
    seldom = _seldom(frozenset().union(*lists.values()), texts)
    kept = {
        title: words if title == _KEPT else frozenset() if title in NAMES else words - seldom
        for title, words in lists.items()
    }
    try:
        with patch.object(wordlists, "lists", lambda: kept):
            _forget()
            yield
    finally:
        _forget()


def _seldom(words: frozenset[str], texts: Sequence[str]) -> frozenset[str]:
    counted = Counter(word for text in texts for word in words if word in text)
    return frozenset(word for word, count in counted.items() if count <= SELDOM)


def _forget() -> None:
    """Drop what was made from the lists."""
    for module in _READERS:
        for kept in list(vars(module).values()):
            if hasattr(kept, "cache_clear"):
                kept.cache_clear()
