"""What another process does after events were planned, and before they are kept."""

import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from tests.collection.collector.sending import (
    Site,
    search,
    send,
)

from mamoru.gate.door import Door
from mamoru.gate.observing.collect import Observatory
from mamoru.gate.observing.plan import Arrived, Plan


class Interrupted(Observatory):
    """Lets something happen after it has planned, and counts plans that did not hold."""

    def __init__(self, door: Door) -> None:
        super().__init__(door, few=1)
        self.meanwhile: Callable[[], object] = lambda: None
        self.plans: list[Plan] = []

    def _planned(self, arrived: Arrived) -> list[Plan]:
        planned = super()._planned(arrived)
        self.plans = list(planned)
        meanwhile, self.meanwhile = self.meanwhile, lambda: None
        meanwhile()
        return planned


@dataclass(frozen=True, slots=True, kw_only=True)
class Other:
    """Another process with a door on the same installation, started when it has to do something."""

    site: Site
    observatory: Interrupted
    started: list[subprocess.Popen[str]] = field(default_factory=list)
    said: list[Any] = field(default_factory=list)

    def does(self, deed: str, *words: str) -> None:
        """Let it do something now, and wait until that is on record."""
        if not self.started:
            pipe = subprocess.PIPE
            program = [sys.executable, "-m", "tests.collection.collector.meddler"]
            environment = self.site.store.environment
            self.started.append(
                subprocess.Popen(program, stdin=pipe, stdout=pipe, text=True, env=environment)
            )
        process = self.started[0]
        assert process.stdin
        assert process.stdout
        process.stdin.write(json.dumps([deed, *words]) + "\n")
        process.stdin.flush()
        self.said.append(json.loads(process.stdout.readline()))

    def will(self, deed: str, *words: str) -> None:
        """Let it do something once the next events are planned."""
        self.observatory.meanwhile = lambda: self.does(deed, *words)


def known(site: Site, sender: Any) -> str:
    """Return the name of a visitor whom the process remembers."""
    for number in (91, 92):
        send(sender, search(number))
    ref = site.ref()
    assert ref is not None
    return ref


def reasons(verdict: dict[str, Any]) -> tuple[str, list[str]]:
    return verdict["status"], verdict.get("reasons", [])
