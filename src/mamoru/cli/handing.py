"""The commands `mamoru hand …`."""

import re
import time
from argparse import Namespace
from datetime import timedelta
from typing import Any

import msgspec
from django.conf import settings

from mamoru.cli.codes import NO, YES
from mamoru.cli.errors import InputBrokenError
from mamoru.cli.files import STANDARD_INPUT, read_file
from mamoru.cli.installation import check_installed, opened_door
from mamoru.cli.key_file import holder
from mamoru.cli.language import language, say
from mamoru.cli.lines import LONGEST, UNREADABLE, reason_of, strict
from mamoru.cli.output import as_json, table, tell, warn
from mamoru.cli.refusal import refused
from mamoru.gate.asking import OFFICER
from mamoru.gate.door import Door
from mamoru.gate.errors import HandlingRefusedError, Scopes
from mamoru.outbox.letters import State
from mamoru.policy.words import Word
from mamoru.provision.packages import report
from mamoru.provision.packages.acknowledge import acknowledge_on_paper
from mamoru.provision.packages.approve import approve
from mamoru.provision.packages.errors import HandOverElsewhereError
from mamoru.provision.packages.lease import LEASE
from mamoru.provision.packages.links import ADDRESS, offer
from mamoru.provision.packages.mailing import mail_due, mail_link
from mamoru.provision.packages.manifest import vkey
from mamoru.provision.packages.places import Destination
from mamoru.provision.packages.plan import NewHandOver, plan
from mamoru.provision.packages.produce import produce
from mamoru.provision.packages.recall import revoke
from mamoru.provision.packages.report import HandOverReport, Plan
from mamoru.provision.packages.send import address, send

AGAIN_SECONDS = 5.0
_NAME = re.compile(r"[a-z][a-z0-9-]{0,31}", re.ASCII)
_STATE = Word(
    "{hand}({state}): {expected:,} 人のうち判断 {decided:,}、収録 {people:,}、"
    "拒否 {refused:,}、除外 {taken_out:,}",
    "{hand} ({state}): of {expected:,} expected, decided {decided:,}, in it {people:,}, "
    "refused {refused:,}, taken out {taken_out:,}",
)
_PLANNED = Word(
    "{hand}({state}): {expected:,} 人に認められます。{approval}",
    "{hand} ({state}): allowed of {expected:,} people. {approval}",
)
_APPROVAL = Word("別の者の承認が必要です。", "Somebody else has to approve it.")
_WAITING = Word(
    "{hand} は別の処理が送っているか、中断したばかりです。待っています",
    "another process sends {hand}, or did until a moment ago; waiting",
)
_UNSENT = Word("メールは送られていません({state})", "the mail was not sent ({state})")
_SEEN = Word("{count:,} 人を確かめました", "looked at {count:,} people")


def plan_hand_over(asked: Namespace) -> int:
    """Plan a hand-over."""
    new, by = _new(asked), _officer(asked)

    def seen(count: int) -> None:
        if asked.format != "json":
            warn(say(_SEEN, language()).format(count=count))

    with opened_door() as door:
        try:
            found = plan(door, OFFICER, new, by, tell=seen)
        except HandlingRefusedError as error:
            refused(door, error.decision, asked)
            warn(error.message(language()))
            return NO
        _tell_plan(asked, found)
    return YES


def _tell_plan(asked: Namespace, found: Plan) -> None:
    if asked.format == "json":
        tell(as_json(found))
        return
    approval = say(_APPROVAL, language()) if found.hand.needs_approval else ""
    told = {**msgspec.structs.asdict(found.hand), "approval": approval}
    tell(say(_PLANNED, language()).format_map(told).strip())
    rows = [
        ["+" if one.is_allowed else "-", f"{one.people:,}", one.clauses]
        for one in found.hand.answers
    ]
    tell(table(("allowed", "people", "clauses"), rows))
    items = found.hand.items
    if found.sample:
        tell(table(items, [[one.items[item] for item in items] for one in found.sample]))


def approve_hand_over(asked: Namespace) -> int:
    """Approve a hand-over as whoever the key belongs to."""
    with opened_door() as door:
        by = holder(asked, Scopes.PACKAGES_APPROVE).system
        _tell(asked, approve(door, asked.hand, by, caller=by))
    return YES


def make_package(asked: Namespace) -> int:
    """Make a package, or go on making it."""
    with opened_door() as door:
        done = produce(door, asked.hand, tell=lambda so_far: _progress(asked, so_far))
        _tell(asked, done)
    return YES


