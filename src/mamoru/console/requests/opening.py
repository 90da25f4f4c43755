"""What can be opened of a request, each with the form that asks why."""

from dataclasses import dataclass

from django.http import HttpRequest

from mamoru.console.requests import wording
from mamoru.console.requests.call import Call
from mamoru.faces.revealing import RevealForm, reveal_form
from mamoru.gate.scopes import Scopes
from mamoru.rights.requests.adding import PAPER, papers_added
from mamoru.rights.requests.models import Step
from mamoru.rights.requests.reading import documents_of
from mamoru.rights.requests.receive import finding_purpose
from mamoru.rights.requests.state import RequestState

OPENS = (Scopes.REQUESTS_HANDLE, Scopes.PEOPLE_READ)
_REASONS = ("request", "identity", "case", "law", "incident")
_GIVEN = (RequestState.READY, RequestState.ANSWERED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """Something that can be opened."""

    address: str
    word: str
    told: str
    form: RevealForm
    is_failed: bool


def openings_of(
    request: HttpRequest, call: Call, scopes: frozenset[str], failed: RevealForm | None
) -> tuple[Opening, ...]:
    """Return what somebody with these scopes can open now."""
    if not scopes.issuperset(OPENS):
        return ()
    place = f"/console/requests/{call.row.ref}"
    t = {name: call.word(word) for name, word in wording.ONE.items()}
    places = [("papers", t["papers"], "")]
    if call.row.state == RequestState.REVIEW:
        places.append(("values", t["values"], ""))
    if call.row.state == RequestState.ACCOUNT:
        places.append(("accounts", t["accounts"], t["accounts_help"]))
    documents = documents_of(call.row)
    places += [(f"documents/{one[9:]}", t["document"], t["document_help"]) for one in documents]
    added = papers_added(call.row.ref)
    places += [
        (f"added/{one.removeprefix(PAPER)}", t["added"].format(number=at), t["added_help"])
        for at, one in enumerate(added, start=1)
    ]
    if call.row.state in _GIVEN:
        places.append(("answer", t["answer_file"], ""))
    is_failed = failed is not None and request.path_info.startswith(f"{place}/")
    return tuple(
        Opening(
            address=f"{place}/{name}", word=word, told=told,
            is_failed=is_failed and request.path_info == f"{place}/{name}",
            form=failed
            if failed and request.path_info == f"{place}/{name}"
            else why(request, call, name, is_sent=False),
        )
        for name, word, told in places
    )  # fmt: skip


def why(
    request: HttpRequest, call: Call, name: str = "sent", *, is_sent: bool = True
) -> RevealForm:
    """Return the form that asks why something of a request is opened."""
    purpose = finding_purpose(call.door.shelf.policy(call.now))
    purposes = None if purpose is None else (purpose,)
    return reveal_form(
        request, purposes=purposes, reasons=_REASONS, reference=call.row.ref,
        name=f"why_{name.replace('/', '_')}", is_sent=is_sent,
    )  # fmt: skip


def ticket_of(call: Call) -> int | None:
    """Return the ticket of the entry that says that something of a request was just read."""
    steps = Step.objects.filter(request=call.row, change="papers_read", by=call.asker.system)
    return steps.order_by("-pk").values_list("ticket", flat=True).first()
