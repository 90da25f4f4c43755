"""Forms over HTTP: registering them, and handing in what they ask for (clause 1(1))."""

from datetime import datetime
from typing import Annotated

import msgspec

from mamoru.api.endpoint import SINGLE, Call, Endpoint, Reply
from mamoru.collection.forms import register
from mamoru.collection.forms.form import Form
from mamoru.collection.forms.register import Registered
from mamoru.collection.forms.submit import FieldState, Handed, submit
from mamoru.gate.errors import ScopeMissingError, Scopes
from mamoru.policy.handling import Decision

LARGEST = 256 * 1024
"""Bytes of the longest file of a form."""
_encode = msgspec.json.Encoder().encode


class NewForm(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The file of a form, as it is."""

    text: Annotated[str, msgspec.Meta(max_length=LARGEST)]


class FormState(msgspec.Struct, frozen=True, kw_only=True):
    """A version of a form, and whether it takes submissions: `open`, `unusable` or `retired`."""

    form: Form
    state: str
    unknown: tuple[str, ...]
    """Words of it that the policy in force does not know."""
    registered_at: datetime
    retired_at: datetime | None


class FormList(msgspec.Struct, frozen=True, kw_only=True):
    """Every version of every form, in the order in which they were registered."""

    forms: list[FormState]


class FormShown(FormState, frozen=True, kw_only=True):
    """The version of a form that was registered last, with its file."""

    text: str


class Submission(msgspec.Struct, frozen=True, kw_only=True):
    """Whose it has become, what became of each field, and the decision that allowed it."""

    ref: str
    version: int
    form: str
    """Name and version of the form."""
    fields: list[FieldState]
    repeated: bool
    """Whether it was taken in before, and nothing was done now."""
    decision: Decision
    ticket: int | None


def add(call: Call) -> Reply:
    """Register a form."""
    found = register.add(call.worker.door, call.body.text.encode())
    return Reply(status=201, body=_encode(_state(found)))


def listed(call: Call) -> Reply:
    """Return every form."""
    found = [_state(one) for one in register.listed(call.worker.door)]
    return Reply(body=_encode(FormList(forms=found)))


def shown(call: Call) -> Reply:
    """Return the latest version of a form."""
    found, text = register.shown(call.worker.door, call.path["form"])
    state = msgspec.structs.asdict(_state(found))
    return Reply(body=_encode(FormShown(**state, text=text.decode())))


def retire(call: Call) -> Reply:
    """Let a form take no submissions any more."""
    return Reply(body=_encode(_state(register.retire(call.worker.door, call.path["form"]))))


def hand_in(call: Call) -> Reply:
    """Take in what was handed in with a form."""
    wanted: Handed = call.body
    _may_name(call, wanted)
    may_find = call.caller is None or Scopes.PEOPLE_READ in call.caller.scopes
    found, is_repeated, ticket = submit(
        call.worker.door, call.asker, call.path["form"], wanted, may_find=may_find
    )
    answer = Submission(
        ref=found.ref, version=found.version, form=found.form, fields=found.fields,
        repeated=is_repeated, decision=found.decision, ticket=None if is_repeated else ticket,
    )  # fmt: skip
    return Reply(status=201, body=_encode(answer))


def _may_name(call: Call, wanted: Handed) -> None:
    """Refuse to add to somebody who is held, for a client that may not change people."""
    needed = Scopes.PEOPLE_CHANGE
    if wanted.ref is not None and call.caller and needed not in call.caller.scopes:
        raise ScopeMissingError(scope=needed)


def _state(found: Registered) -> FormState:
    return FormState(**msgspec.structs.asdict(found))


ENDPOINTS = (
    Endpoint(
        method="POST", path="/forms", name="registerForm", summary="Register a form", verb=add,
        scope=Scopes.FORMS_MANAGE, takes=NewForm, gives=FormState, status=201, limit=2 * SINGLE,
    ),
    Endpoint(
        method="GET", path="/forms", name="listForms",
        summary="Every form, and whether it takes submissions", verb=listed,
        scope=Scopes.FORMS_MANAGE, gives=FormList,
    ),
    Endpoint(
        method="GET", path="/forms/{form}", name="showForm",
        summary="The latest version of a form, with its file", verb=shown,
        scope=Scopes.FORMS_SUBMIT, gives=FormShown,
    ),
    Endpoint(
        method="POST", path="/forms/{form}/retirement", name="retireForm",
        summary="Let a form take no submissions any more", verb=retire,
        scope=Scopes.FORMS_MANAGE, gives=FormState,
    ),
    Endpoint(
        method="POST", path="/forms/{form}/submissions", name="submitForm",
        summary="Hand in what a form asks for", verb=hand_in, scope=Scopes.FORMS_SUBMIT,
        takes=Handed, gives=Submission, status=201,
    ),
)  # fmt: skip
