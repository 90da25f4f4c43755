"""Every example of the how-to is run against the API, as a shell runs it, and is answered well."""

import json
import re
import shlex
from itertools import pairwise
from pathlib import Path
from typing import Any

import httpx
import pytest
from tests.api.calling import Api
from tests.tooling.test_house_rules import error_classes

from mamoru.api.problems import status_of
from mamoru.api.titles import TITLES

DOCS = Path(__file__).resolve().parents[2] / "docs"
PAGES = {
    speech: (DOCS / place / "howto/call-the-api.md").read_text(encoding="utf-8")
    for speech, place in {"en": ".", "ja": "ja"}.items()
}
TOLD = {"REF": "ref", "TICKET": "ticket", "CHOICE": "reference", "INDEX": "index"}
"""What an answer gives that the page lets its reader keep, by the name it is kept under."""
STATUSES = {error.code: int(status_of(error.__new__(error))) for error in error_classes()}
SPECIFIC = (401, 403, 409, 412, 428)
"""Where the code, and not the status alone, says what to do."""
pytestmark = pytest.mark.parametrize("page", PAGES.values(), ids=PAGES)


def shells(page: str) -> list[str]:
    return re.findall(r"```sh\n(.*?)```", page, re.DOTALL)


def said(example: str, variables: dict[str, str]) -> httpx.Request:
    """Return the request that curl makes of an example."""
    words = shlex.split(example.replace("\\\n", " "))
    words = [re.sub(r"\$([A-Z]+)", lambda name: variables[name[1]], word) for word in words]
    headers: list[tuple[str, str]] = []
    query: dict[str, str] = {}
    method, url, body = "GET", "", None
    options = iter(words[1:])
    for word in options:
        if word == "-H":
            name, _, value = next(options).partition(": ")
            headers.append((name, value))
        elif word == "--data-urlencode":
            name, _, value = next(options).partition("=")
            query[name] = value
        elif word == "-d":
            method, body = ("POST" if method == "GET" else method), next(options)
        elif word == "-X":
            method = next(options)
        elif not word.startswith("-"):
            url = word
    return httpx.Request(method, url, headers=headers, params=query or None, content=body)


def registered(api: Api, page: str) -> httpx.Client:
    """Return a client with what the page lets an officer register."""
    [command] = [one for one in shells(page) if one.startswith("mamoru client add")]
    words = shlex.split(command.replace("\\\n", " "))
    given = {
        option: [value for name, value in pairwise(words) if name == option]
        for option in ("--scope", "--purpose")
    }
    return api.client(words[3], scopes=given["--scope"], purposes=given["--purpose"])


def kept(example: str, answer: dict[str, Any], variables: dict[str, str]) -> None:
    """Keep what the page tells its reader to keep of the answer before."""
    for name, value in re.findall(r"^export (\w+)=(.+)$", example, re.MULTILINE):
        if name not in variables:
            variables[name] = str(answer[TOLD[name]]) if "…" in value else value


def test_every_example_is_answered_well_by_what_the_page_itself_has_told(
    api: Api, page: str
) -> None:
    client = registered(api, page)
    variables = {"KEY": client.headers["authorization"].removeprefix("Bearer ")}
    variables["MAMORU"] = str(client.base_url).rstrip("/")

    answers: list[tuple[str, int]] = []
    last: dict[str, Any] = {}
    for example in shells(page):
        kept(example, last, variables)
        if example.startswith("curl"):
            answer = api.outsider().send(said(example, variables))
            answers.append((example, answer.status_code))
            if answer.headers["content-type"] == "application/json":
                last = json.loads(answer.content)
            api.worker.door.settle()

    assert len(answers) > 15
    assert [(example, status) for example, status in answers if status not in (200, 201)] == []


def test_every_code_that_is_told_exists_and_comes_with_the_status_that_is_told(page: str) -> None:
    rows = re.findall(r"^\| ([\d, ]+) \| ([^|]*) \|", page, re.MULTILINE)
    told = {code: int(status) for status, codes in rows for code in re.findall(r"`(.+?)`", codes)}

    assert told == {code: STATUSES.get(code) for code in told}
    missing = {code for code in TITLES if STATUSES[code] in SPECIFIC} - told.keys()
    assert missing == set()


def test_every_status_of_a_problem_is_told(page: str) -> None:
    rows = re.findall(r"^\| ([\d, ]+) \|", page, re.MULTILINE)

    assert {int(one) for row in rows for one in row.split(", ")} == {
        STATUSES[code] for code in TITLES
    }
