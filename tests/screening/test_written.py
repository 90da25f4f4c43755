"""Numbers are read alike in whichever form they are typed, and found where they stand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mamoru.screening.written import written


@pytest.mark.parametrize(
    "typed",
    [
        "090-1234-5678",
        "０９０－１２３４－５６７８",
        "090‐1234–5678",
        "090ー1234ー5678",
        "٠٩٠-١٢٣٤-٥٦٧٨",
        "〇九〇ー一二三四ー五六七八",
        "0\u200b90-12\u200d34-5678",
        "0\ufe0f\u20e390-1234-5678",
        "𝟎𝟗𝟎-𝟏𝟐𝟑𝟒-𝟓𝟔𝟕𝟖",
    ],
)
def test_digits_and_hyphens_of_any_script_read_as_those_of_ascii(typed: str) -> None:
    assert written(typed).text == "090-1234-5678"


def test_a_small_number_in_kanji_stays_as_it_is() -> None:
    assert written("三丁目十番一号").text == "三丁目十番一号"


def test_kana_of_half_width_reads_as_full_width_and_keeps_its_place() -> None:
    read = written("番号ﾏｲﾅﾝﾊﾞｰ:1")

    assert read.text == "番号マイナンバー:1"
    assert read.span(8, 10) == (9, 11)


def test_what_nobody_sees_is_skipped_and_part_of_the_place() -> None:
    read = written("x1\u200b2\u200b3y")

    assert read.text == "x123y"
    assert read.span(1, 4) == (1, 6)


@given(st.text())
def test_every_place_leads_back_into_the_text(text: str) -> None:
    read = written(text)

    for at in range(len(read.text)):
        start, end = read.span(at, at + 1)
        assert 0 <= start < end <= len(text)
