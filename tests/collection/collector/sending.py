"""How the tests of the collector send events, and look at what became of them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
from tests.gate.samples import Clock
from tests.gate.samples import entries as every_entry
from tests.store import Store

from mamoru.api.front import Front
from mamoru.api.worker import Worker
from mamoru.consent.choices import Choice, Kind
from mamoru.gate.asking import OFFICER, Wish
from mamoru.gate.choose import give
from mamoru.gate.clients import register
from mamoru.gate.create import Given, create
from mamoru.gate.door import Door
from mamoru.gate.observing.history import Occurrence, history
from mamoru.ledger.entries import Handled
from mamoru.vault.find import find

EVENTS = Path(__file__).with_name("events.yaml")
SERVICE, MISUSE, PERSONAL = "2(1)a", "2(2)a", "2(3)a"
PURPOSES = (SERVICE, MISUSE, PERSONAL)
NOTICE: dict[str, str | None] = {"notice_shown": "notice:banner-1"}
WRITE = ("events:write",)
TRUSTED = ("events:write", "events:identify")
DAY = timedelta(days=1)


def search(number: int = 1, *, visitor: str = "visitor-1", **changes: Any) -> dict[str, Any]:
    """Return an event that needs no consent."""
    return {
        "type": "track",
        "event": "Search",
        "messageId": f"message-{number}",
        "anonymousId": visitor,
        "properties": {"query": "hats"},
    } | changes


def page(number: int = 1, *, visitor: str = "visitor-1", **changes: Any) -> dict[str, Any]:
    """Return a page view, one purpose of which needs consent."""
    return {
        "type": "page",
        "messageId": f"page-{number}",
        "anonymousId": visitor,
        "properties": {"path": "/hats?size=7"},
    } | changes


def recommended(visitor: str = "visitor-1", number: int = 1) -> dict[str, Any]:
    """Return an event whose only purpose needs consent."""
    return search(
        number, visitor=visitor, event="Recommended", properties={"item": "hat-7"},
        messageId=f"recommended-{number}",
    )  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """A server in this process, with what the tests ask of it."""

    worker: Worker
    front: Front
    store: Store
    lines: list[str]
    clock: Clock

    @property
    def door(self) -> Door:
        return self.worker.door

    def key(
        self, name: str = "site", *, scopes: Collection[str] = WRITE,
        purposes: Collection[str] = PURPOSES,
    ) -> str:  # fmt: skip
        """Return the write key of a newly registered system."""
        return register(self.door, name, scopes=scopes, purposes=purposes)

    def client(self, key: str | None = None, **headers: str) -> httpx.Client:
        """Return an HTTP client that sends a write key as Segment's libraries do."""
        transport = httpx.WSGITransport(app=self.front, remote_addr="192.0.2.77")
        auth = None if key is None else (key, "")
        return httpx.Client(
            transport=transport, base_url="http://127.0.0.1", auth=auth, headers=headers
        )

    def sender(self, name: str = "site", **chosen: Any) -> httpx.Client:
        """Return a client of a newly registered system."""
        return self.client(self.key(name, **chosen))

    def ref(self, visitor: str = "visitor-1") -> str | None:
        """Return who is found by a cookie, looked up beside the door."""
        return find(self.door.keys, "cookie_id", visitor)

    def member(self, email: str = "member@example.com") -> str:
        """Store somebody who is known, and return their name."""
        given = Given(whose="individual", identifiers={"email": email}, items={"email": email})
        wish = Wish(act="collect", source="person", grounds=NOTICE)
        return create(self.door, OFFICER, wish, [given])[0].people[0].ref

    def consents(self, ref: str, purpose: str | None = PERSONAL) -> str:
        """Let somebody consent to a purpose, and return the reference of that."""
        return self._chooses(ref, Kind.CONSENT, purpose)

    def refuses(self, ref: str, purpose: str | None = PERSONAL) -> str:
        """Let somebody say no to a purpose, and return the reference of that."""
        return self._chooses(ref, Kind.REFUSAL, purpose)

    def _chooses(self, ref: str, kind: Kind, purpose: str | None) -> str:
        wish = Wish(act="collect", source="person", grounds=NOTICE)
        choice = Choice(kind=kind, purpose=purpose)
        return give(self.door, OFFICER, wish, ref, choice, data="supplied")

    def events(self, ref: str, purpose: str = SERVICE) -> tuple[Occurrence, ...]:
        """Return what was observed of somebody, as read for a purpose."""
        return history(self.door, OFFICER, Wish(act="use", purpose=purpose), ref)[0].events

    def handlings(self, caller: str = "site") -> list[Handled]:
        """Return the entries of a caller, oldest first."""
        return [one for one in every_entry() if isinstance(one, Handled) and one.caller == caller]


def verdicts(answer: httpx.Response) -> list[dict[str, Any]]:
    """Return the verdicts in an answer, which is 200."""
    assert answer.status_code == 200, answer.text
    found: list[dict[str, Any]] = answer.json()["verdicts"]
    return found


def send(client: httpx.Client, *events: dict[str, Any], **more: Any) -> list[dict[str, Any]]:
    """Send events as one batch, and return their verdicts."""
    return verdicts(client.post("/v1/batch", json={"batch": list(events), **more}))


def statuses(found: list[dict[str, Any]]) -> list[str]:
    return [one["status"] for one in found]
