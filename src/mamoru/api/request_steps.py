"""What officers do with requests over HTTP: whose it is, what it is about, review and decision."""

from typing import Annotated

import msgspec

from mamoru.api.endpoint import Call, Endpoint, Reply
from mamoru.gate.asking import Reference
from mamoru.gate.errors import Scopes
from mamoru.gate.holdings import SeenValue
from mamoru.gate.looking import looking
from mamoru.rights.requests import fee, matching, scope, work
from mamoru.rights.requests.accounts import accounts, settle_accounts
from mamoru.rights.requests.decide import Deciding, decide
from mamoru.rights.requests.identify import Vouched, vouch
from mamoru.rights.requests.mandate import NewMandate, show_mandate
from mamoru.rights.requests.reading import RequestPapers, papers
from mamoru.rights.requests.review import (
    Reviewing,
    look_through,
    look_through_systems,
    review,
)
from mamoru.rights.requests.rows import RowSeen
from mamoru.rights.requests.steps import request_row
from mamoru.rights.whose import AccountSeen, AccountsSettled

_encode = msgspec.json.Encoder().encode


class WhoseRequest(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Which of the candidates a request is about; each of them gets one of their own."""

    people: Annotated[tuple[str, ...], msgspec.Meta(max_length=8)]


class GoingOn(msgspec.Struct, frozen=True, kw_only=True):
    """The requests that go on."""

    requests: tuple[str, ...]


class EndedBy(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Where it is shown that the person took it back, or did not go on."""

    reference: Reference


class FeeAsked(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A fee in yen."""

    yen: Annotated[int, msgspec.Meta(ge=1, le=100_000)]


class FeeSettled(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Where payment, or the reason of a waiver, is kept."""

    reference: Reference
    is_waived: bool = False


class ScopeAgreed(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a request is about: items and categories, or everything."""

    items: Annotated[tuple[str, ...], msgspec.Meta(max_length=200)] | None


class ValuesSeen(msgspec.Struct, frozen=True, kw_only=True):
    """Values that a request is about."""

    values: tuple[SeenValue, ...]
    rows: tuple[RowSeen, ...]
    """What the company's databases hold."""


class AccountsUnclear(msgspec.Struct, frozen=True, kw_only=True):
    """Accounts of which it is to be said whether they are the person's."""

    accounts: tuple[AccountSeen, ...]


class RequestNow(msgspec.Struct, frozen=True, kw_only=True):
    """What a request waits for now."""

    request: str
    state: str


def _now(call: Call) -> Reply:
    with looking():
        row = request_row(call.path["request"])
    return Reply(body=_encode(RequestNow(request=row.ref, state=row.state)))


def matched(call: Call) -> Reply:
    """Say whose a request is."""
    said: WhoseRequest = call.body
    going = matching.settle(call.worker.door, call.asker, call.path["request"], said.people)
    return Reply(body=_encode(GoingOn(requests=going)))


def gone_on(call: Call) -> Reply:
    """Let a repeated request go on."""
    matching.let_go_on(call.worker.door, call.asker, call.path["request"])
    return _now(call)


def joined(call: Call) -> Reply:
    """Say that a request is the one it repeats."""
    matching.join(call.worker.door, call.asker, call.path["request"])
    return _now(call)


def abandoned(call: Call) -> Reply:
    """End a request that was taken back."""
    said: EndedBy = call.body
    matching.abandon(call.worker.door, call.asker, call.path["request"], said.reference)
    return _now(call)


def vouched(call: Call) -> Reply:
    """Note a check of who somebody is."""
    said: Vouched = call.body
    vouch(call.worker.door, call.asker, call.path["request"], said)
    return _now(call)


def mandated(call: Call) -> Reply:
    """Note an agent's mandate."""
    new: NewMandate = call.body
    show_mandate(call.worker.door, call.asker, call.path["request"], new)
    return _now(call)


def fee_asked(call: Call) -> Reply:
    """Charge a fee."""
    said: FeeAsked = call.body
    fee.ask_fee(call.worker.door, call.asker, call.path["request"], said.yen)
    return _now(call)


def fee_settled(call: Call) -> Reply:
    """Note that a fee was paid or waived."""
    said: FeeSettled = call.body
    fee.settle_fee(
        call.worker.door, call.asker, call.path["request"], said.reference,
        is_waived=said.is_waived,
    )  # fmt: skip
    return _now(call)


def helped(call: Call) -> Reply:
    """Return what the person may choose from."""
    found = scope.help_to_specify(call.worker.door, call.asker, call.path["request"])
    return Reply(body=_encode(found))


def agreed(call: Call) -> Reply:
    """Fix what a request is about."""
    said: ScopeAgreed = call.body
    scope.agree(call.worker.door, call.asker, call.path["request"], said.items)
    return _now(call)


def asked_again(call: Call) -> Reply:
    """Ask the person to say what they mean."""
    scope.ask_scope(call.worker.door, call.asker, call.path["request"])
    return _now(call)


def read(call: Call) -> Reply:
    """Return the papers of a request."""
    return Reply(body=_encode(papers(call.worker.door, call.asker, call.path["request"])))


def seen(call: Call) -> Reply:
    """Return the values that a request is about."""
    found = look_through(call.worker.door, call.asker, call.path["request"])
    rows = look_through_systems(call.worker.door, call.asker, call.path["request"])
    return Reply(body=_encode(ValuesSeen(values=found, rows=rows)))


def unclear(call: Call) -> Reply:
    """Return the accounts of which it is to be said whose they are."""
    found = accounts(call.worker.door, call.asker, call.path["request"])
    return Reply(body=_encode(AccountsUnclear(accounts=found)))


def settled(call: Call) -> Reply:
    """Keep whose accounts are."""
    said: AccountsSettled = call.body
    settle_accounts(call.worker.door, call.asker, call.path["request"], said)
    return _now(call)


def reviewed(call: Call) -> Reply:
    """Keep what a review came to."""
    found: Reviewing = call.body
    review(call.worker.door, call.asker, call.path["request"], found)
    return _now(call)


def decided(call: Call) -> Reply:
    """Decide a request."""
    said: Deciding = call.body
    decide(call.worker.door, call.asker, call.path["request"], said)
    return _now(call)


def retried(call: Call) -> Reply:
    """Let work that failed be tried once more."""
    work.retry(call.worker.door, call.asker.system, call.path["request"])
    return _now(call)


def _step(
    ending: str, name: str, summary: str, verb: object, takes: type | None = None, *,
    method: str = "POST", gives: type = RequestNow, scope: str = Scopes.REQUESTS_HANDLE,
) -> Endpoint:  # fmt: skip
    return Endpoint(
        method=method, path=f"/requests/{{request}}/{ending}", name=name, summary=summary,
        verb=verb, scope=scope, takes=takes, gives=gives,  # type: ignore[arg-type]  # a verb of this module
    )  # fmt: skip


STEPS = (
    _step("people", "settleWhose", "Say which candidates a request is about", matched,
          WhoseRequest, gives=GoingOn),
    _step("continuation", "continueRequest", "Let a repeated request go on", gone_on),
    _step("joining", "joinRequest", "Say that a request is the one it repeats", joined),
    _step("abandonment", "abandonRequest", "End a request that was taken back", abandoned, EndedBy),
    _step("identity", "vouchIdentity", "Note a check of who somebody is", vouched, Vouched),
    _step("mandate", "showMandate", "Note an agent's mandate", mandated, NewMandate),
    _step("fee", "askFee", "Charge a fee, where law and policy let one be", fee_asked, FeeAsked),
    _step("payment", "settleFee", "Note that a fee was paid, or is waived", fee_settled,
          FeeSettled),
    _step("scope", "helpToSpecify", "What the person may choose from (APPI 37(2))", helped,
          method="GET", gives=scope.ScopeHelp),
    _step("scope", "agreeScope", "Fix what a request is about", agreed, ScopeAgreed),
    _step("scope/question", "askScope", "Ask the person to say what they mean", asked_again),
    _step("papers", "readPapers", "What was written in a request; on record", read, method="GET",
          gives=RequestPapers),
    _step("values", "lookThrough", "The values that a request is about; on record", seen,
          method="GET", gives=ValuesSeen),
    _step("accounts", "seeAccounts",
          "The accounts of systems that several people may have; on record", unclear,
          method="GET", gives=AccountsUnclear),
    _step("accounts", "settleAccounts", "Say which of them are the person's, and which are not",
          settled, AccountsSettled),
    _step("review", "reviewRequest", "Keep what a review came to", reviewed, Reviewing),
    _step("decision", "decideRequest", "Decide a request, with ground and reasons", decided,
          Deciding, scope=Scopes.REQUESTS_DECIDE),
    _step("retry", "retryRequest", "Let work that failed be tried once more", retried),
)  # fmt: skip
