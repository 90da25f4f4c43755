"""Taking in a submission of a form: checked, decided, stored, answered field by field."""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Annotated, Literal

import msgspec

from mamoru.collection.forms.errors import FormUnusableError
from mamoru.collection.forms.evidence import Brought, Mandate, terms
from mamoru.collection.forms.fitting import misfits
from mamoru.collection.forms.form import Form
from mamoru.collection.forms.register import open_form
from mamoru.collection.forms.uploads import slot_of
from mamoru.collection.forms.values import checked
from mamoru.consent import notices
from mamoru.gate.asking import Asker
from mamoru.gate.coming import Aside, Attached, Coming, Terms, Ways, Whom
from mamoru.gate.create import Given
from mamoru.gate.door import Door
from mamoru.gate.errors import ScopeMissingError, Scopes
from mamoru.gate.guardians import Guardian
from mamoru.gate.looking import looking
from mamoru.gate.submit import take
from mamoru.policy.handling import Decision

Key = Annotated[str, msgspec.Meta(pattern=r"^[A-Za-z0-9_-]{16,64}$(?!\n)")]
Name = Annotated[str, msgspec.Meta(max_length=64)]
_encode = msgspec.json.Encoder().encode
_ordered = msgspec.json.Encoder(order="sorted").encode


class SentFile(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A file that was sent before: its token, and what the person calls it."""

    token: Annotated[str, msgspec.Meta(max_length=100)]
    label: Annotated[str, msgspec.Meta(max_length=255)] | None = None


class Handed(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What somebody hands in with a form."""

    key: Key
    """Random name of this submission; sending it again under the same does nothing more."""
    shown: Annotated[str, msgspec.Meta(max_length=64)] | None = None
    """Reference of the showing of the notice that came before."""
    ref: Annotated[str, msgspec.Meta(max_length=64)] | None = None
    """Whose it is, where the person is held already and has been authenticated."""
    fields: dict[Name, str] = {}
    files: dict[Name, list[SentFile]] = {}
    residence: Annotated[str, msgspec.Meta(max_length=16)] | None = None
    source: Literal["person", "agent"] = msgspec.field(default="person", name="from")
    mandate: Mandate | None = None
    guardian: Guardian | None = None


class FieldState(msgspec.Struct, frozen=True, kw_only=True):
    """What became of one field."""

    field: str
    state: Literal["kept", "masked", "quarantined"]
    """With `masked`, it is kept but for a number that nobody may keep."""
    sensitive: tuple[str, ...] = ()
    """Words of the policy for what it may be, if it is in quarantine."""
    unread: bool = False
    """Whether a file of it is no text, so that nobody looked for anything in it."""


class Submitted(msgspec.Struct, frozen=True, kw_only=True):
    """Whose it has become, what became of each field, and the decision."""

    ref: str
    version: int
    form: str
    fields: list[FieldState]
    decision: Decision


def submit(
    door: Door, asker: Asker, name: str, handed: Handed, *, may_find: bool = True
) -> tuple[Submitted, bool, int | None]:
    """Take in what was handed in with the form `name`; return the answer and if it is repeated.

    An identifier that is taken is refused, so whoever gives one learns whether somebody has it:
    without `may_find`, none is taken. Raises `ScopeMissingError`, `UnknownFormError`,
    `FormUnusableError`, `FieldsRefusedError`, `NoticeUnfitError`, `MandateUnfitError`, and what
    `mamoru.gate.submit.take` raises.
    """
    with looking():
        form = open_form(name)
    counts = {field: len(files) for field, files in handed.files.items()}
    values = checked(form, handed.fields, counts)
    if handed.ref is None and not may_find:
        _check_unidentified(form, values)
    brought = Brought(
        shown=handed.shown, is_by_agent=handed.source == "agent", mandate=handed.mandate
    )

    def asked(at: datetime, person: int | None) -> Terms:
        policy = door.shelf.policy(at)
        unknown = misfits(form, policy)
        if unknown:
            raise FormUnusableError(unknown=", ".join(unknown))
        return terms(form, brought, policy, at=at, person=person)

    def answer(whom: Whom, decision: Decision, aside: Aside) -> bytes:
        if handed.shown is not None:
            notices.tie(handed.shown, whom.number, now=whom.at)
        return _encode(
            Submitted(
                ref=whom.ref, version=whom.version, form=form.id,
                fields=_states(form, values, counts, aside), decision=decision,
            )
        )  # fmt: skip

    taken, ticket = take(door, asker, _coming(form, handed, values), Ways(asked, answer))
    found = msgspec.json.decode(taken.answer, type=Submitted)
    return found, taken.is_repeated, ticket


def _check_unidentified(form: Form, values: Mapping[str, str]) -> None:
    """Raise `ScopeMissingError` where a value would tell whether somebody has it."""
    if any(one.identifies and one.name in values for one in form.fields):
        raise ScopeMissingError(scope=Scopes.PEOPLE_READ)


def _coming(form: Form, handed: Handed, values: dict[str, str]) -> Coming:
    fields = {one.name: one for one in form.fields}
    is_new = handed.ref is None
    given = Given(
        whose=form.whose,
        residence=handed.residence if is_new else None,
        identifiers={
            fields[name].item: value
            for name, value in values.items()
            if is_new and fields[name].identifies
        },
        items={fields[name].item: value for name, value in values.items()},
    )
    files = tuple(
        Attached(one.token, slot_of(form, fields[name]), fields[name].item, one.label)
        for name, several in handed.files.items()
        for one in several
    )
    return Coming(
        form=form.id, key=handed.key, digest=_digest(handed),
        ref=handed.ref, given=given, files=files, guardian=handed.guardian,
        asks_guardian=form.guardian, keep=form.keep,
    )  # fmt: skip


def _digest(handed: Handed) -> bytes:
    """Return a hash of what was handed in, which the same handed in once more has as well.

    Files count by what they are called, and not by their tokens: they may have been sent anew.
    """
    files = {
        field: [SentFile(token="", label=one.label) for one in several]
        for field, several in handed.files.items()
    }
    same = msgspec.structs.replace(handed, files=files)
    return hashlib.sha256(_ordered(same)).digest()


def _states(
    form: Form, values: dict[str, str], counts: dict[str, int], aside: Aside
) -> list[FieldState]:
    """Return what became of each field that something was given for, in the form's order."""
    held = {one.item: one.sensitive for one in aside.quarantined}
    return [
        FieldState(
            field=one.name,
            state=_state(one.item, held, aside.masked),
            sensitive=held.get(one.item, ()),
            unread=slot_of(form, one) in aside.unread,
        )
        for one in form.fields
        if one.name in values or counts.get(one.name)
    ]


def _state(
    item: str, held: Mapping[str, object], masked: Sequence[str]
) -> Literal["kept", "masked", "quarantined"]:
    if item in held:
        return "quarantined"
    return "masked" if item in masked else "kept"
