"""Every example of the how-to is run against a real server, as a shell runs it."""

import json
import re
import shlex
from pathlib import Path
from typing import Any

import httpx
from tests.api.calling import Api

TEXT = (Path(__file__).resolve().parents[2] / "docs" / "howto" / "call-the-api.md").read_text()
EXAMPLES = [one for one in re.findall(r"```sh\n(.*?)```", TEXT, re.DOTALL) if "curl" in one]


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


def test_every_example_of_the_how_to_is_answered_well(api: Api) -> None:
    client = api.client(purposes=["2(1)a", "2(1)c"])
    key = client.headers["authorization"].removeprefix("Bearer ")
    variables = {"MAMORU": str(client.base_url).rstrip("/"), "KEY": key, "REF": ""}
    outsider = api.outsider()

    answers: list[tuple[str, Any]] = []
    for example in EXAMPLES:
        answer = outsider.send(said(example, variables))
        answers.append((example, answer.status_code))
        if answer.headers["content-type"] == "application/json":
            variables["REF"] = variables["REF"] or json.loads(answer.content).get("ref", "")
        api.worker.door.settle()

    assert len(answers) > 10
    assert [(example, status) for example, status in answers if status not in (200, 201)] == []
