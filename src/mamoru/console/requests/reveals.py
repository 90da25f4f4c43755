"""Opening what a request holds: its papers, identity documents, the answer to print.

Each opening is a POST with purpose and reason, and its answer is what was opened: shown once.
"""

from collections.abc import Callable
from typing import TypeVar

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_POST

from mamoru.console.items import item_words
from mamoru.console.requests import wording
from mamoru.console.requests.call import Call, call_of
from mamoru.console.requests.one import shown
from mamoru.console.requests.opening import OPENS, ticket_of, why
from mamoru.faces.frame import page
from mamoru.faces.given_file import ending_of, given_file
from mamoru.faces.guard import for_officer
from mamoru.faces.revealing import Thing, What, reveal
from mamoru.gate.asking import Asker
from mamoru.gate.kinds import item_of
from mamoru.rights.answer.offer import answer_files
from mamoru.rights.requests.adding import PAPER, paper
from mamoru.rights.requests.reading import RequestPapers, document, papers

T = TypeVar("T")


@for_officer(*OPENS)
@require_POST
def see_papers(request: HttpRequest, ref: str) -> HttpResponseBase:
    """Show what was written in a request, once."""
    call = call_of(request, ref)
    return _opened(request, call, "request_papers", _papers(call), _papers_page)


@for_officer(*OPENS, again=True)
@require_POST
def see_document(request: HttpRequest, ref: str, name: str) -> HttpResponseBase:
    """Give an identity document, to be looked at outside of the browser."""
    call = call_of(request, ref)

    def opening(by: Asker) -> bytes:
        return document(call.door, by, ref, f"document:{name}")

    return _opened(request, call, "request_document", opening, _document)


@for_officer(*OPENS, again=True)
@require_POST
def see_added(request: HttpRequest, ref: str, name: str) -> HttpResponseBase:
    """Give a paper that the person sent."""
    call = call_of(request, ref)

    def opening(by: Asker) -> bytes:
        return paper(call.door, by, ref, f"{PAPER}{name}")

    def file(_: HttpRequest, __: Call, content: bytes) -> HttpResponseBase:
        return given_file(content, f"{ref}-{name}.{ending_of(content)}")

    return _opened(request, call, "request_paper", opening, file)


@for_officer(*OPENS, again=True)
@require_POST
def see_answer(request: HttpRequest, ref: str) -> HttpResponseBase:
    """Give the answer's files, to be printed."""
    call = call_of(request, ref)

    def opening(by: Asker) -> bytes:
        return answer_files(call.door, by, ref)

    def file(_: HttpRequest, __: Call, content: bytes) -> HttpResponseBase:
        return given_file(content, f"{ref}.zip")

    return _opened(request, call, "request_answer", opening, file)


def _opened(
    request: HttpRequest, call: Call, what: What, opening: Callable[[Asker], T],
    showing: Callable[[HttpRequest, Call, T], HttpResponseBase],
) -> HttpResponseBase:  # fmt: skip
    form = why(request, call)
    if not form.is_valid():
        return shown(request, call, reveal=form, status=400)
    thing = Thing(what=what, ref=call.row.ref, trace=call.row.trace)

    def told(by: Asker, _: str) -> tuple[T, int | None]:
        return opening(by), ticket_of(call)

    return showing(request, call, reveal(request, thing, form, told))


def _papers(call: Call) -> Callable[[Asker], RequestPapers]:
    return lambda by: papers(call.door, by, call.row.ref)


def _papers_page(request: HttpRequest, call: Call, found: RequestPapers) -> HttpResponse:
    asked, words = found.asked, item_words(call.door.policy, call.language)
    return page(
        request, "console/requests/papers.html", wording.PAPERS, found=found,
        is_empty=not any((
            asked.text, asked.values, asked.contact, asked.identifiers, found.note, found.reasons,
            found.accounts,
        )),
        asked_values=[(words.get(name, name), value) for name, value in asked.values.items()],
        contact=[(words.get(name, name), value) for name, value in asked.contact.items()],
        identifiers=[
            (words.get(item_of(kind), kind), value) for kind, value in asked.identifiers.items()
        ],
    )  # fmt: skip


def _document(_: HttpRequest, call: Call, content: bytes) -> HttpResponseBase:
    return given_file(content, f"{call.row.ref}-document.{ending_of(content)}")
