"""Answers that a passphrase opens: stretched elsewhere, so that nobody else waits for it."""

import time
from threading import Event, Thread

import pyrage
import pytest
from tests.gate.samples import entries
from tests.rights.samples import DESK, asked, decided

from mamoru.gate.door import Door
from mamoru.ledger.entries import RequestChanged
from mamoru.rights.answer.encrypt import to_passphrase
from mamoru.rights.answer.offer import offer, take
from mamoru.rights.requests.errors import AnswerNotEncryptedError
from mamoru.rights.requests.models import AnswerLink


def test_a_passphrase_opens_an_answer_where_the_person_has_no_key(door: Door) -> None:
    ref = asked(door, recipient="")
    decided(door, ref)

    offered = offer(door, DESK, ref)

    assert offered.passphrase is not None
    file = take(door, offered.token).content
    assert pyrage.passphrase.decrypt(file, offered.passphrase).startswith(b"PK")


def test_a_passphrase_is_stretched_while_the_server_goes_on() -> None:
    last, longest, is_over = time.perf_counter(), 0.0, Event()

    def watch() -> None:
        nonlocal last, longest
        while not is_over.wait(0.005):
            now = time.perf_counter()
            last, longest = now, max(longest, now - last)

    watching = Thread(target=watch)
    watching.start()
    began = time.perf_counter()
    file = to_passphrase(b"PK", "one two")
    took = time.perf_counter() - began
    is_over.set()
    watching.join()

    assert pyrage.passphrase.decrypt(file, "one two") == b"PK"
    assert longest < took / 2, (longest, took)


def test_where_a_passphrase_cannot_be_stretched_no_link_is_made(
    door: Door, monkeypatch: pytest.MonkeyPatch
) -> None:
    ref = asked(door, recipient="")
    decided(door, ref)
    monkeypatch.setattr("sys.executable", "/nowhere/python")

    with pytest.raises(AnswerNotEncryptedError):
        offer(door, DESK, ref)

    assert not AnswerLink.objects.exists()
    steps = [one.change for one in entries() if isinstance(one, RequestChanged)]
    assert "link_made" not in steps
