"""Somebody leaves: what is held, what is erased, who is told, and the certificate of it."""

import hashlib
import json
import logging
from datetime import timedelta

import pytest
from django.db import connection
from tests.gate.samples import Clock, last, stored
from tests.leaving.samples import LEAVE, NAME, SECRETS, handed, member, ruled
from tests.outbox.mailserver import MailServer
from tests.store import Store
from tests.vault.dumps import database_bytes, found_in, home_bytes, written

from mamoru.gate.asking import OFFICER
from mamoru.gate.door import Door
from mamoru.gate.errors import HandlingRefusedError
from mamoru.gate.holding.ending import end_some
from mamoru.gate.holding.open import listed
from mamoru.gate.rotate import rotate
from mamoru.rights.leaving.begin import leave, note
from mamoru.rights.leaving.carry_on import carry_on_due
from mamoru.rights.leaving.certificate import certificate
from mamoru.rights.leaving.errors import AlreadyConfirmedError, LeavingCertificateBrokenError
from mamoru.rights.leaving.finishing import close_done, renew_keys_due
from mamoru.rights.leaving.models import Leaving
from mamoru.rights.leaving.proof import check
from mamoru.rights.leaving.report import leaving, leavings, told_late
from mamoru.rights.leaving.state import LeavingState, ToldState
from mamoru.rights.leaving.telling import confirm, tell_due
from mamoru.vault.errors import UnknownPersonError


def everywhere(store: Store, log: str = "") -> bytes:
    return database_bytes(store) + home_bytes(store.home) + log.encode()


