"""A client made from the served document by a generator that is not ours, against a real server.

Everything that such a client asks for must come back to it as a value of the type that the document
names: an answer that the generator could make nothing of is `None`.
"""

import importlib
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import httpx
import pytest
from tests.api.calling import ASKED, COLLECTING, CORRECTING, Server, person, running_server
from tests.notices.texts import LATER, WIDER, revised

from mamoru.ledger.tree.checkpoints import open_checkpoint
from mamoru.ledger.tree.notes import Verifier

PACKAGE = "generated_client"
CONFIG = (
    "post_hooks: []\n"
    "content_type_overrides:\n"
    "  application/pdf: application/octet-stream\n"
    "  application/vnd.openxmlformats-officedocument.spreadsheetml.sheet:"
    " application/octet-stream\n"
)
"""Types that the generator knows only as octets."""
SHOWN = [f"{fact}:{reference}" for fact, reference in ASKED.items()]
pytestmark = pytest.mark.slow


@dataclass(frozen=True, slots=True)
class Generated:
    """The generated package, and a client of it with the server's key."""

    client: Any  # its types exist only once they are generated
    models: Any

    def call(self, function: str, *path: str, **arguments: Any) -> Any:
        """Return the answer of a function, `people.read_person`, status and headers included."""
        module = importlib.import_module(f"{PACKAGE}.api.{function}")
        return module.sync_detailed(*path, client=self.client, **arguments)

    def body(self, name: str, content: dict[str, Any]) -> Any:
        """Return `content` as the model of that name."""
        return getattr(self.models, name).from_dict(content)

    def stored(self, number: int) -> str:
        """Store somebody and return the name."""
        new = self.body("NewPerson", {"handling": COLLECTING, "person": person(number)})
        return str(self.call("people.create_person", body=new).parsed.ref)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A real server for all of these tests."""
    with running_server(tmp_path_factory.mktemp("served") / "home") as server:
        yield server


@pytest.fixture(scope="module")
def generated(server: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Generated]:
    """The client that the generator makes of what the server says of itself, without a warning."""
    folder = tmp_path_factory.mktemp("generated")
    (folder / "config.yaml").write_text(CONFIG)
    (folder / "openapi.json").write_bytes(httpx.get(f"{server.url}/openapi.json").content)
    made = subprocess.run(
        [
            sys.executable, "-m", "openapi_python_client", "generate", "--meta=none",
            "--fail-on-warning", "--path=openapi.json", "--config=config.yaml",
            f"--output-path={PACKAGE}",
        ],
        cwd=folder, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert made.returncode == 0, made.stdout + made.stderr
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(folder)
        kind = importlib.import_module(PACKAGE).AuthenticatedClient
        with kind(base_url=server.url, token=server.key, timeout=60.0) as client:
            yield Generated(client, importlib.import_module(f"{PACKAGE}.models"))


def test_whoever_it_stores_it_reads_by_several_items(generated: Generated) -> None:
    new = generated.body("NewPerson", {"handling": COLLECTING, "person": person(1)})

    made = generated.call("people.create_person", body=new)
    read = generated.call(
        "people.read_person", made.parsed.ref, purpose="2(1)a", items=["name", "email"]
    )

    assert (made.status_code, made.parsed.decision.outcome.value) == (201, "allow")
    assert {one.value for one in read.parsed.values} == {"Fixture Number1", "fixture-1@example.com"}


def test_it_changes_what_it_read_by_the_etag_that_came_with_it(generated: Generated) -> None:
    ref = generated.stored(2)
    read = generated.call("people.read_person", ref, purpose="2(1)a", items=["name"])
    change = generated.body(
        "Correcting", {"handling": CORRECTING, "items": {"name": "Fixture Renamed"}}
    )

    changed, late = (
        generated.call("people.change_person", ref, body=change, if_match=read.headers["ETag"])
        for _ in range(2)
    )

    assert (changed.parsed.version, changed.headers["ETag"]) == (2, '"2"')
    assert (late.status_code, late.parsed.code) == (412, "stale-person")


def test_it_gets_the_reference_of_a_choice_and_takes_the_choice_back_by_it(
    generated: Generated,
) -> None:
    ref = generated.stored(3)
    choice = {"kind": "consent", "recipient": "ad_firm"}
    giving = {"handling": COLLECTING, "choice": choice, "data": "registration"}

    given = generated.call("people.give_choice", ref, body=generated.body("Giving", giving))
    taken = generated.call("people.withdraw_choice", ref, given.parsed.reference)

    assert (given.status_code, taken.status_code) == (201, 200)
    assert taken.parsed.reference == given.parsed.reference


def test_it_finds_discloses_and_erases(generated: Generated) -> None:
    ref = generated.stored(4)
    sought = {"handling": {"purpose": "2(1)a"}, "kind": "email", "value": "fixture-4@example.com"}
    find = generated.body("Sought", sought)

    found = generated.call("people.find_person", body=find)
    shown = generated.call("people.disclose_person", ref, grounds=SHOWN)
    erasure = generated.body("Erasure", {"handling": CORRECTING})
    erased = generated.call("people.erase_person", ref, body=erasure)
    nobody = generated.call("people.find_person", body=find)

    assert (found.parsed.ref, nobody.parsed.ref) == (ref, None)
    assert {one.item for one in shown.parsed.values} == {"name", "email"}
    assert erased.parsed.values == 2


def test_it_gets_checkpoint_and_key_as_text_and_tiles_as_bytes(generated: Generated) -> None:
    for _ in range(100):  # until the first entries have their place
        checkpoint = generated.call("ledger.checkpoint")
        if checkpoint.status_code == 200:
            break
        time.sleep(0.05)
    vkey = generated.call("ledger.vkey").parsed

    opened = open_checkpoint(checkpoint.parsed, Verifier.parse(vkey))
    tile = generated.call("ledger.tile", f"0/000.p/{opened.size}").parsed.payload.read()
    receipt = generated.call("ledger.receipt", "0").parsed

    assert len(tile) == 32 * opened.size
    assert receipt.startswith("c2sp.org/tlog-proof")


def test_it_reads_why_something_was_refused(generated: Generated) -> None:
    without = generated.body("Erasure", {})

    refused = generated.call("people.erase_person", generated.stored(6), body=without)

    assert refused.parsed.code == "evidence-needed"
    assert {one.fact for one in refused.parsed.needs} >= {"request", "identity_verified"}


def test_it_compares_lints_and_proves_texts(generated: Generated) -> None:
    text = revised(LATER, WIDER).decode()

    compared = generated.call(
        "policies.compare_policies", body=generated.body("Two", {"new": text})
    )
    linted = generated.call("policies.lint_policy", body=generated.body("One", {}))
    claims = generated.body("Claims", {"invariants": ["never entrust in not JP"]})
    proved = generated.call("policies.prove_invariants", body=claims)

    [change] = compared.parsed.difference.changes
    assert (change.direction.value, change.clauses) == ("widened", ["10"])
    assert "L31" in {one.code for one in linted.parsed.findings}
    assert [one.holds for one in proved.parsed.proofs] == [True]


def test_it_lays_a_draft_down_and_takes_it_back(generated: Generated) -> None:
    text = revised(LATER, WIDER)
    new = generated.body("NewDraft", {"text": text.decode()})

    made = generated.call("revisions.lay_down_draft", body=new)
    again = generated.call("revisions.lay_down_draft", body=new)
    held = generated.call("revisions.text_of_revision", LATER)
    gone = generated.call("revisions.withdraw_revision", LATER)
    late = generated.call("revisions.withdraw_revision", "2022-02-04")

    assert (made.parsed.version, held.parsed.text) == (LATER, text.decode())
    assert (again.status_code, again.parsed.code) == (409, "draft-exists")
    assert (gone.parsed.version, late.parsed.code) == (LATER, "revision-in-force")
