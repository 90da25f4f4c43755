import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.cli.conftest import Here
from tests.cli.running import mamoru

from mamoru.cli.language import language
from mamoru.cli.output import row, table, width, wrapped


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({}, "en"),
        ({"LANG": "C"}, "en"),
        ({"LANG": "ja_JP.UTF-8"}, "ja"),
        ({"LANG": "ja_JP.UTF-8", "LC_MESSAGES": "en_GB.UTF-8"}, "en"),
        ({"LANG": "en_US.UTF-8", "LC_ALL": "ja_JP.eucJP"}, "ja"),
        ({"LC_ALL": "ja_JP.UTF-8", "MAMORU_LANGUAGE": "en"}, "en"),
        ({"LC_ALL": "", "LANG": "ja"}, "ja"),
    ],
)
def test_the_locale_chooses_the_language_and_our_variable_overrides_it(
    environment: dict[str, str], expected: str
) -> None:
    assert language(environment) == expected


def test_help_is_in_the_language_of_the_locale() -> None:
    assert (
        "使い方: mamoru policy check"
        in mamoru("policy", "check", "-h", LC_ALL="ja_JP.UTF-8").stdout
    )
    assert "usage: mamoru policy check" in mamoru("policy", "check", "-h").stdout


def test_a_wrong_argument_is_told_in_the_language_of_the_reader(here: Here) -> None:
    assert "引数が正しくありません" in here("policy", "fly", speech="ja").err
    assert "The arguments are wrong" in here("policy", "fly").err
    assert here("policy", "fly").code == 2


def test_a_terminal_without_japanese_letters_still_gets_every_line() -> None:
    done = mamoru("policy", "show", "4", MAMORU_LANGUAGE="ja", PYTHONIOENCODING="ascii")

    assert (done.returncode, "\\u540c\\u610f" in done.stdout) == (0, True)


def test_wide_letters_count_twice_and_combining_marks_not_at_all() -> None:
    assert [width(text) for text in ("abc", "守る", "ガ", "か\u3099", "")] == [3, 4, 1 + 1, 2, 0]


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"])), st.integers(4, 60))
def test_no_line_is_wider_than_its_column_and_no_letter_is_lost(text: str, columns: int) -> None:
    lines = wrapped(text, columns)

    assert all(width(line) <= columns for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())


def test_a_japanese_line_does_not_begin_with_a_full_stop() -> None:
    assert wrapped("これは見本です。次の文", 14) == ["これは見本で", "す。次の文"]


def test_a_japanese_line_does_not_end_with_an_opening_bracket() -> None:
    assert wrapped("あいうえ「かき」", 10) == ["あいうえ", "「かき」"]


def test_a_table_lines_up_whatever_the_letters_are() -> None:
    lines = table(("種類", "n"), [("氏名", "1"), ("e-mail address", "2")]).splitlines()

    assert len({width(line) for line in (lines[0], *lines[2:])}) == 1


def test_cells_of_a_row_wrap_each_in_their_own_column() -> None:
    assert row(("ab cd", "守る"), (2, 4)) == "ab  守る\ncd"