def test_only_the_hold_is_left_of_whoever_left_and_after_its_last_day_nothing(
    shop: Door, store: Store, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    ref = member(shop)
    ruled(shop)

    found = leave(shop, OFFICER, LEAVE, ref)

    assert (found.state, found.problem) == (LeavingState.ERASED, "")
    (kept,) = found.kept
    assert (kept.kind, kept.last_day) == ("tax", "2034-05-31")
    sought = written(*SECRETS, ref)
    assert found_in(everywhere(store, caplog.text), sought) == []
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM vault_person")
        assert cursor.fetchone()[0] == 0
    assert [one.ref for one in listed()] == [kept.hold]

    clock.now = listed()[0].until
    end_some(shop, 10)

    assert listed() == []
    assert found_in(everywhere(store, caplog.text), sought) == []


def test_leaving_is_noted_with_what_policy_and_law_decided(shop: Door) -> None:
    ref = member(shop)
    ruled(shop)

    leave(shop, OFFICER, LEAVE, ref)

    assert (last().act, last().outcome, last().cites) == ("dispose", "allow", ("12a",))


def test_whoever_may_not_be_erased_does_not_leave(shop: Door) -> None:
    ref = member(shop)

    with pytest.raises(HandlingRefusedError) as refused:
        leave(shop, OFFICER, LEAVE, ref)

    assert "12[books]" in refused.value.decision.cites
    assert leavings() == []


def test_what_a_leaving_meets_with_later_is_noted_and_tried_again(shop: Door, clock: Clock) -> None:
    ref = member(shop)
    ruled(shop)
    found = leave(shop, OFFICER, LEAVE, ref)
    Leaving.objects.update(state=LeavingState.LEFT)  # as a kill right after the first step left it

    clock.now += timedelta(hours=2)
    assert carry_on_due(shop) == 1

    again = leaving(found.leaving)
    assert (again.state, again.problem) == (LeavingState.ERASED, "erased-otherwise")
    with pytest.raises(UnknownPersonError):
        leave(shop, OFFICER, LEAVE, ref)


def test_of_what_nobody_foresaw_a_leaving_notes_the_class_and_no_value(
    shop: Door, clock: Clock
) -> None:
    ref = member(shop)
    ruled(shop)
    note(shop, OFFICER, LEAVE, ref)
    (name,) = [one.leaving for one in leavings()]
    clock.now += timedelta(hours=2)
    Leaving.objects.update(wish={"act": 7, "purpose": "bean@example.jp"})

    assert carry_on_due(shop) == 1

    again = leaving(name)
    assert (again.state, again.problem) == (LeavingState.LEFT, "unforeseen-ValidationError")


def test_a_certificate_holds_without_a_database_and_names_nobody(shop: Door) -> None:
    ref = member(shop)
    ruled(shop)
    name = leave(shop, OFFICER, LEAVE, ref).leaving

    raw = certificate(shop, OFFICER, name)

    found = check(raw, shop.sequencer.vkey)
    assert found.content["erased"]["values"] == 3
    assert found.content["kept"][0]["article"] == "法人税法126, 法人税法150の2"
    assert found.content["systems"] is None
    assert found.content["backups"]["unreadable_by"] == "2027-02-22T15:00:00Z"
    assert found_in(raw, written(*SECRETS, ref)) == []


@pytest.mark.parametrize("part", ["values", "last_day", "unreadable_by"])
def test_a_certificate_that_was_changed_does_not_hold(shop: Door, part: str) -> None:
    ref = member(shop)
    ruled(shop)
    raw = certificate(shop, OFFICER, leave(shop, OFFICER, LEAVE, ref).leaving)
    changed = raw.replace(b'"values": 3', b'"values": 4').replace(b"2034-05-31", b"2033-05-31")
    changed = changed.replace(b"2027-02-22", b"2027-02-23")

    with pytest.raises(LeavingCertificateBrokenError) as broken:
        check(changed, shop.sequencer.vkey)

    assert broken.value.facts["part"] == "certificate"
    with pytest.raises(LeavingCertificateBrokenError):
        check(raw + b"\n", shop.sequencer.vkey)


def test_recipients_are_told_which_row_and_nobody_who_it_is(
    door: Door, store: Store, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    ref = stored(door, NAME).ref
    party = handed(door, ref)

    found = leave(door, OFFICER, LEAVE, ref)

    (told,) = found.told
    assert (told.party, told.items, told.state) == (
        party.ref, ("employer", "name"), ToldState.OWED,
    )  # fmt: skip
    with MailServer().running() as server:
        monkeypatch.setattr("django.conf.settings.SMTP", f"smtp://127.0.0.1:{server.port}")
        monkeypatch.setattr("django.conf.settings.MAIL_FROM", "privacy@example.jp")
        assert (tell_due(door), tell_due(door)) == (1, 0)
    (mail,) = server.mails
    assert mail.to == party.contact
    text = mail.message.as_string() + str(mail.message.get_content())
    assert found.told[0].told in text
    assert NAME not in text
    assert leaving(found.leaving).told[0].state is ToldState.TOLD
    assert told_late(clock.now) == []

    clock.now += timedelta(days=31)
    assert [one.told for one in told_late(clock.now)] == [told.told]
    confirm(door, OFFICER, told.told, "mail:77")
    assert told_late(clock.now) == []
    with pytest.raises(AlreadyConfirmedError):
        confirm(door, OFFICER, told.told, "mail:78")


def test_a_recipient_finds_the_row_by_its_mark(door: Door) -> None:
    ref = stored(door, NAME).ref
    handed(door, ref)

    leave(door, OFFICER, LEAVE, ref)

    with connection.cursor() as cursor:
        cursor.execute("SELECT salt, mark FROM leaving_told")
        salt, mark = cursor.fetchone()
    row = {"employer": "架空商事ヌヌヌ", "name": NAME}
    text = json.dumps(row, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    assert hashlib.sha256(bytes.fromhex(salt) + text.encode()).hexdigest() == mark


def test_old_backups_become_unreadable_in_time_and_then_it_is_closed(
    shop: Door, clock: Clock
) -> None:
    ref = member(shop)
    ruled(shop)
    found = leave(shop, OFFICER, LEAVE, ref)
    clock.now += timedelta(days=59)
    assert not renew_keys_due(shop)
    assert close_done(shop) == 0

    clock.now += timedelta(days=2)
    assert renew_keys_due(shop)
    assert close_done(shop) == 1

    done = leaving(found.leaving)
    assert done.state is LeavingState.CLOSED
    assert done.backups_unreadable_at is not None
    assert done.backups_unreadable_by is not None
    assert done.backups_unreadable_at < done.backups_unreadable_by
    assert not renew_keys_due(shop)


def test_a_renewal_by_hand_is_enough(shop: Door) -> None:
    ref = member(shop)
    ruled(shop)
    leave(shop, OFFICER, LEAVE, ref)

    rotate(shop)

    assert close_done(shop) == 1
