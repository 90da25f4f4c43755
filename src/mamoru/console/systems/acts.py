"""What an officer does with a registered system: lets it be written or not, or removes it."""

from django import forms
from django.urls import reverse

from mamoru.console.acting import Act, Asking
from mamoru.console.systems.registering_words import ACTS
from mamoru.console.worded import Worded
from mamoru.gate.scopes import Scopes
from mamoru.gate.systems import registering


class Plain(Worded):
    """Asks for nothing but the button."""


class Sure(Worded):
    """Asks once more."""

    words = ACTS
    sure = forms.BooleanField()


def _writable(asking: Asking) -> str:
    registering.let_write(asking.door, asking.asker, asking.ref, is_writable=True)
    return _there(asking.ref)


def _read_only(asking: Asking) -> str:
    registering.let_write(asking.door, asking.asker, asking.ref, is_writable=False)
    return _there(asking.ref)


def _remove(asking: Asking) -> str:
    registering.remove(asking.door, asking.asker, asking.ref)
    return reverse("console_systems")


def _known(_: Worded, asking: Asking) -> None:
    registering.system_shown(asking.ref)


def _there(name: str) -> str:
    return reverse("console_system", args=[name])


WRITABLE = Act(
    name="writable", title=ACTS["writable"], lead=ACTS["writable_lead"],
    done=ACTS["writable_done"], scope=Scopes.SYSTEMS_MANAGE, form=Plain, do=_writable,
    back=_there, prepare=_known, again=True, about=str,
)  # fmt: skip
READ_ONLY = Act(
    name="read-only", title=ACTS["read_only"], lead=ACTS["read_only_lead"],
    done=ACTS["read_only_done"], scope=Scopes.SYSTEMS_MANAGE, form=Plain, do=_read_only,
    back=_there, prepare=_known, about=str,
)  # fmt: skip
REMOVE = Act(
    name="remove", title=ACTS["remove"], lead=ACTS["remove_lead"], done=ACTS["remove_done"],
    scope=Scopes.SYSTEMS_MANAGE, form=Sure, do=_remove, back=_there, prepare=_known,
    about=str, is_danger=True, again=True,
)  # fmt: skip
ACTS_OF_SYSTEM = (WRITABLE, READ_ONLY, REMOVE)
