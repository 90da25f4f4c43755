import hashlib
import hmac

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mamoru.crypto.errors import InvalidIdentifierError, UnknownIdentifierKindError
from mamoru.crypto.index import KINDS, folded, normalised, token

KEY = bytes(range(32))


@pytest.mark.parametrize(
    ("kind", "spelling", "same"),
    [
        ("email", " Someone@Example.COM ", "someone@example.com"),
        ("email", "ｓｏｍｅｏｎｅ＠ｅｘａｍｐｌｅ．ｃｏｍ", "someone@example.com"),
        ("email", "some\u200bone@example.com", "someone@example.com"),
        ("email", "STRASSE@example.com", "straße@example.com"),
        ("email", "someone@例え.テスト", "someone@xn--r8jz45g.xn--zckzah"),
        ("phone", "03-0000-0000", "+81300000000"),
        ("phone", "（０３）００００－００００", "+81300000000"),
        ("phone", "+81 3 0000 0000", "0300000000"),
        ("phone", "090 0000 0000", "+819000000000"),
        ("phone", "+1 202 555 0100", "+12025550100"),
        ("member_number", " ａｂ－００１ ", "AB-001"),
        ("account", "ｶﾞﾗｽ", "ガラス"),
        ("account", "か\u3099らす", "がらす"),
    ],
)
def test_spellings_of_one_identifier_meet(kind: str, spelling: str, same: str) -> None:
    assert normalised(kind, spelling) == normalised(kind, same)


@pytest.mark.parametrize(
    ("kind", "one", "other"),
    [
        ("email", "some.one@example.com", "someone@example.com"),
        ("email", "someone@example.com", "someone@example.jp"),
        ("phone", "03-0000-0000", "06-0000-0000"),
        ("account", "がらす", "からす"),
        ("member_number", "001", "1"),
    ],
)
def test_different_identifiers_stay_apart(kind: str, one: str, other: str) -> None:
    assert normalised(kind, one) != normalised(kind, other)


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("email", "someone"),
        ("email", "@example.com"),
        ("email", "a@b@c"),
        ("email", "some one@example.com"),
        ("email", "someone@" + "例" * 80 + ".jp"),
        ("phone", "call me"),
        ("phone", "12"),
        ("phone", "+999 1234567"),
        ("account", ""),
        ("account", "  \u200b "),
        ("account", "a\x00b"),
        ("account", "\ud800"),
        ("account", "x" * 321),
    ],
)
def test_what_is_no_identifier_is_refused_without_repeating_it(kind: str, value: str) -> None:
    with pytest.raises(InvalidIdentifierError) as caught:
        normalised(kind, value)

    assert caught.value.facts == {"kind": kind}


def test_an_unknown_kind_is_refused_with_the_known_ones() -> None:
    with pytest.raises(UnknownIdentifierKindError, match="member_number"):
        normalised("shoe_size", "27")


@given(st.text())
def test_folding_twice_is_folding_once(value: str) -> None:
    assert folded(folded(value)) == folded(value)


@given(st.text(alphabet=st.characters(max_codepoint=127)))
def test_ascii_folds_as_every_other_text_does(value: str) -> None:
    assert folded(value) == folded(value + "\u200b")


@given(st.sampled_from(sorted(KINDS)), st.text(max_size=40))
def test_normalising_twice_is_normalising_once(kind: str, value: str) -> None:
    try:
        once = normalised(kind, value)
    except InvalidIdentifierError:
        return

    assert normalised(kind, once) == once


@given(st.text(min_size=1, max_size=30), st.text(min_size=1, max_size=30))
def test_case_never_tells_two_accounts_apart(one: str, other: str) -> None:
    assert folded(one.casefold()) == folded(one)
    assert folded(one + other) == folded((one + other).casefold())


def test_a_token_is_the_hmac_of_the_normalised_value() -> None:
    expected = hmac.new(KEY, b"someone@example.com", hashlib.sha256).digest()

    assert token(KEY, "email", "SomeOne@example.com") == expected


def test_tokens_under_different_keys_have_nothing_in_common() -> None:
    assert token(KEY, "account", "x") != token(bytes(32), "account", "x")
