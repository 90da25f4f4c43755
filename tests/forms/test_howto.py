"""The form and the calls that the how-to shows are taken as they stand there."""

import re
from pathlib import Path

import httpx
import pytest
from tests.api.calling import Api
from tests.api.conftest import api as api  # the fixture of the API's own tests
from tests.api.test_howto import said, shells
from tests.forms.samples import PNG, register_notice, show

from mamoru.collection.forms.form import Type
from mamoru.collection.forms.grammar import FIELD

DOCS = Path(__file__).resolve().parents[2] / "docs"
PAGES = {
    speech: (DOCS / place / "howto/collect-with-forms.md").read_text(encoding="utf-8")
    for speech, place in {"en": ".", "ja": "ja"}.items()
}


@pytest.mark.parametrize("page", PAGES.values(), ids=PAGES)
def test_what_the_page_shows_is_taken(api: Api, page: str) -> None:
    client = api.client("page", purposes=["2(1)b"])
    door = api.worker.door
    register_notice(door)
    [form] = re.findall(r"```yaml\n(.*?)```", page, re.DOTALL)
    assert client.post("/forms", json={"text": form}).status_code == 201
    variables = {
        "KEY": client.headers["authorization"].removeprefix("Bearer "),
        "MAMORU": str(client.base_url).rstrip("/"),
    }
    send, submit, read = shells(page)

    request = said(send.replace("--data-binary @letter.pdf", ""), variables)
    sent = api.outsider().post(request.url, content=PNG, headers=request.headers)
    assert sent.status_code == 201, sent.text
    filled = submit.replace("f_….…", sent.json()["token"]).replace("s_…", show(door))
    answer = api.outsider().send(said(filled, variables))
    assert answer.status_code == 201, answer.text
    variables["REF"] = answer.json()["ref"]
    variables["FILE"] = sent.json()["token"].partition(".")[0]
    got: httpx.Response = api.outsider().send(said(read.replace("-o letter.pdf", ""), variables))
    assert (got.status_code, got.content) == (200, PNG)


@pytest.mark.parametrize("page", PAGES.values(), ids=PAGES)
def test_the_page_names_every_key_and_every_type_of_a_field(page: str) -> None:
    named = set(re.findall(r"`(\w+)`", page)) | set(re.findall(r"(\w+):", page))

    assert {*FIELD.required, *FIELD.optional} <= named
    assert set(Type.__args__) <= named  # type: ignore[attr-defined]  # a literal has them
