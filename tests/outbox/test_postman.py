"""A server sends letters as they become due, and says what keeps it from that once."""

import logging
import time
from collections.abc import Callable
from threading import Event, Thread

import pytest
from django.conf import settings
from tests.outbox.letters import address, posted, readers, totals
from tests.outbox.mailserver import MailServer

from mamoru.gate.door import Door
from mamoru.gate.postman import deliver
from mamoru.outbox.letters import State

SECONDS = 20.0


def until(is_so: Callable[[], bool]) -> None:
    end = time.monotonic() + SECONDS
    while not is_so():
        assert time.monotonic() < end
        time.sleep(0.01)


def test_letters_go_out_once_the_server_is_back_and_its_absence_is_logged_once(
    door: Door, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG, "mamoru")
    server, stop = MailServer(), Event()
    monkeypatch.setattr(settings, "SMTP", f"smtp://localhost:{server.port}")
    posted(door, readers(door, 2))
    postman = Thread(target=deliver, args=(door, stop), kwargs={"every": 0.02})
    postman.start()
    try:
        until(lambda: bool(caplog.messages))
        time.sleep(0.3)  # several rounds
        with server.running():
            until(lambda: totals() == {State.SENT: 2})
    finally:
        stop.set()
        postman.join(SECONDS)

    assert not postman.is_alive()
    assert server.per_reader == {address(0): 1, address(1): 1}
    assert caplog.messages == ["letters wait: mail-server-silent"]


def test_whatever_goes_wrong_in_a_round_is_named_by_its_kind_and_the_next_one_tries_again(
    door: Door, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    stop = Event()
    posted(door, readers(door, 1))
    with MailServer().running() as server:
        monkeypatch.setattr(settings, "SMTP", "nowhere")
        postman = Thread(target=deliver, args=(door, stop), kwargs={"every": 0.02})
        postman.start()
        try:
            until(lambda: caplog.messages == ["letters wait: mail-misconfigured"])
            monkeypatch.setattr(settings, "SMTP", f"smtp://localhost:{server.port}")
            until(lambda: totals() == {State.SENT: 1})
        finally:
            stop.set()
            postman.join(SECONDS)
