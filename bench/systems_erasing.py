"""How many queued erasures in the database of `bench.systems_world` are done in an hour.

Through the door, as a server does it: each is decided, planned, recorded, carried out in one
transaction, read back and searched for, and its key is destroyed.
"""

import os
import tempfile
from functools import cache
from pathlib import Path
from random import Random
from time import perf_counter
from typing import TYPE_CHECKING

from bench.systems_world import map_text

if TYPE_CHECKING:
    from mamoru.gate.door import Door

ERASURES = 40


def erasures_per_hour(url: str, people: int) -> float:
    """Erase some people at random, one after the other."""
    _home()
    from mamoru.gate.door import opened

    with opened() as door:
        return _measured(door, url, people)


@cache
def _home() -> "tempfile.TemporaryDirectory[str]":
    """Return an installation of this process alone; it goes with it."""
    folder = tempfile.TemporaryDirectory(prefix="mamoru-bench-")
    home = Path(folder.name) / "home"
    home.mkdir(mode=0o700)
    os.environ["MAMORU_HOME"] = str(home)
    os.environ.pop("MAMORU_DATABASE", None)
    os.environ["DJANGO_SETTINGS_MODULE"] = "mamoru.settings"
    import django

    django.setup()
    return folder


def _measured(door: "Door", url: str, people: int) -> float:
    from tests.systems.erasing import ERASE

    from mamoru.gate.asking import OFFICER
    from mamoru.gate.systems.carrying import carry_out
    from mamoru.gate.systems.look import Whom
    from mamoru.gate.systems.planning import Plan, plan_in
    from mamoru.gate.systems.whom import Target
    from mamoru.systems.map.load import load

    target = Target(map=load(map_text()), url=url)
    chosen = Random(11).sample(range(1, people + 1), ERASURES)
    begun = perf_counter()
    for one in chosen:
        whom = Whom(named=(("email", f"p{one}@example.com"),))
        [plan] = plan_in(door, OFFICER, ERASE, whom, [target])
        if not isinstance(plan, Plan) or not plan.is_ready:
            raise SystemExit(f"no plan: {plan}")
        outcome = carry_out(door, OFFICER, ERASE, plan.ref)
        if not outcome.is_done:
            raise SystemExit(f"not done: {outcome}")
    return ERASURES / (perf_counter() - begun) * 3600
