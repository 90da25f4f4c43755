"""Figures of handing over as one JSON object, on SQLite.

    python -m bench.handing [--people N] [--kill] [--home DIRECTORY]

`N` people are stored, each of whom agreed to provision of three items to one third party. Then one
hand-over of all of them is planned, decided person by person, read, sealed to the party's key,
signed, and delivered by its link; at the end the party opens it and counts. Each stage is a process
of its own, so that processor time and memory are its own: `handed_people_per_s` is by the time that
passes, `cpu_seconds` is what the stages but the storing took of processors, theirs and the
system's. With `--kill` the one that makes the package is killed once it has decided half of them,
and another goes on. `--home` keeps the installation, and uses what a run before has stored there.
"""

import argparse
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from mamoru.gate.door import Door

PEOPLE = 50_000
BATCH = 10_000
ITEMS = ("name", "employer", "postal_code")
SECRET = "recipient.key"  # noqa: S105 - the name of a file
DECIDED = "decided"
Told = dict[str, Any]


def party(door: "Door") -> str:
    """Register a recipient with a key, and return its ref."""
    import pyrage
    from django.conf import settings

    from mamoru.gate.asking import OFFICER
    from mamoru.parties.register import NewParty
    from mamoru.provision.parties.register import NewKey, add, add_key

    made = add(
        door, OFFICER,
        NewParty(
            kind="third_party", word="other", name="Sample", address="Sample 1",
            representative="A", contact="desk@example.jp",
        ),
    )  # fmt: skip
    identity = pyrage.x25519.Identity.generate()
    (settings.HOME / SECRET).write_text(str(identity))
    add_key(door, OFFICER, made.ref, NewKey(kind="age", text=str(identity.to_public())))
    return made.ref


def stored(door: "Door", count: int, ref: str) -> None:
    """Store people who all agreed to provision to `ref`."""
    from mamoru.consent.choices import Choice, Kind
    from mamoru.consent.queries import New, insert
    from mamoru.vault.people import create_many
    from mamoru.vault.person import Draft, Identity, Item

    choice = Choice(kind=Kind.CONSENT, recipient=ref)
    for first in range(0, count, BATCH):
        drafts = [
            Draft(
                whose="individual",
                residence="JP",
                identities=(Identity(kind="account", value=f"A{n:09d}"),),
                items=(
                    Item(data="registration", item="name", value=f"Sample {n}"),
                    Item(data="registration", item="employer", value=f"架空商事 {n % 977}"),
                    Item(data="registration", item="postal_code", value=f"{n % 9_000_000:07d}"),
                ),
            )
            for n in range(first, min(first + BATCH, count))
        ]

        def unit(_: object, drafts: list[Draft] = drafts) -> None:
            now = door.clock()
            new = create_many(door.keys, drafts, now=now)
            insert([New(one.number, f"c_{one.number:030x}", choice) for one in new], made_at=now)

        door.writer.run(unit, is_apart=True)  # a savepoint would cost more with each row before
        say(f"stored {first + len(drafts)}")


def fill(door: "Door", count: int, _: str) -> Told:
    ref = party(door)
    stored(door, count, ref)
    return {"party": ref}


def plan(door: "Door", _: int, ref: str) -> Told:
    from mamoru.gate.asking import OFFICER
    from mamoru.provision.packages.plan import NewHandOver, plan

    new = NewHandOver(party=ref, act="provide", items=ITEMS, days=30)
    found = plan(door, OFFICER, new, "officer-a", tell=lambda seen: say(f"planned {seen}"))
    return {"hand": found.hand.hand, "expected": found.hand.expected}


def make(door: "Door", _: int, hand: str) -> Told:
    from mamoru.provision.packages.produce import produce

    made = produce(door, hand, tell=lambda report: say(f"{DECIDED} {report.decided}"))
    return {"state": made.state.value, "people": made.people, "parts": made.parts,
            "package_mb": round(made.bytes / 1e6, 1)}  # fmt: skip


def take(door: "Door", _: int, hand: str) -> Told:
    from django.conf import settings

    from mamoru.provision.packages.links import offer, take

    package = take(door, offer(door, hand).token)
    with (settings.HOME / "package.tar").open("wb") as file:
        for piece in package.content:
            file.write(piece)
    return {"size": package.size}


def count(_: "Door", __: int, ___: str) -> Told:
    """Open the package as its recipient does: how many rows are in it, and how many different."""
    import tarfile

    import pyrage
    from django.conf import settings

    identity = pyrage.x25519.Identity.from_str((settings.HOME / SECRET).read_text())
    rows = 0
    different: set[bytes] = set()
    with tarfile.open(settings.HOME / "package.tar") as tar:
        for one in tar:
            file = tar.extractfile(one) if "/part-" in one.name else None
            if file is not None:
                lines = pyrage.decrypt(file.read(), [identity]).splitlines()[1:]
                rows += len(lines)
                different.update(lines)
    return {"rows": rows, "different": len(different)}


