"""Something that takes several steps, as the demonstration tells it."""

from dataclasses import dataclass

from mamoru.policy.words import Word


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """What happened, step by step, and whether it came to what was foreseen."""

    title: Word
    steps: tuple[tuple[Word, Word], ...]
    """What each step is called, and what came of it."""
    is_as_foreseen: bool


def came(name_ja: str, name_en: str, ja: str, en: str) -> tuple[Word, Word]:
    """Return a step and what came of it; short, because there are many."""
    return Word(name_ja, name_en), Word(ja, en)
