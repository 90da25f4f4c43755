"""What is left of a value: of addresses, user agents, places and whatever else comes."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mamoru.collection.collector.grammar import MEASURES
from mamoru.collection.collector.measures import coarsened, hints, measured, truncated

SECRET = b"s" * 32


@pytest.mark.parametrize(
    ("value", "left"),
    [
        ("192.0.2.77", "192.0.2.0/24"),
        ("255.255.255.255", "255.255.255.0/24"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1::/48"),
        ("::ffff:192.0.2.77", "192.0.2.0/24"),
        ("fe80::1%eth0", "fe80::/48"),
        (" 192.0.2.77 ", "192.0.2.0/24"),
        ("https://user:password@example.com:8443/a/b?token=1#x", "https://example.com:8443/a/b"),
        ("/hats?size=7#top", "/hats"),
        ("x" * 50, "x" * 32),
        ("https://[::1", ""),
    ],
)
def test_a_text_is_cut_down(value: str, left: str) -> None:
    assert truncated(value) == left


WEBKIT = "AppleWebKit/537.36 (KHTML, like Gecko)"
IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_7 like Mac OS X) AppleWebKit/605.1.15"


@pytest.mark.parametrize(
    ("agent", "left"),
    [
        (
            f"Mozilla/5.0 (Windows NT 10.0) {WEBKIT} Chrome/142.0.7.6 Safari/537.36 Edg/142.0.3.5",
            ("Edge", "142", "Windows", False),
        ),
        (
            f"{IPHONE} (KHTML, like Gecko) Version/26.0 Mobile/15E148 Safari/604.1",
            ("Safari", "26", "iOS", True),
        ),
        (
            f"Mozilla/5.0 (Linux; Android 15) {WEBKIT} SamsungBrowser/28.0 Chrome/130.0 Mobile",
            ("Samsung Internet", "28", "Android", True),
        ),
        (
            "Mozilla/5.0 (X11; Linux x86_64; rv:144.0) Gecko/20100101 Firefox/144.0",
            ("Firefox", "144", "Linux", False),
        ),
        ("curl/8.5.0", ("other", "", "other", False)),
    ],
)
def test_of_a_user_agent_what_client_hints_say_is_left(
    agent: str, left: tuple[str, str, str, bool]
) -> None:
    assert tuple(hints(agent).values()) == left


def test_a_place_is_known_to_some_ten_kilometres() -> None:
    assert (coarsened(35.681236), coarsened(139.767125)) == (35.7, 139.8)


def test_a_digest_lasts_as_long_as_its_key() -> None:
    first = measured("hash", "device-7", SECRET)

    assert first == measured("hash", "device-7", SECRET)
    assert first != measured("hash", "device-7", b"t" * 32)
    assert "device-7" not in first


@given(
    st.sampled_from(MEASURES),
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    ),
)
def test_no_value_of_any_kind_breaks_a_measure(do: str, value: Any) -> None:
    kept = measured(do, value, SECRET)

    assert kept is None or isinstance(kept, str | int | float | list | dict)


@given(st.ip_addresses())
def test_the_whole_of_an_address_is_never_left(address: Any) -> None:
    left = truncated(str(address))

    assert left.endswith(("/24", "/48"))
    assert left.partition("/")[0].endswith((".0", "::"))
