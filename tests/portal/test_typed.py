"""What people type runs nowhere: every field of every form of theirs, by the forms themselves."""

from collections.abc import Iterable

import pytest
from django import forms
from django.urls import get_resolver
from tests.portal.people import SCRIPT, Portal
from tests.portal.people import clock as clock
from tests.portal.people import door as door
from tests.portal.people import portal as portal

from mamoru.errors import Language
from mamoru.law.calendar import tokyo_day
from mamoru.law.requests import request_kind
from mamoru.portal.asking.form import CodeForm, FollowForm, RequestForm
from mamoru.portal.asking.kinds import EVERY
from mamoru.portal.contact.views import ContactForm

ENGLISH: Language = "en"


def free(fields: Iterable[tuple[str, forms.Field]]) -> list[str]:
    """Return the names of the fields that take any text."""
    return [name for name, one in fields if isinstance(one, forms.CharField) and name != "sheet"]


def of_people() -> set[type[forms.Form]]:
    """Return every form that is declared among the pages of people."""
    assert get_resolver("mamoru.api.urls").url_patterns  # every page is loaded with it
    found: set[type[forms.Form]] = set()
    waiting: list[type[forms.Form]] = [forms.Form]
    while waiting:
        below = waiting.pop().__subclasses__()
        waiting += below
        found |= {one for one in below if one.__module__.startswith("mamoru.portal")}
    return found


def test_these_are_the_forms_of_people() -> None:
    assert of_people() == {RequestForm, ContactForm, CodeForm, FollowForm}


@pytest.mark.parametrize("kind", sorted(EVERY))
def test_no_field_of_a_request_comes_back_as_it_was_typed(portal: Portal, kind: str) -> None:
    form = RequestForm(
        None, kind=request_kind(kind, tokyo_day(portal.clock())), policy=portal.door.policy,
        language=ENGLISH, is_public=True, now=portal.clock(),
    )  # fmt: skip
    names = free(form.fields.items())
    client = portal.visitor()
    path = f"/contact/request/new/{kind}"

    shown = client.post(path, dict.fromkeys(names, SCRIPT) | {"sheet": SCRIPT}).content.decode()

    assert SCRIPT not in shown
    assert shown.count("&lt;script&gt;") >= len(names)


def test_no_field_of_the_others_comes_back_as_it_was_typed(portal: Portal) -> None:
    client = portal.visitor()
    for path, form in (("/contact", ContactForm), ("/contact/request/follow", FollowForm)):
        sent = dict.fromkeys(free(form.base_fields.items()), SCRIPT)
        assert sent
        assert SCRIPT not in client.post(path, sent).content.decode(), path
