"""What becomes of files when keys are rotated, people are erased, and senders repeat themselves."""

import pytest
from tests.forms.samples import (
    PNG,
    SHOP,
    USE,
    files,
    handed,
    only_file,
    registered,
    sent,
    shown,
    submitted,
    with_file,
)
from tests.gate.samples import ERASE, Clock, counted
from tests.store import Store

from mamoru.gate.asking import OFFICER
from mamoru.gate.door import Door
from mamoru.gate.erase import erase
from mamoru.gate.errors import SubmissionErasedError
from mamoru.gate.files import hand_out
from mamoru.gate.models import Submission
from mamoru.gate.rotate import rotate
from mamoru.vault.errors import FilesLeftError, FilesWaitingError


def test_a_file_opens_as_before_once_everybody_has_moved_to_new_keys(
    door: Door, clock: Clock
) -> None:
    registered(door)
    answer = with_file(door, clock)

    rotate(door)

    handed_out, _ = hand_out(door, OFFICER, USE, answer.ref, only_file(door, answer.ref))
    assert b"".join(handed_out.content) == PNG


def test_a_file_that_cannot_be_removed_is_said_though_the_erasure_stands(
    door: Door, clock: Clock, store: Store
) -> None:
    registered(door)
    answer = with_file(door, clock)
    [path] = files(store)
    path.unlink()
    path.mkdir()  # which no unlink removes, not even root's

    with pytest.raises(FilesLeftError):
        erase(door, OFFICER, ERASE, answer.ref)

    assert (counted("vault_person"), counted("vault_file")) == (0, 0)


def test_a_late_repetition_of_what_was_erased_is_not_taken_for_new(
    door: Door, clock: Clock
) -> None:
    registered(door)
    wanted = handed(shown(door, clock))
    answer = submitted(door, wanted)
    erase(door, OFFICER, ERASE, answer.ref)

    with pytest.raises(SubmissionErasedError):
        submitted(door, wanted)

    assert counted("vault_person") == 0
    assert not Submission.objects.exclude(person=None, answer=None, digest=b"").exists()


def test_a_system_that_hands_nothing_in_cannot_send_for_ever(
    door: Door, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("mamoru.gate.files.MOST_WAITING", 2)
    registered(door)
    first = sent(door)
    sent(door)

    with pytest.raises(FilesWaitingError):
        sent(door)

    assert sent(door, asker=SHOP)  # another one
    submitted(door, handed(shown(door, clock), files={"attachment": [{"token": first}]}))
    assert sent(door)
