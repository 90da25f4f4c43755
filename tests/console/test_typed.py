"""What is typed runs nowhere: every form of the console is filled in with scripts, and looked at.

The fields are those of the pages themselves. That no form is forgotten is shown by the classes: a
field of free text that is declared anywhere was filled in.
"""

import re
from collections.abc import Iterator
from datetime import timedelta
from html.parser import HTMLParser
from pathlib import Path

import httpx
from django import forms
from django.urls import get_resolver
from tests.faces.inside import Inside, Visitor
from tests.gate.samples import COLLECT, given
from tests.notices.texts import LATER, WIDER, revised
from tests.packages.samples import Recipient, agreed, made, people
from tests.parties.samples import registered
from tests.rights.samples import asked

import mamoru
from mamoru.desk.receive import NewInquiry, receive
from mamoru.gate.asking import OFFICER
from mamoru.gate.create import create
from mamoru.notices.draft import draft
from mamoru.notices.sheets import begin
from mamoru.provision.entrust.incidents import NewIncident, report

SCRIPT = "<script>alert('xyzzy')</script>"
MOST = 260
"""Pages that are looked at in one walk."""
VALID = {
    "email": "dareka@example.jp", "date": "2026-12-01", "number": "1", "url": "https://example.jp",
    "datetime-local": "2026-11-24T10:00",
}  # fmt: skip
LAST = ("withdraw", "purge", "drop", "clos", "abandon", "join", "end")
"""What ends things comes after everything else."""


Form = tuple[str, dict[str, str], dict[str, str]]
"""Where it goes to, what it holds, and what is typed into it, with the id of each field."""


class Fields(HTMLParser):
    """The forms of a page that are sent by POST: where to, and what can be filled in."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self._select = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        of = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._is_sent = of.get("method", "").lower() == "post"
            if self._is_sent:
                self.forms.append((of.get("action", ""), {}, {}))
        if not self.forms or not getattr(self, "_is_sent", False):
            return
        _, held, typed = self.forms[-1]
        name, kind = of.get("name", ""), of.get("type", "text")
        if tag == "select":
            self._select = name
        elif tag == "option" and of.get("value"):
            held[self._select] = of["value"]
        elif tag == "textarea" or (tag == "input" and kind in ("text", "search") and name):
            typed[name] = of.get("id", "")
        elif tag == "input" and name:
            if kind in ("radio", "checkbox"):
                held.setdefault(name, of.get("value", "on"))
            elif kind != "file":
                held[name] = VALID.get(kind, of.get("value", ""))

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._is_sent = False


def walk(visitor: Visitor) -> Iterator[tuple[str, httpx.Response]]:
    """Look at every page that pages lead to, once for each address."""
    seen, waiting = {"/console"}, ["/console"]
    while waiting and len(seen) < MOST:
        path = waiting.pop(0)
        answer = visitor.get(path)
        yield path, answer
        for found in re.findall(r'href="(/console[^"#]*)"', answer.text):
            place = found.partition("?")[0]
            if place not in seen:
                seen.add(place)
                waiting.append(found.replace("&amp;", "&"))


def send(visitor: Visitor, at: str, form: Form) -> list[httpx.Response]:
    """Fill in a form with scripts; what is not taken of it is then filled in as it should be."""
    action, held, typed = form
    there = action or at
    said = held | dict.fromkeys(typed, SCRIPT)
    answers = [visitor.client.post(there, data=said)]
    wrong = set(re.findall(r'<li><a href="#([^"]+)"', answers[0].text))
    if wrong:
        said |= {name: "case:1" for name, called in typed.items() if called in wrong}
        answers.append(visitor.client.post(there, data=said))
    return answers


def filled(pages: Inside) -> None:
    """Have something of everything that officers work on."""
    door = pages.door
    items = {"name": SCRIPT, "inquiry_text": f"父が糖尿病です。{SCRIPT}"}
    create(door, OFFICER, COLLECT, [given(identifiers={"email": "hoka@example.jp"}, items=items)])
    asked(door)
    receive(door, OFFICER, NewInquiry(
        text=SCRIPT, subject=SCRIPT, name=SCRIPT, email="dareka@example.jp"))  # fmt: skip
    contractor = registered(door, "contractor", name=SCRIPT)
    told = NewIncident(report="report:1", knew_at=door.clock() - timedelta(days=1))
    report(door, OFFICER, contractor.ref, told)
    registered(door, "joint_user", name=SCRIPT)
    recipient = Recipient(door)
    agreed(door, people(door, 2), recipient.ref)
    made(door, recipient.ref)
    draft(door, OFFICER, revised(LATER, WIDER))
    begin(door, OFFICER, LATER)


def declared() -> set[str]:
    """Return the names of every field of free text that a form of ours declares.

    Whose entries of the ledger are looked for is none: it takes ids and names of our workers.
    """
    assert get_resolver("mamoru.api.urls").url_patterns  # every page is loaded with it
    found, waiting = set(), [forms.Form]
    while waiting:
        one = waiting.pop()
        waiting += one.__subclasses__()
        if one.__module__.startswith("mamoru.console"):
            found |= {
                name for name, field in one.base_fields.items()
                if type(field) is forms.CharField
                and (one.__name__, name) != ("Finding", "caller")
                and not isinstance(field.widget, forms.HiddenInput)
            }  # fmt: skip
    return found


def test_what_is_typed_into_any_form_runs_on_no_page(pages: Inside) -> None:
    filled(pages)
    officer = pages.officer("officer-1", "officer")
    typed: set[str] = set()
    done: set[str] = set()
    stored, run = 0, []
    for is_last in (False, False, True):
        found = [(path, one) for path, page in walk(officer) for one in Fields(page.text).forms]
        for path, form in found:
            action = form[0] or path
            ends = any(one in action for one in LAST)
            if action in done or (ends and not is_last):
                continue
            done.add(action)
            if "logout" in action:
                continue
            typed |= {name.rpartition("-")[2] for name in form[2]}
            for answer in send(officer, path, form):
                stored += bool(form[2]) and answer.status_code == 302
                if SCRIPT in answer.text:
                    run.append(("sent", path, form[0]))
    shown = 0
    for path, answer in walk(officer):
        shown += "&lt;script&gt;alert(" in answer.text
        if SCRIPT in answer.text:
            run.append(("shown", path, ""))

    assert run == []
    assert stored > 8
    assert shown > 10
    assert declared() - typed == set()


def test_no_template_and_no_module_lets_a_text_stand_as_it_was_typed() -> None:
    source = Path(mamoru.__file__).parent
    lax = re.compile(r"\|\s*safe\b|autoescape\s+off|mark_safe|SafeString\(|safeseq")
    found = {
        str(path.relative_to(source))
        for ending in ("*.py", "*.html", "*.txt", "*.svg")
        for path in source.rglob(ending)
        if lax.search(path.read_text(encoding="utf-8"))
    }

    # the picture of an authenticator's secret, which is made here and holds nothing typed
    assert found == {"faces/templates/mfa/totp/activate_form.html"}
