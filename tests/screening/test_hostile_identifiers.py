"""Whatever is sent, the search ends, in time that grows with the text and not faster."""

import random
from time import process_time

import pytest

from mamoru.screening.documents import masked_text
from mamoru.screening.personal import numbers_in, personal_in
from mamoru.screening.proofs import Document

SIZE = 8_000
CHANCE = random.Random(1)  # noqa: S311 - nothing secret
HOSTILE = {
    "digits": "1" * SIZE,
    "digits apart": "1 " * SIZE,
    "random digits apart": " ".join(CHANCE.choices("0123456789", k=SIZE)),
    "hyphens": "0-" * SIZE,
    "plus": "+1" * SIZE,
    "brackets": "(0" * SIZE,
    "at": "@" * SIZE + "1",
    "letters": "a" * SIZE + "1@",
    "letters with at": "a@" * SIZE,
    "katakana": "アー・" * SIZE,
    "joined letters": "ア・A." * SIZE,
    "kanji": "市" * SIZE + "1",
    "prefectures": "東京都" * SIZE + "1",
    "surnames": "田中" * SIZE,
    "kanji digits": "一" * SIZE,
    "labels": "番号" * SIZE + "1",
    "symbols": "記号" * SIZE + "保険1",
    "half width": "ｱﾞ" * SIZE,
    "zero width": "1\u200b" * SIZE,
    "unpaired": "\ud800" * SIZE + "1",
    "combining": "1" + "\u0301" * SIZE,
    "directions": "\u202e1\u202c" * SIZE,
    "capitals": "Ab " * SIZE,
    "machine": "A<" * SIZE,
    "opening": "「" * SIZE,
    "hyphenated": "1-1 " + "Ab " * SIZE,
    "mixed": "".join(CHANCE.choices("0１٣-+(). @市番号ア", k=SIZE)),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_time_grows_with_the_text(name: str) -> None:
    text = HOSTILE[name]
    numbers_in("1")  # what is loaded once is no part of the time
    personal_in("山田太郎")

    def seconds(part: str) -> float:
        began = process_time()
        personal_in(part)
        masked_text(Document.INSURANCE_CARD, part)
        return process_time() - began

    short = min(seconds(text[: len(text) // 4]) for _ in range(2))
    long = seconds(text)

    assert long < 0.5 + 10 * short


@pytest.mark.parametrize("text", ["", "\ud800", "\u200b", "1\ud800", "個人番号\udfff123456789018"])
def test_broken_text_is_read_as_far_as_it_goes(text: str) -> None:
    for one in personal_in(text):
        assert 0 <= one.start < one.end <= len(text)