def link_package(asked: Namespace) -> int:
    """Show a new link to a package."""
    with opened_door() as door:
        found = offer(door, asked.hand)
        url = f"{settings.URL}{ADDRESS}/{found.token}"
        told = {"hand": found.hand, "url": url, "expires_at": found.expires_at}
        tell(as_json(told) if asked.format == "json" else url)
    return YES


def mail_package_link(asked: Namespace) -> int:
    """Mail a new link to the contact of the party."""
    with opened_door() as door:
        mail_link(door, asked.hand)
        mail_due(door)
        done = report.report_of(report.hand_over(asked.hand))
        _tell(asked, done)
    if done.mail_state == State.SENT:
        return YES
    warn(say(_UNSENT, language()).format(state=done.mail_state))
    return NO


def send_package(asked: Namespace) -> int:
    """Send a package to the server on standard input."""
    to = _read(Destination)
    with opened_door() as door:
        _tell(asked, _sent(door, asked.hand, to))
    return YES


def _sent(door: Door, hand: str, to: Destination) -> HandOverReport:
    """Send a package; where another process did until a moment ago, wait until it must be gone."""
    until = door.clock() + LEASE + timedelta(seconds=AGAIN_SECONDS)
    while True:
        try:
            address(door, hand, to)
            return send(door, hand)
        except HandOverElsewhereError:
            if door.clock() > until:
                raise
            warn(say(_WAITING, language()).format(hand=hand))
            time.sleep(AGAIN_SECONDS)


def acknowledge_package(asked: Namespace) -> int:
    """Note where the recipient's word is kept."""
    with opened_door() as door:
        _tell(asked, acknowledge_on_paper(door, asked.hand, asked.reference))
    return YES


def revoke_hand_over(asked: Namespace) -> int:
    """Call a hand-over back."""
    with opened_door() as door:
        _tell(asked, revoke(door, asked.hand, caller=OFFICER.system, reason=asked.reason))
    return YES


def show_hand_over(asked: Namespace) -> int:
    """Show one hand-over."""
    check_installed()
    _tell(asked, report.report_of(report.hand_over(asked.hand)))
    return YES


def list_hand_overs(asked: Namespace) -> int:
    """List hand-overs, the latest first."""
    check_installed()
    found = report.hand_overs(asked.party)
    if asked.format == "json":
        tell(as_json(found))
        return YES
    rows = [[one.hand, one.party, one.act, one.state.value, f"{one.people:,}"] for one in found]
    tell(table(("hand", "party", "act", "state", "people"), rows))
    return YES


def show_keys(asked: Namespace) -> int:
    """Show the public keys that recipients need."""
    check_installed()
    from mamoru.provision.packages.sftp import public_key  # here: its library takes long to load

    told = {"vkey": vkey(), "ssh": public_key()}
    tell(as_json(told) if asked.format == "json" else "\n".join(told.values()))
    return YES


def _new(asked: Namespace) -> NewHandOver:
    stated: dict[str, Any] = {
        "party": asked.party, "act": asked.act, "items": asked.item, "purpose": asked.purpose,
        "people": _people(asked.people), "format": asked.form, "cipher": asked.cipher,
        "days": asked.days, "acknowledge_days": asked.acknowledge_days,
        "grounds": {
            fact: shown or None for fact, _, shown in (one.partition("=") for one in asked.ground)
        },
    }  # fmt: skip
    try:
        return msgspec.convert(stated, NewHandOver)
    except msgspec.ValidationError as error:
        raise InputBrokenError(reason=reason_of(error, language())) from None


def _people(file: str | None) -> list[str] | None:
    if file is None:
        return None
    return read_file(file, LONGEST).decode("utf-8", "replace").split()


def _officer(asked: Namespace) -> str:
    if _NAME.fullmatch(asked.officer):
        return f"officer:{asked.officer}"
    raise InputBrokenError(reason="--officer: a-z, 0-9, -")


def _read(kind: Any) -> Any:  # noqa: ANN401 - a value of `kind`
    raw = read_file(STANDARD_INPUT, LONGEST)
    try:
        return strict(raw, kind)
    except UNREADABLE as error:
        raise InputBrokenError(reason=reason_of(error, language())) from None


def _progress(asked: Namespace, so_far: HandOverReport) -> None:
    if asked.format != "json":
        warn(_in_words(so_far))


def _tell(asked: Namespace, found: HandOverReport) -> None:
    tell(as_json(found) if asked.format == "json" else _in_words(found))


def _in_words(found: HandOverReport) -> str:
    return say(_STATE, language()).format_map(msgspec.structs.asdict(found))
