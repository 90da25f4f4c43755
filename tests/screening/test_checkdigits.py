"""Check digits agree with another implementation, and with published examples."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum import luhn
from stdnum.jp import in_

from mamoru.screening.checkdigits import is_licence, is_luhn, is_my_number, is_travel_checked

digits = st.text("0123456789", min_size=1, max_size=20)


@given(st.text("0123456789", min_size=12, max_size=12))
def test_an_individual_number_checks_as_another_library_says(number: str) -> None:
    if len(set(number)) > 1:
        assert is_my_number(number) == in_.is_valid(number)


def test_every_check_digit_of_an_individual_number_is_that_of_another_library() -> None:
    for start in range(90_000_000_000, 90_000_000_500):
        digit = in_.calc_check_digit(str(start))

        assert [d for d in "0123456789" if is_my_number(f"{start}{d}")] == [digit]


def test_about_one_random_number_in_ten_checks() -> None:
    checked = sum(is_my_number(f"{number:012}") for number in range(7_000_000_000, 7_000_010_000))

    assert 800 < checked < 1_300


@given(digits)
def test_cards_check_as_another_library_says(number: str) -> None:
    assert is_luhn(number) == luhn.is_valid(number)


@pytest.mark.parametrize(
    ("number", "is_one"),
    [
        ("309012345630", False),
        ("309012345620", True),
        ("309012345621", True),
        ("989012345620", False),
        ("000000000000", False),
    ],
)
def test_the_eleventh_digit_of_a_licence_checks_those_before(number: str, *, is_one: bool) -> None:
    assert is_licence(number) is is_one


def test_an_insurers_number_checks_as_in_the_ministrys_rule() -> None:
    assert is_luhn("33120015")
    assert not is_luhn("33120016")


def test_the_specimen_of_icao_9303_checks() -> None:
    assert is_travel_checked("L898902C3", "6")
    assert is_travel_checked("740812", "2")
    assert not is_travel_checked("740812", "3")
