"""Health and readiness: what is wrong is named, part by part."""

import shutil
import time

from tests.api.calling import Api


def test_a_working_server_is_live_and_ready(api: Api) -> None:
    outsider = api.outsider()

    assert outsider.get("/health").json() == {"status": "live"}
    ready = outsider.get("/ready")
    assert (ready.status_code, ready.json()["status"]) == (200, "ready")


def test_a_missing_key_makes_it_not_ready_and_is_named(api: Api) -> None:
    shutil.rmtree(api.store.home / "keys")

    ready = api.outsider().get("/ready")

    assert (ready.status_code, ready.json()["status"]) == (503, "not-ready")
    assert ready.json()["keys"] == "missing-key"
    assert api.outsider().get("/health").status_code == 200


def test_a_sequencer_that_cannot_sign_makes_it_not_ready_and_is_named(api: Api) -> None:
    state = api.store.home / "ledger" / "signed.json"
    api.worker.door.settle()
    state.write_text("{}")
    api.client("somebody")  # an entry that waits

    for _ in range(100):
        ready = api.outsider().get("/ready")
        if ready.status_code == 503:
            break
        time.sleep(0.05)

    assert ready.json()["sequencer"] == "signing-state-missing"


def test_a_sequencer_whose_thread_is_gone_makes_it_not_ready_at_once(api: Api) -> None:
    api.worker._stop.set()
    api.worker._sequencer.join()

    ready = api.outsider().get("/ready")

    assert (ready.status_code, ready.json()["sequencer"]) == (503, "stopped")
