"""What is done with an inquiry over HTTP: read, answered, given to somebody, settled, ended."""

from typing import Literal

import msgspec

from mamoru.api.endpoint import OCTETS, Call, Endpoint, Reply
from mamoru.desk import handle, settle, strangers
from mamoru.desk.answer import Answering, InquiryAnswered, answer
from mamoru.desk.handle import Actor, Links
from mamoru.desk.reading import Thread, attachment, thread
from mamoru.desk.settle import Claiming, SuspectReviewed, SuspectSettled
from mamoru.desk.state import Kind, Outcome
from mamoru.desk.steps import inquiry_row
from mamoru.gate.asking import Reference
from mamoru.gate.errors import Scopes
from mamoru.gate.looking import looking

_encode = msgspec.json.Encoder().encode


class AssignedTo(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Who works on it: an opaque name."""

    actor: Actor


class KindChosen(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What it is."""

    kind: Kind


class InquiryEnded(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How it ended."""

    outcome: Outcome


class SuspectClaimed(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How it is let in: as what it came as, or under an exception; with its grounds."""

    way: Literal["clear", "claim"]
    grounds: dict[str, Reference | None] = {}


class InquiryNow(msgspec.Struct, frozen=True, kw_only=True):
    """Where an inquiry stands now."""

    inquiry: str
    state: str
    lane: str
    kind: str


def _now(call: Call, ref: str | None = None) -> Reply:
    with looking():
        row = inquiry_row(ref or call.path["inquiry"])
    found = InquiryNow(inquiry=row.ref, state=row.state, lane=row.lane, kind=row.kind)
    return Reply(body=_encode(found))


def read(call: Call) -> Reply:
    """Return what was written."""
    return Reply(body=_encode(thread(call.worker.door, call.asker, call.path["inquiry"])))


def file_read(call: Call) -> Reply:
    """Return one file, never as anything that a browser would show."""
    found = attachment(call.worker.door, call.asker, call.path["inquiry"], call.path["attachment"])
    headers = (
        ("Content-Disposition", f'attachment; filename="{call.path["attachment"]}.bin"'),
        ("X-Content-Type-Options", "nosniff"),
    )
    return Reply(body=found.content, media=OCTETS, headers=headers)


def answered(call: Call) -> Reply:
    """Answer."""
    said: Answering = call.body
    found = answer(call.worker.door, call.asker, call.path["inquiry"], said)
    return Reply(status=201, body=_encode(found))


def assigned(call: Call) -> Reply:
    """Give it to somebody."""
    said: AssignedTo = call.body
    handle.assign(call.worker.door, call.asker, call.path["inquiry"], said.actor)
    return _now(call)


def kind_chosen(call: Call) -> Reply:
    """Say what it is."""
    said: KindChosen = call.body
    handle.choose_kind(call.worker.door, call.asker, call.path["inquiry"], said.kind)
    return _now(call)


def linked(call: Call) -> Reply:
    """Say what it goes with."""
    said: Links = call.body
    handle.link(call.worker.door, call.asker, call.path["inquiry"], said)
    return _now(call)


def released(call: Call) -> Reply:
    """Let what was set aside go on."""
    handle.release(call.worker.door, call.asker, call.path["inquiry"])
    return _now(call)


def closed(call: Call) -> Reply:
    """End it."""
    said: InquiryEnded = call.body
    handle.close(call.worker.door, call.asker, call.path["inquiry"], said.outcome)
    return _now(call)


def reopened(call: Call) -> Reply:
    """Let it go on."""
    handle.reopen(call.worker.door, call.asker, call.path["inquiry"])
    return _now(call)


def accepted(call: Call) -> Reply:
    """Let a message into its thread."""
    strangers.accept(call.worker.door, call.asker, call.path["inquiry"], call.path["message"])
    return _now(call)


def separated(call: Call) -> Reply:
    """Make a message an inquiry of its own, and return that."""
    ref = strangers.separate(
        call.worker.door, call.asker, call.path["inquiry"], call.path["message"]
    )
    return _now(call, ref)


def reviewed(call: Call) -> Reply:
    """Return what may be sensitive."""
    path = call.path
    found, _ = settle.review(call.worker.door, call.asker, path["inquiry"], path["suspect"])
    return Reply(body=_encode(found))


def settled(call: Call) -> Reply:
    """Let in what was taken for sensitive, or was shown to be allowed."""
    said: SuspectClaimed = call.body
    act = settle.clear if said.way == "clear" else settle.claim
    found = act(
        call.worker.door, call.asker, call.path["inquiry"], call.path["suspect"],
        Claiming(grounds=said.grounds),
    )  # fmt: skip
    return Reply(body=_encode(found))


def purged(call: Call) -> Reply:
    """Delete what may be sensitive."""
    found = settle.purge(call.worker.door, call.asker, call.path["inquiry"], call.path["suspect"])
    return Reply(body=_encode(found))


def _step(
    ending: str, name: str, summary: str, verb: object, takes: type | None = None, *,
    method: str = "POST", gives: type | None = InquiryNow, scope: str = Scopes.INQUIRIES_HANDLE,
    status: int = 200, **more: str,
) -> Endpoint:  # fmt: skip
    return Endpoint(
        method=method, path=f"/inquiries/{{inquiry}}/{ending}", name=name, summary=summary,
        verb=verb, scope=scope, takes=takes, gives=gives, status=status, **more,  # type: ignore[arg-type]  # a verb of this module
    )  # fmt: skip


_SUSPECT = "suspects/{suspect}"
STEPS = (
    _step("thread", "readThread", "What was written in an inquiry; on record", read, method="GET",
          gives=Thread),
    _step("attachments/{attachment}", "readAttachment", "One file of an inquiry; on record",
          file_read, method="GET", gives=None, media=OCTETS),
    _step("answers", "answerInquiry", "Answer by mail, or note what was said otherwise", answered,
          Answering, gives=InquiryAnswered, status=201),
    _step("assignment", "assignInquiry", "Give an inquiry to somebody", assigned, AssignedTo),
    _step("kind", "chooseKind", "Say what an inquiry is", kind_chosen, KindChosen),
    _step("links", "linkInquiry", "Say which request, case, person or clause it goes with",
          linked, Links),
    _step("release", "releaseInquiry", "Let what was set aside go on", released),
    _step("closure", "closeInquiry", "End an inquiry", closed, InquiryEnded),
    _step("reopening", "reopenInquiry", "Let an inquiry that was ended go on", reopened),
    _step("messages/{message}/acceptance", "acceptMessage",
          "Let the message of a stranger into the thread", accepted),
    _step("messages/{message}/separation", "separateMessage",
          "Make the message of a stranger an inquiry of its own", separated),
    _step(_SUSPECT, "reviewSuspect", "What may be sensitive, for a reviewer; on record", reviewed,
          method="GET", gives=SuspectReviewed, scope=Scopes.QUARANTINE),
    _step(f"{_SUSPECT}/settlement", "settleSuspect",
          "Let it in: nothing sensitive is in it, or an exception holds", settled, SuspectClaimed,
          gives=SuspectSettled, scope=Scopes.QUARANTINE),
    _step(f"{_SUSPECT}/purge", "purgeSuspect", "Delete what may be sensitive", purged,
          gives=SuspectSettled, scope=Scopes.QUARANTINE),
)  # fmt: skip
