"""Registering forms: laying one down, looking at them, retiring one; each change is on record."""

from datetime import UTC, datetime
from functools import lru_cache
from typing import Literal

import msgspec
from django.db import IntegrityError, transaction

from mamoru.collection.forms.errors import (
    FormFileError,
    FormRetiredError,
    FormTakenError,
    FormUnusableError,
    UnknownFormError,
)
from mamoru.collection.forms.fitting import findings, misfits
from mamoru.collection.forms.form import Form
from mamoru.collection.forms.load import load
from mamoru.collection.forms.models import FormText
from mamoru.gate.door import Door
from mamoru.gate.looking import looking
from mamoru.gate.transaction import Record
from mamoru.ledger.entries import SystemChanged

State = Literal["open", "unusable", "retired"]


class Registered(msgspec.Struct, frozen=True, kw_only=True):
    """A version of a form, and whether it takes submissions now."""

    form: Form
    state: State
    unknown: tuple[str, ...] = ()
    """Words of it that the policy in force does not know."""
    registered_at: datetime
    retired_at: datetime | None


def add(door: Door, text: bytes) -> Registered:
    """Register the form in `text`; an earlier version of it is retired by that.

    The same once more is no error. Raises `FormFileError` with the place of everything that is
    wrong, what the policy in force does not know included, and `FormTakenError`.
    """
    loaded = load(text)
    form = loaded.form

    def unit(record: Record) -> FormText:
        now = door.clock()
        wrong = list(findings(loaded, door.shelf.policy(now)))
        if wrong:
            raise FormFileError(wrong)
        before = FormText.objects.filter(name=form.name, version=form.version).first()
        if before is not None:
            return _again(before, form)
        FormText.objects.filter(name=form.name, retired_at=None).update(retired_at=now)
        try:
            with transaction.atomic():
                row = FormText.objects.create(
                    name=form.name, version=form.version, text=text, text_hash=form.text_hash,
                    registered_at=now,
                )  # fmt: skip
        except IntegrityError:
            raise FormTakenError from None
        record.add(SystemChanged(at=now, change="form_registered", system=form.name))
        return row

    row, _ = door.writer.run(unit)
    return _registered(row, door)


def _again(before: FormText, form: Form) -> FormText:
    if before.text_hash != form.text_hash or before.retired_at is not None:
        raise FormTakenError
    return before


def retire(door: Door, name: str) -> Registered:
    """Let a form take no submissions any more; raises `UnknownFormError`, `FormRetiredError`."""

    def unit(record: Record) -> FormText:
        now = door.clock()
        rows = FormText.objects.filter(name=name)
        row = rows.filter(retired_at=None).first()
        if row is None:
            raise FormRetiredError if rows.exists() else UnknownFormError
        row.retired_at = now
        row.save(update_fields=["retired_at"])
        record.add(SystemChanged(at=now, change="form_retired", system=name))
        return row

    row, _ = door.writer.run(unit)
    return _registered(row, door)


def listed(door: Door) -> list[Registered]:
    """Return every version of every form, in the order in which they were registered."""
    door.look_again()
    with looking():
        return [_registered(row, door) for row in FormText.objects.order_by("id")]


def unusable_from(door: Door, at: datetime) -> dict[str, tuple[str, ...]]:
    """Return the forms that take nothing from `at` on, each with its unknown words."""
    door.look_again()
    policy = door.shelf.policy(at)
    with looking():
        rows = FormText.objects.filter(retired_at=None).order_by("id")
        forms = [_form(bytes(row.text)) for row in rows]
    found = {form.id: misfits(form, policy) for form in forms}
    return {name: unknown for name, unknown in found.items() if unknown}


def shown(door: Door, name: str) -> tuple[Registered, bytes]:
    """Return the version of a form registered last, and its file; raises `UnknownFormError`."""
    door.look_again()
    with looking():
        row = FormText.objects.filter(name=name).order_by("-id").first()
        if row is None:
            raise UnknownFormError
        return _registered(row, door), bytes(row.text)


def open_form(name: str) -> Form:
    """Return the version that takes submissions; raises `UnknownFormError`."""
    row = FormText.objects.filter(name=name, retired_at=None).first()
    if row is None:
        raise UnknownFormError
    return _form(bytes(row.text))


def usable(door: Door, name: str) -> Form:
    """Return the form, if the policy in force knows all that it asks for.

    Raises `UnknownFormError`, `FormUnusableError`.
    """
    with looking():
        form = open_form(name)
    unknown = misfits(form, door.policy)
    if unknown:
        raise FormUnusableError(unknown=", ".join(unknown))
    return form


@lru_cache(maxsize=256)
def _form(text: bytes) -> Form:
    return load(text).form


def _registered(row: FormText, door: Door) -> Registered:
    form = _form(bytes(row.text))
    unknown = misfits(form, door.policy) if row.retired_at is None else ()
    state: State = "retired" if row.retired_at else "unusable" if unknown else "open"
    return Registered(
        form=form, state=state, unknown=unknown, registered_at=_aware(row.registered_at),
        retired_at=row.retired_at and _aware(row.retired_at),
    )  # fmt: skip


def _aware(found: datetime) -> datetime:
    return found.replace(tzinfo=UTC) if found.tzinfo is None else found
