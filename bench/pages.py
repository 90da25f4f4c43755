"""Figures of the pages as one JSON object, on SQLite: server time, and what a page weighs.

    python -m bench.pages [--people N] [--entries N] [--rounds N]

`N` people are stored, and entries about them in the ledger. Then a person and an officer with every
role get each page of their menu, one call at a time; `slowest_p95_ms` is the page whose 95th
percentile is highest, and `heaviest_kb` the one that weighs most with its styles and scripts, as
they travel (gzip).
"""

import argparse
import gzip
import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import httpx
from bench.http_server import environment, serving

if TYPE_CHECKING:
    from mamoru.faces.models import Account
    from mamoru.gate.door import Door

PEOPLE = 100_000
ENTRIES = 1_000_000
ROUNDS = 20
BATCH = 10_000
COOKIE = "mamoru_session"


def fill(people: int, entries: int) -> None:
    """Store people and entries, and print the cookies of a person and of an officer."""
    import django

    django.setup()
    from allauth.mfa.models import Authenticator

    from mamoru.faces.accounts import account_of_person, add_officer
    from mamoru.faces.models import Account
    from mamoru.faces.roles import ROLES
    from mamoru.faces.secret import open_secrets
    from mamoru.gate.door import opened
    from mamoru.paths import named_policy

    with opened(policy=named_policy()) as door:
        open_secrets(door)
        made = stored(door, people)
        recorded(door, [number for number, _ in made], entries)
        add_officer(door, "bench-officer", ROLES)
        officer = Account.objects.get(username="bench-officer")
        Authenticator.objects.create(user=officer, type="totp", data={})
        person = account_of_person(made[0][1], datetime.now(UTC))
        print(json.dumps({"my": session(person), "console": session(officer)}))


def stored(door: "Door", count: int) -> list[tuple[int, str]]:
    """Store people, and return number and ref of each."""
    from mamoru.vault.people import create_many
    from mamoru.vault.person import Draft, Identity, Item

    found: list[tuple[int, str]] = []
    for first in range(0, count, BATCH):
        drafts = [
            Draft(
                whose="individual", residence="JP",
                identities=(Identity(kind="account", value=f"A{n:09d}"),),
                items=tuple(
                    Item(data="registration", item=item, value=f"架空商事 {n}", source="person")
                    for item in ("name", "employer", "postal_code", "address", "phone")
                ),
            )
            for n in range(first, min(first + BATCH, count))
        ]  # fmt: skip

        def unit(_: object, drafts: list[Draft] = drafts) -> list[tuple[int, str]]:
            made = create_many(door.keys, drafts, now=door.clock())
            return [(one.number, one.ref) for one in made]

        found += door.writer.run(unit, is_apart=True)[0]
    return found


def recorded(door: "Door", people: list[int], count: int) -> None:
    """Record handlings, each about one of the people, and place them in the log."""
    from bench.ledger import a_handling, append_batch

    rng = random.Random(1)
    for first in range(0, count, BATCH):
        some = [a_handling(rng.choice(people)) for _ in range(min(BATCH, count - first))]
        append_batch(some)  # type: ignore[arg-type] # a pair of the same
        door.settle()


def session(account: "Account") -> str:
    """Return the cookie of somebody who has signed in."""
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY

    from mamoru.faces.sealed_sessions import SessionStore

    store = SessionStore()
    store[SESSION_KEY] = str(account.pk)
    store[BACKEND_SESSION_KEY] = "allauth.account.auth_backends.AuthenticationBackend"
    store[HASH_SESSION_KEY] = account.get_session_auth_hash()
    store.save()
    return str(store.session_key)


def got(site: httpx.Client, path: str, rounds: int) -> dict[str, Any]:
    """Return how long a page takes, and what it weighs with what it loads."""
    times, answer = [], site.get(path)
    for _ in range(rounds):
        began = time.perf_counter()
        answer = site.get(path)
        times.append((time.perf_counter() - began) * 1000)
    weight = len(gzip.compress(answer.content))
    for part in answer.text.split('"'):
        if part.startswith(("/assets/", "/policy/pages.")):
            weight += len(gzip.compress(site.get(part).content))
    return {
        "status": answer.status_code, "p50_ms": round(statistics.median(times), 1),
        "p95_ms": round(statistics.quantiles(times, n=20)[-1], 1), "kb": round(weight / 1000, 1),
    }  # fmt: skip


def measured(port: int, cookies: dict[str, str], rounds: int) -> dict[str, Any]:
    """Return the figures of each page, and the worst of them."""
    from mamoru.faces.navigation import console, portal
    from mamoru.gate.scopes import Scopes

    places = {
        "my": [one.address for one in portal("ja")],
        "console": [one.address for one in console(Scopes.ALL, "ja")],
    }
    pages: dict[str, Any] = {}
    for face, paths in places.items():
        with httpx.Client(
            base_url=f"http://localhost:{port}", cookies={COOKIE: cookies[face]}, timeout=60
        ) as site:
            pages |= {path: got(site, path, rounds) for path in paths}
    assert {one["status"] for one in pages.values()} == {200}, pages
    return {
        "pages": pages,
        "slowest_p95_ms": max(one["p95_ms"] for one in pages.values()),
        "heaviest_kb": max(one["kb"] for one in pages.values()),
    }


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--people", type=int, default=PEOPLE)
    parser.add_argument("--entries", type=int, default=ENTRIES)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--fill", action="store_true")
    asked = parser.parse_args()
    if asked.fill:
        fill(asked.people, asked.entries)
        return
    with tempfile.TemporaryDirectory() as directory:
        home = Path(directory, "home")
        environ = environment(home, f"sqlite:///{home}/mamoru.sqlite3")
        sizes = ["--people", str(asked.people), "--entries", str(asked.entries)]
        began = time.perf_counter()
        filled = subprocess.run(
            [sys.executable, "-m", "bench.pages", "--fill", *sizes], env=environ, check=True,
            capture_output=True, text=True,
        )  # fmt: skip
        took = time.perf_counter() - began
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mamoru.settings")
        with serving(environ) as (port, _, _):
            found = measured(port, json.loads(filled.stdout), asked.rounds)
    print(json.dumps(found | {"people": asked.people, "entries": asked.entries,
                              "filled_s": round(took, 1)}))  # fmt: skip


if __name__ == "__main__":
    main()
