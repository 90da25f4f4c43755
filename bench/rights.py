"""Figures of the request desk as one JSON object, on SQLite.

    python -m bench.rights [--requests N]

`N` people are stored, and each of them asks for disclosure. Then all of it is done at once: it is
received, who asks is shown, the search, the review, the decision, the carrying out, the answer with
its four readable files, and the link that takes it, encrypted to the person's own key.
`requests_per_hour` is by the time that passes; a passphrase in place of a key adds a second each,
which age takes on purpose.
"""

import argparse
import json
import os
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mamoru.gate.door import Door

REQUESTS = 60


def people(door: "Door", count: int) -> list[str]:
    """Store people, and return their refs."""
    from mamoru.vault.people import create_many
    from mamoru.vault.person import Draft, Identity, Item

    drafts = [
        Draft(
            whose="individual", residence="JP",
            identities=(Identity(kind="account", value=f"A{n:09d}"),),
            items=tuple(
                Item(data="registration", item=item, value=f"架空商事 {n}", source="person")
                for item in ("name", "employer", "postal_code", "address", "phone")
            ),
        )
        for n in range(count)
    ]  # fmt: skip
    made, _ = door.writer.run(lambda _: create_many(door.keys, drafts, now=door.clock()))
    return [one.ref for one in made]


def figures(door: "Door", refs: list[str]) -> dict[str, float]:
    """Return the figures of one request for each of `refs`."""
    import pyrage

    from mamoru.gate.asking import Asker
    from mamoru.rights.answer.offer import offer, take
    from mamoru.rights.requests.decide import Deciding, decide
    from mamoru.rights.requests.identify import Vouched, vouch
    from mamoru.rights.requests.receive import NewRequest, receive
    from mamoru.rights.requests.review import Reviewing, review
    from mamoru.rights.requests.work import work_due

    desk, judge = Asker(system="desk-one"), Asker(system="desk-two")
    key = str(pyrage.x25519.Identity.generate().to_public())
    began, before = time.perf_counter(), time.process_time()
    made = []
    for ref in refs:
        new = NewRequest(kind="disclose", person=ref, is_everything=True, recipient=key)
        made.append(receive(door, desk, new).request)
        vouch(door, desk, made[-1], Vouched(way="session", reference="session:1"))
    while work_due(door):
        pass
    for one in made:
        review(door, desk, one, Reviewing())
        decide(door, judge, one, Deciding(outcome="whole"))
    while work_due(door):
        pass
    for one in made:
        take(door, offer(door, desk, one).token)
    while work_due(door):
        pass
    wall, processor = time.perf_counter() - began, time.process_time() - before
    return {
        "requests": len(refs),
        "requests_per_hour": round(len(refs) / wall * 3600),
        "request_processor_ms": round(processor / len(refs) * 1000, 1),
    }


def measure(count: int) -> None:
    with tempfile.TemporaryDirectory(prefix="mamoru-bench-") as folder:
        home = Path(folder) / "home"
        home.mkdir(mode=0o700)
        os.environ["MAMORU_HOME"] = str(home)
        os.environ.pop("MAMORU_DATABASE", None)
        os.environ["DJANGO_SETTINGS_MODULE"] = "mamoru.settings"
        import django

        django.setup()
        from mamoru.gate.door import opened

        with opened() as door:
            print(json.dumps(figures(door, people(door, count))))


def main() -> None:
    """Print the figures."""
    asking = argparse.ArgumentParser()
    asking.add_argument("--requests", type=int, default=REQUESTS)
    measure(asking.parse_args().requests)


if __name__ == "__main__":
    main()
