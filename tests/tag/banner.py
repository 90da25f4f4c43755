"""A browser with the banner, as far as its server sees it."""

import json
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import httpx
from tests.gate.samples import Clock

from mamoru.api.worker import Worker
from mamoru.consent.queries import of_person
from mamoru.consent.standing import standing_now
from mamoru.policy.handling import Handling, Standing
from mamoru.policy.standing import covering
from mamoru.tag.asked import prints
from mamoru.tag.seen import seen

SHOP = "https://www.example.com"
HOST = "consent.example.com"
VISITOR = "0123456789abcdef" * 2
AT = datetime(2026, 11, 24, 3, 0, tzinfo=UTC)


@dataclass(slots=True, kw_only=True)
class Banner:
    """A browser with the banner, and the server it sends to."""

    worker: Worker
    client: httpx.Client
    clock: Clock
    access: list[str] = field(default_factory=list)

    def prints(self) -> dict[str, str]:
        now = seen(self.clock())
        return prints(now.configuration, now.policy, now.day)

    def body(self, choices: dict[str, bool]) -> dict[str, Any]:
        return {
            "visitor": VISITOR, "number": 1, "language": "ja", "layer": "banner", "gpc": False,
            "choices": choices, "prints": self.prints(),
        }  # fmt: skip

    def send(
        self, content: str | bytes, *, origin: str = SHOP, method: str = "POST", **headers: str
    ) -> httpx.Response:
        told = {"Content-Type": "text/plain", "Origin": origin, **headers}
        return self.client.request(method, "/tag/choices", content=content, headers=told)

    def choose(self, changes: dict[str, Any] | None = None, **choices: bool) -> httpx.Response:
        return self.send(json.dumps(self.body(choices) | (changes or {})))

    def person(self) -> int:
        """Return the number of the one person who is held."""
        return 1

    def standing(self) -> set[str]:
        """Return the purposes of the tag that the record of consent lets happen now."""
        at = self.clock()
        book = self.worker.door.shelf.book(at)
        found = standing_now(of_person(self.person()), now=at)
        standing = Standing(consents=found.consents, refusals=found.refusals)
        return {
            name
            for name, (purpose, recipient) in SCOPES.items()
            if any(covering(book, standing, handling(purpose, recipient), at))
        }

    def rows(self) -> list[tuple[str, str | None, str | None]]:
        """Return kind, purpose and recipient of all that was chosen, in order."""
        return [
            (row.choice.kind.value, row.choice.purpose, row.choice.recipient)
            for row in of_person(self.person())
        ]


SCOPES = {
    "analytics": ("2(1)d", "analytics"),
    "advertising": ("ad", "ad_firm"),
    "video": ("2(1)a", "other"),
}


def handling(purpose: str, recipient: str) -> Handling:
    return Handling(act="provide", data="cookie", purpose=purpose, recipient=recipient)
