"""The pages of a real server, beside its API and from the same text."""

from http import HTTPStatus
from pathlib import Path

import httpx
from tests.api.calling import running_server, stop
from tests.cli.running import mamoru

from mamoru.paths import reference_policy


def test_a_server_shows_the_policy_by_which_it_decides(tmp_path: Path) -> None:
    with running_server(tmp_path / "home") as server:
        base = f"http://127.0.0.1:{server.port}"
        page, head = httpx.get(f"{base}/policy"), httpx.head(f"{base}/policy")
        file, missing = httpx.get(f"{base}/policy.yaml"), httpx.get(f"{base}/secret?secret=1")
        health = httpx.get(f"{server.url}/health")
        drift = mamoru("policy", "drift", f"{base}/policy", home=tmp_path)
        stop(server)

    assert (page.status_code, head.status_code) == (HTTPStatus.OK, HTTPStatus.OK)
    assert head.headers["content-length"] == str(len(page.content))
    assert file.content == reference_policy()
    assert missing.status_code == HTTPStatus.NOT_FOUND
    assert health.json() == {"status": "live"}
    assert drift.returncode == 0, drift.stdout
    log = server.log.read_text()
    assert "GET /policy 200" in log
    assert "HEAD /policy 200" in log
    assert "- - 404" in log
    assert "secret" not in log