STAGES: dict[str, Callable[["Door", int, str], Told]] = {
    "fill": fill, "plan": plan, "make": make, "take": take, "count": count,
}  # fmt: skip


def say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


class Stage:
    """A process that does one thing, and what it took."""

    def __init__(
        self, name: str, people: int, about: str = "", *, kill_at: int | None = None
    ) -> None:
        began = time.perf_counter()
        command = [sys.executable, "-m", "bench.handing", "--people", str(people)]
        process = subprocess.Popen(
            [*command, "--stage", name, about], stdout=subprocess.PIPE, stderr=subprocess.PIPE,
            text=True,
        )  # fmt: skip
        _watch(process, name, kill_at)
        said = process.stdout.read() if process.stdout else ""
        _, status, usage = os.wait4(process.pid, 0)
        self.was_killed = os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL
        if status and not self.was_killed:
            raise SystemExit(f"{name} failed")
        self.told: Told = {} if self.was_killed else json.loads(said)
        self.seconds = time.perf_counter() - began
        self.cpu = usage.ru_utime + usage.ru_stime
        self.memory = usage.ru_maxrss / 1024


def _watch(process: "subprocess.Popen[str]", name: str, kill_at: int | None) -> None:
    """Pass on how far a stage came, some lines of it; kill it once it has decided so many."""
    shown = 0.0
    for line in process.stderr or ():
        words = line.split()
        if kill_at is not None and words[0] == DECIDED and int(words[1]) >= kill_at:
            process.kill()
            say(f"{name} is killed: {line.strip()}")
            return
        if time.monotonic() - shown > 10:
            shown = time.monotonic()
            say(line.strip())


def figures(people: int, ref: str, *, is_killed: bool) -> dict[str, float]:
    """Return the figures of one hand-over of everybody who is stored."""
    planned = Stage("plan", people, ref)
    assert planned.told["expected"] == people, planned.told
    hand = planned.told["hand"]
    cut = [Stage("make", people, hand, kill_at=people // 2)] if is_killed else []
    made = Stage("make", people, hand)
    assert [one.was_killed for one in cut] == [True] * len(cut)
    assert (made.told["state"], made.told["people"]) == ("ready", people), made.told
    taken = Stage("take", people, hand)
    counted = Stage("count", people).told
    assert counted == {"rows": people, "different": people}, counted
    stages = [planned, *cut, made, taken]
    whole = sum(one.seconds for one in stages)
    return {
        "plan_seconds": round(planned.seconds, 1),
        "make_seconds": round(sum(one.seconds for one in (*cut, made)), 1),
        "deliver_seconds": round(taken.seconds, 1),
        "whole_seconds": round(whole, 1),
        "cpu_seconds": round(sum(one.cpu for one in stages), 1),
        "memory_peak_mb": round(max(one.memory for one in stages), 1),
        "kills": len(cut),
        "parts": made.told["parts"],
        "package_mb": made.told["package_mb"],
        "handed_people_per_s": round(people / whole),
    }


def measure(people: int, home: Path, *, is_killed: bool) -> None:
    os.environ["MAMORU_HOME"] = str(home)
    os.environ.pop("MAMORU_DATABASE", None)
    known, stored = home / "party.json", {}
    if known.exists():
        ref = json.loads(known.read_text())["party"]
    else:
        home.mkdir(mode=0o700, exist_ok=True)
        filled = Stage("fill", people)
        ref = filled.told["party"]
        known.write_text(json.dumps(filled.told))
        stored = {"fill_seconds": round(filled.seconds, 1), "fill_cpu": round(filled.cpu, 1)}
    print(json.dumps({"people": people, **stored, **figures(people, ref, is_killed=is_killed)}))


def do(stage: str, people: int, about: str) -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "mamoru.settings"
    import django

    django.setup()
    from mamoru.gate.door import opened

    with opened() as door:
        told = STAGES[stage](door, people, about)
    print(json.dumps(told))


def main() -> None:
    """Print the figures."""
    asking = argparse.ArgumentParser()
    asking.add_argument("--people", type=int, default=PEOPLE)
    asking.add_argument("--kill", action="store_true")
    asking.add_argument("--home", type=Path)
    asking.add_argument("--stage", nargs=2, metavar=("STAGE", "OF"), help=argparse.SUPPRESS)
    asked = asking.parse_args()
    if asked.stage:
        do(asked.stage[0], asked.people, asked.stage[1])
    elif asked.home:
        measure(asked.people, asked.home, is_killed=asked.kill)
    else:
        with tempfile.TemporaryDirectory(prefix="mamoru-bench-") as folder:
            measure(asked.people, Path(folder) / "home", is_killed=asked.kill)


if __name__ == "__main__":
    main()
