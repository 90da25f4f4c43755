"""Long content is sealed piece by piece, and nothing that was changed opens."""

import os
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mamoru.crypto.envelope import TAG_BYTES, new_key
from mamoru.crypto.errors import UnreadableCiphertextError
from mamoru.crypto.stream import PIECE, open_stream, seal_stream, sealed_size

KEY, PLACE = new_key(), b"a place"
SIZES = [0, 1, PIECE - 1, PIECE, PIECE + 1, 2 * PIECE, 2 * PIECE + 5, 3 * PIECE]


def cut(content: bytes, size: int) -> Iterator[bytes]:
    for at in range(0, len(content), size):
        yield content[at : at + size]


def sealed(content: bytes, size: int = 10_000) -> bytes:
    return b"".join(seal_stream(KEY, PLACE, cut(content, size)))


def opened(raw: bytes, key: bytes = KEY, place: bytes = PLACE, size: int = 7_777) -> bytes:
    return b"".join(open_stream(key, place, cut(raw, size)))


@pytest.mark.parametrize("length", SIZES)
def test_what_is_sealed_opens_again_however_it_comes_in_pieces(length: int) -> None:
    content = os.urandom(length)

    raw = sealed(content)

    assert len(raw) == sealed_size(length)
    assert {opened(raw, size=size) for size in (1000, PIECE, 10**7)} == {content}
    assert sealed(content, 999) == raw


@pytest.mark.parametrize("length", SIZES)
def test_an_end_that_is_missing_is_noticed(length: int) -> None:
    raw = sealed(os.urandom(length))

    for shorter in {*range(0, len(raw), PIECE // 2), len(raw) - 1, 1 + PIECE + TAG_BYTES}:
        if shorter < len(raw):
            with pytest.raises(UnreadableCiphertextError):
                opened(raw[:shorter])
    with pytest.raises(UnreadableCiphertextError):
        opened(raw + b"\0")


def test_pieces_that_are_moved_or_repeated_do_not_open() -> None:
    raw = sealed(bytes(3 * PIECE))
    head, size = raw[:1], PIECE + TAG_BYTES
    one, two, three = (raw[1 + n * size : 1 + (n + 1) * size] for n in range(3))

    for order in ((two, one, three), (one, one, two, three), (one, three), (one, three, two)):
        with pytest.raises(UnreadableCiphertextError):
            opened(head + b"".join(order))


def test_another_key_or_place_does_not_open_it() -> None:
    raw = sealed(b"content")

    for key, place in ((new_key(), PLACE), (KEY, b"another"), (b"short", PLACE)):
        with pytest.raises(UnreadableCiphertextError):
            opened(raw, key, place)


@given(st.binary(max_size=300), st.integers(min_value=0), st.integers(1, 255))
def test_one_changed_byte_anywhere_is_noticed(content: bytes, at: int, change: int) -> None:
    raw = bytearray(sealed(content))
    raw[at % len(raw)] ^= change

    with pytest.raises(UnreadableCiphertextError):
        opened(bytes(raw))
