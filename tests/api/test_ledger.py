"""The ledger over HTTP: outsiders verify it with what it serves, and with nothing else."""

from itertools import count
from pathlib import Path

from tests.api.calling import COLLECTING, Api, person

from mamoru.gate.errors import Scopes
from mamoru.ledger.files import check_files
from mamoru.ledger.tree.checkpoints import open_checkpoint
from mamoru.ledger.tree.notes import Verifier, decode
from mamoru.ledger.tree.proofs import verify_consistency
from mamoru.ledger.tree.receipts import check_receipt


def fill(api: Api, entries: int) -> None:
    client = api.client("filler")
    ask = {"handlings": [{"act": "use", "data": "cookie", "purpose": "2(1)a"}] * entries}
    assert client.post("/decisions", json=ask).status_code == 200
    api.worker.door.settle()


def test_entries_are_not_given_to_whoever_has_no_key(api: Api) -> None:
    fill(api, 300)

    answer = api.outsider().get("/ledger/tile/entries/000")

    assert (answer.status_code, answer.json()["code"]) == (401, "key-missing")


def test_whoever_fetches_every_resource_finds_the_whole_log_to_hold(
    api: Api, tmp_path: Path
) -> None:
    fill(api, 300)
    outsider, auditor = api.outsider(), api.client("auditor", scopes=[Scopes.LEDGER])
    note = outsider.get("/ledger/checkpoint").text
    vkey = outsider.get("/ledger/vkey").text
    checkpoint = open_checkpoint(note, Verifier.parse(vkey))
    rest = checkpoint.size - 256

    paths = ["tile/0/000", f"tile/0/001.p/{rest}", "tile/1/000.p/1", "tile/entries/000",
             f"tile/entries/001.p/{rest}"]  # fmt: skip
    for path in paths:
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        answer = (auditor if "entries" in path else outsider).get(f"/ledger/{path}")
        assert "immutable" in answer.headers["cache-control"]
        (tmp_path / path).write_bytes(answer.content)
    (tmp_path / "checkpoints").mkdir()
    (tmp_path / "checkpoint").write_text(note)
    (tmp_path / "checkpoints" / str(checkpoint.size)).write_text(note)

    assert check_files(tmp_path, vkey) == checkpoint


def test_a_tile_that_is_not_there_yet_is_not_found(api: Api) -> None:
    fill(api, 5)
    outsider = api.outsider()

    early = [outsider.get(f"/ledger/tile/{one}").json() for one in ("0/000", "0/000.p/200")]

    assert {(one["code"], one["detail"]) for one in early} == {
        ("tile-unknown", "There is no such tile yet.")
    }


def test_what_no_tile_entry_or_ticket_is_called_leads_nowhere(api: Api) -> None:
    client = api.client()
    paths = ("tile/0/x", "entries/-1", "entries/-1/receipt", "entries/01", "tickets/x")

    answers = {path: client.get(f"/ledger/{path}").json()["code"] for path in paths}

    assert answers == dict.fromkeys(paths, "address-unknown")


def test_an_unknown_ticket_is_not_called_an_entry(api: Api) -> None:
    fill(api, 1)

    answer = api.client().get("/ledger/tickets/0").json()

    assert (answer["code"], answer["detail"]) == ("ticket-unknown", "No entry has the ticket 0.")


def test_a_proof_that_lacks_its_sizes_says_that_they_are_missing(api: Api) -> None:
    client = api.client()

    answers = [client.get(f"/ledger/consistency{query}").json() for query in ("", "?old=1")]

    assert [(one["code"], one["detail"]) for one in answers] == [
        ("parameter-missing", "A parameter is missing (needed: old, size)."),
        ("parameter-missing", "A parameter is missing (needed: size)."),
    ]


def test_a_receipt_proves_its_entry_offline(api: Api) -> None:
    client = api.client()
    ticket = client.post("/people", json={"handling": COLLECTING, "person": person()}).json()
    api.worker.door.settle()

    placed = client.get(f"/ledger/tickets/{ticket['ticket']}").json()
    raw = client.get(f"/ledger/entries/{placed['index']}").content
    receipt = client.get(f"/ledger/entries/{placed['index']}/receipt").text

    checkpoint = check_receipt(receipt, raw, client.get("/ledger/vkey").text)
    assert placed["entry"]["act"] == "collect"
    assert checkpoint.size > placed["index"]


def test_an_entry_is_there_at_once_and_has_its_place_soon(api: Api) -> None:
    client = api.client()
    made = client.post("/people", json={"handling": COLLECTING, "person": person()}).json()

    for _ in count():
        placed = client.get(f"/ledger/tickets/{made['ticket']}").json()
        if placed["index"] is not None:
            break

    assert placed["entry"]["outcome"] == "allow"


def test_the_log_is_shown_to_continue_what_it_was(api: Api) -> None:
    client = api.client()
    vkey = Verifier.parse(client.get("/ledger/vkey").text)
    fill(api, 3)
    old = open_checkpoint(client.get("/ledger/checkpoint").text, vkey)
    client.post("/people", json={"handling": COLLECTING, "person": person()})
    api.worker.door.settle()
    new = open_checkpoint(client.get("/ledger/checkpoint").text, vkey)

    query = {"old": str(old.size), "size": str(new.size)}
    proof = client.get("/ledger/consistency", params=query).json()["proof"]

    hashes = [decode(one) for one in proof]
    verify_consistency(old.size, old.root, new.size, new.root, hashes)
    assert new.size > old.size
