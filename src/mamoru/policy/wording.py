"""A text in both languages that names them wherever it is encoded."""

import msgspec

from mamoru.policy.words import Word


class Wording(msgspec.Struct, frozen=True):
    """What `Word` is among ourselves, for programs outside: `{"ja", "en"}`."""

    ja: str
    en: str

    @classmethod
    def of(cls, word: Word | None) -> "Wording | None":
        """Return a word as a value that names its languages; `None` for none."""
        return None if word is None else cls(word.ja, word.en)
