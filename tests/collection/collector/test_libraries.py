"""Libraries that others wrote, unmodified, send to a real server of ours."""

import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from rudderstack.analytics.client import Client as Rudder
from segment.analytics.client import Client as Segment
from tests.collection.collector.serving import NODE, Site, node, serving


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with serving(tmp_path_factory.mktemp("libraries") / "home") as site:
        yield site


@pytest.mark.parametrize("is_packed", [False, True], ids=["plain", "gzip"])
@pytest.mark.parametrize("library", [Segment, Rudder], ids=["segment", "rudder"])
def test_a_library_for_python_sends_and_is_answered(
    served: Site, library: Any, is_packed: bool
) -> None:
    lost: list[object] = []
    visitor = f"{library.__module__.partition('.')[0]}-{is_packed}".lower()
    client = library(
        served.server.key, host=served.url, gzip=is_packed, max_retries=0,
        on_error=lambda *error: lost.append(error),
    )  # fmt: skip

    client.page(anonymous_id=visitor, name="Hats", properties={"path": "/hats"})
    client.track(anonymous_id=visitor, event="Search", properties={"query": "hats"})
    client.track(anonymous_id=visitor, event="Undeclared", properties={"query": "hats"})
    client.flush()
    client.join()

    assert lost == []
    kept = served.events(visitor)
    assert sorted(event for event, _ in kept) == ["page", "track/Search"]
    assert dict(kept)["page"]["path"] == "/hats"


@pytest.mark.parametrize("library", ["segment", "rudder"])
def test_a_library_for_node_sends_and_is_answered(served: Site, library: str) -> None:
    program = node()

    done = subprocess.run(
        [program, NODE / f"{library}.js", served.url, served.server.key],
        capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip

    assert (done.returncode, done.stderr) == (0, "")
    kept = served.events(f"{library}-node")
    assert sorted(event for event, _ in kept) == ["page", "track/Search", "track/Search"]


def test_the_servers_log_has_no_address_no_key_and_no_event(served: Site) -> None:
    log = Path(served.server.log).read_text()

    assert "POST /v1/batch 200" in log
    for secret in ("127.0.0.1", served.server.key, "hats", "segment-node"):
        assert secret not in log
