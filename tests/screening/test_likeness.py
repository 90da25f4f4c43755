"""What looks like a name, and what is said near one, is learnt from dictionaries and lists."""

import json
from pathlib import Path

import pytest

from mamoru.screening.likeness import given_likelihood, grades, katakana_odds, listed_odds, packaged
from mamoru.screening.names import names
from mamoru.screening.sensitive_words import WORDS

ROOT = Path(__file__).resolve().parents[2]
LEARNT = ("katakana.tsv", "context.tsv", "likeness.json")


def test_what_no_dictionary_has_is_judged_by_its_characters() -> None:
    names_of_nobody = ("グラムノフスキー", "イヴァノフスキ", "ベルナルスキ")
    things = ("フォルマジンデータ", "カルモナイトガス", "バリステックスカード")

    assert min(map(katakana_odds, names_of_nobody)) > max(map(katakana_odds, things))


@pytest.mark.parametrize("word", ["", "ア", "ア" * 10_000])
def test_no_word_is_certain(word: str) -> None:
    assert -3.5 < katakana_odds(word) < 3.5


def test_a_given_name_looks_like_one_though_no_list_has_it() -> None:
    assert given_likelihood("紀元二") > 0.9
    assert given_likelihood("事件") < 0.1


def test_a_word_near_a_name_speaks_for_a_person_or_against() -> None:
    known = grades()

    assert known["手紙"] > 0 > known["路線"]
    assert all(-1 <= one <= 1 and one for one in known.values())


def test_a_name_of_the_dictionary_that_is_mostly_a_companys_is_listed() -> None:
    assert (listed_odds("ディズニー") or 0) < 0 < katakana_odds("バッハ")
    assert list(names("ディズニーの映画を見た")) == []


@pytest.mark.parametrize("file", LEARNT)
def test_every_file_says_from_what_it_was_learnt(file: str) -> None:
    opening = (WORDS / file).read_text(encoding="utf-8")
    said = packaged().source if file.endswith("json") else opening.partition("\n")[0]

    assert "SudachiDict (Works Applications, Apache-2.0)" in said
    assert "ja-ginza (Megagon Labs, MIT)" in said


def test_the_notice_names_what_was_learnt_from() -> None:
    notice = (ROOT / "NOTICE").read_text(encoding="utf-8")

    assert all(file in notice for file in LEARNT)
    assert all(source in notice for source in ("SudachiDict", "ja-ginza"))


def test_what_is_learnt_ships_small() -> None:
    assert sum(len((WORDS / file).read_bytes()) for file in LEARNT) < 1_800_000
    assert len(json.loads((WORDS / "likeness.json").read_bytes())["katakana"]["weights"]) < 35_000
