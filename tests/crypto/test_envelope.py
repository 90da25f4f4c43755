import pytest
from hypothesis import given
from hypothesis import strategies as st

from mamoru.crypto.envelope import OVERHEAD, Seal, new_key, place
from mamoru.crypto.errors import UnreadableCiphertextError

KEY = bytes(range(32))
parts = st.lists(st.one_of(st.text(max_size=12), st.integers()), max_size=5).map(tuple)


@given(plaintext=st.binary(max_size=200), where=st.binary(max_size=40))
def test_what_is_sealed_opens_at_its_place(plaintext: bytes, where: bytes) -> None:
    sealed = Seal(KEY).seal(plaintext, where)

    assert Seal(KEY).unseal(sealed, where) == plaintext
    assert len(sealed) == len(plaintext) + OVERHEAD


@given(st.lists(st.tuples(st.binary(max_size=20), st.binary(max_size=20)), max_size=6))
def test_values_sealed_together_open_one_by_one(values: list[tuple[bytes, bytes]]) -> None:
    sealed = Seal(KEY).seal_all(values)

    opened = [Seal(KEY).unseal(s, where) for s, (_, where) in zip(sealed, values, strict=True)]
    assert opened == [plaintext for plaintext, _ in values]
    assert len({s[1:13] for s in sealed}) == len(values)  # no nonce is used twice


@given(plaintext=st.binary(max_size=50), bit=st.integers(min_value=0))
def test_no_bit_of_a_sealed_value_can_be_changed(plaintext: bytes, bit: int) -> None:
    sealed = bytearray(Seal(KEY).seal(plaintext, b"here"))
    bit %= len(sealed) * 8
    sealed[bit // 8] ^= 1 << bit % 8

    with pytest.raises(UnreadableCiphertextError):
        Seal(KEY).unseal(bytes(sealed), b"here")


@given(here=st.binary(max_size=20), there=st.binary(max_size=20))
def test_a_value_opens_nowhere_else(here: bytes, there: bytes) -> None:
    sealed = Seal(KEY).seal(b"value", here)

    if here != there:
        with pytest.raises(UnreadableCiphertextError):
            Seal(KEY).unseal(sealed, there)


@given(cut=st.integers(min_value=0, max_value=OVERHEAD + 4))
def test_a_value_cut_short_does_not_open(cut: int) -> None:
    with pytest.raises(UnreadableCiphertextError):
        Seal(KEY).unseal(Seal(KEY).seal(b"value", b"")[:cut], b"")


def test_another_key_opens_nothing() -> None:
    with pytest.raises(UnreadableCiphertextError):
        Seal(new_key()).unseal(Seal(KEY).seal(b"value", b""), b"")


def test_the_same_value_never_looks_the_same_twice() -> None:
    seal = Seal(KEY)

    assert len({seal.seal(b"value", b"here") for _ in range(1000)}) == 1000


@pytest.mark.parametrize("length", [0, 16, 31, 33])
def test_a_key_of_another_length_is_no_key(length: int) -> None:
    with pytest.raises(UnreadableCiphertextError):
        Seal(bytes(length))


@given(one=parts, other=parts)
def test_different_places_have_different_names(
    one: tuple[str | int, ...], other: tuple[str | int, ...]
) -> None:
    same = [str(part) for part in one] == [str(part) for part in other]

    assert (place(*one) == place(*other)) == same
