"""The demonstration: the whole policy on sample people, an erasure, and the ledger verified.

1. The thirteen clauses in order, each asked of the door; clauses 7 and 9 reach the company's own
database as well. 2. One person is erased, and everything that is kept is searched for what was
known of that person. 3. The ledger is verified from its entries up.
"""

from itertools import groupby
from pathlib import Path

from mamoru.cli.demo import collecting, desk, handing_on, left, rights, site
from mamoru.cli.demo.remains import Traces, everything, search, traces_of
from mamoru.cli.demo.shop import connected
from mamoru.cli.demo.stage import Stage, take
from mamoru.cli.demo.told import Erasure, Searched, Told
from mamoru.errors import NotFoundError
from mamoru.gate.asking import OFFICER, Wish
from mamoru.gate.door import opened
from mamoru.gate.erase import Certificate, erase
from mamoru.gate.models import Duty
from mamoru.gate.read import disclose
from mamoru.gate.verify import verify_here
from mamoru.paths import reference_policy
from mamoru.provision.entrust.contents import CONTENTS

FORGOTTEN = rights.MOVER
"""The person who is erased: the one of whom most is known by then."""
INVESTIGATED = {**rights.ASKED, "investigated": "inquiry:60"}


def run(home: Path, told: Told) -> int:
    """Run the demonstration in `home`, which is empty; return 0 if every answer was as foreseen."""
    with opened(home=home, policy=reference_policy()) as door:
        stage = Stage(door)
        told.begin(door.policy, home)
        _walk(stage, home, told)
        told.owed(Duty.objects.filter(done_at=None).count())
        traces = _traces(stage)
        door.settle()
        before = everything(home)
        certificate = _erased(stage)
        is_gone = _is_gone(stage)
    after = everything(home)  # the door is closed: the database has emptied its log of changes
    told.erased(
        Erasure(
            certificate=certificate,
            is_gone=is_gone,
            searched=tuple(
                Searched(word=word, before=search(before, those), after=search(after, those))
                for word, those in traces.named()
            ),
            rows=after.rows,
            entries=after.entry_count,
            files=after.file_count,
        )
    )
    return told.end(verify_here(CONTENTS))


def _walk(stage: Stage, home: Path, told: Told) -> None:
    door, shop = stage.door, connected(stage.door, home)
    steps = (*collecting.STEPS, *handing_on.STEPS, *rights.STEPS, *site.STEPS)
    for clause, those in groupby(steps, key=lambda step: step.clause):
        for step in those:
            answered = take(step, stage)
            told.step(door.shelf.book(door.clock()), answered)
        match clause:
            case "7":
                told.course("request", desk.answered(stage))
            case "9":
                told.course("leaving", left.left(stage, shop, home))


def _traces(stage: Stage) -> Traces:
    wish = Wish(act="disclose", recipient="user", grounds=rights.ASKED)
    ref = stage.refs[FORGOTTEN]
    answer, _ = disclose(stage.door, OFFICER, wish, ref)
    values = {value.value for value in answer.values} | {one.value for one in answer.identities}
    return traces_of(stage.numbers[FORGOTTEN], ref, values)


def _erased(stage: Stage) -> Certificate:
    wish = Wish(act="erase", grounds=INVESTIGATED)
    certificate, _ = erase(stage.door, OFFICER, wish, stage.refs[FORGOTTEN])
    return certificate


def _is_gone(stage: Stage) -> bool:
    try:
        disclose(
            stage.door, OFFICER, Wish(act="disclose", grounds=rights.ASKED), stage.refs[FORGOTTEN]
        )
    except NotFoundError:
        return True
    return False
