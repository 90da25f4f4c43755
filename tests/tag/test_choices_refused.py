"""What comes to the address of choices and is no choice, or none of somebody who may send one."""

import json
from http import HTTPStatus
from typing import Any

import pytest
from tests.gate.samples import effects
from tests.tag.banner import HOST, Banner

from mamoru.api.visitors import OF_ONE

once = pytest.mark.parametrize("store", ["sqlite"], indirect=True)
"""What is refused before any database is asked need not be tried on both."""


@once
@pytest.mark.parametrize(
    "origin", ["https://evil.example.net", "", "null", "https://www.example.com.evil.example"]
)
def test_a_page_that_may_not_carry_the_tag_is_refused(banner: Banner, origin: str) -> None:
    answer = banner.send(json.dumps(banner.body({"analytics": True})), origin=origin)

    assert (answer.status_code, answer.json()["code"]) == (403, "page-not-listed")
    assert "access-control-allow-origin" not in answer.headers
    assert effects()["vault_person"] == 0


def test_a_page_of_this_server_may_carry_it(banner: Banner) -> None:
    answer = banner.send(json.dumps(banner.body({"video": True})), origin=f"https://{HOST}")

    assert answer.status_code == HTTPStatus.OK


HOSTILE: dict[str, tuple[bytes, int]] = {
    "nothing": (b"", 400),
    "no json": (b"choices", 400),
    "not utf-8": (b'{"visitor": "\xff"}', 400),
    "a list": (b"[]", 422),
    "deep": (b'{"choices": ' + b'{"a": ' * 600, 422),
    "long": (b" " * 5000, 413),
    "a key twice": (b'{"number": 1, "number": 1}', 422),
    "not a number": (b'{"number": NaN}', 400),
}


@once
@pytest.mark.parametrize("name", HOSTILE)
def test_what_is_no_choice_is_refused_and_changes_nothing(banner: Banner, name: str) -> None:
    content, status = HOSTILE[name]
    answer = banner.send(content)

    assert answer.status_code == status
    assert effects()["vault_person"] == 0


@once
@pytest.mark.parametrize(
    "changes",
    [
        {"visitor": "x"},
        {"visitor": "0" * 33},
        {"visitor": "0" * 31 + "\n"},
        {"language": "fr"},
        {"layer": "elsewhere"},
        {"number": 0},
        {"gpc": "yes"},
        {"more": 1},
        {"choices": {"Analytics!": True}},
        {"choices": {f"p{number}": True for number in range(33)}},
        {"prints": {"analytics": "../.."}},
    ],
    ids=str,
)
def test_a_body_of_another_form_is_refused_without_a_word_of_it(
    banner: Banner, changes: dict[str, Any]
) -> None:
    answer = banner.choose(changes, analytics=True)

    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "elsewhere" not in answer.text
    assert effects()["vault_person"] == 0


@once
@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE", "OPTIONS"])
def test_nothing_but_a_post_is_taken(banner: Banner, method: str) -> None:
    assert banner.send(b"", method=method).status_code == HTTPStatus.METHOD_NOT_ALLOWED


@once
def test_one_visitor_sends_only_so_much_in_a_minute(banner: Banner) -> None:
    for _ in range(OF_ONE):
        assert banner.choose(analytics=False).status_code == HTTPStatus.OK
    beyond = banner.choose(analytics=False)
    other = banner.choose({"visitor": "f" * 32}, analytics=False)

    assert (beyond.status_code, beyond.headers["retry-after"]) == (503, "2")
    assert other.status_code == HTTPStatus.OK
