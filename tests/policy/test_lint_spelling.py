"""What the lint finds of spelling."""

import pytest
from tests.policy.lint_texts import WIDE_CLOSED, WIDE_ONE, WIDE_OPEN, found_in, written

from mamoru.policy.lint.rows import misspellings
from mamoru.policy.lint.spelling import PAIRS


@pytest.mark.parametrize(
    ("ja", "en", "code", "told"),
    [
        ("個人上方です。", "It is.", "misspelling", "個人情報"),
        ("文です。", "We recieve it.", "misspelling", "receive"),
        ("文です。", "We use the the form.", "doubled-word", "the"),
        ("文です。", "All that that means.", None, None),
        ("文です。。", "It is.", "doubled-mark", "。。"),
        ("文です。", "It  is.", "doubled-mark", "  "),
        ("文(です。", "It is.", "unbalanced-bracket", "("),
        ("「文」です」。", "It is.", "unbalanced-bracket", "」"),
        ("文です。", "1) this and 2) that", None, None),
        (f"文{WIDE_OPEN}です)。", "It is.", "unbalanced-bracket", ")"),
        (f"{WIDE_ONE}つと2つと3つ。", "One, 2 and 3.", "mixed-width", WIDE_ONE),
        (f"文(a)と{WIDE_OPEN}b{WIDE_CLOSED}です。", "It is a and b.", "mixed-width", WIDE_OPEN),
    ],
)
def test_spelling_is_looked_at_in_both_languages(
    ja: str, en: str, code: str | None, told: str | None
) -> None:
    found = found_in(written((ja, en), ("次の条。", "The second.")))

    besides = {"numbers-differ", "mixed-width"} - {code}
    assert {one.code for one in found} - besides == ({code} if code else set())
    assert told is None or any(told in one.en for one in found)


def test_no_right_form_is_a_misspelling_itself_and_none_holds_one() -> None:
    for table in misspellings().values():
        assert not {right for right in table.values() for wrong in table if wrong == right}
    ja = misspellings()["ja"]
    assert not [right for right in ja.values() for wrong in ja if wrong in right]


def test_brackets_have_two_sides_and_full_width_ones_are_told_apart() -> None:
    assert PAIRS["("] == ")"
    assert PAIRS[WIDE_OPEN] == WIDE_CLOSED
    assert len({*PAIRS, *PAIRS.values()}) == 2 * len(PAIRS)
