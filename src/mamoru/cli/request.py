"""The commands `mamoru request …` that receive requests and lead them to a decision."""

from argparse import Namespace
from collections.abc import Callable
from datetime import UTC, datetime
from typing import TypeVar

import msgspec

from mamoru.cli.errors import InputBrokenError
from mamoru.cli.files import STANDARD_INPUT, read_file
from mamoru.cli.key_file import holder
from mamoru.cli.language import language
from mamoru.cli.reading import done, from_input, shown
from mamoru.gate.asking import OFFICER
from mamoru.gate.door import Door
from mamoru.gate.errors import Scopes
from mamoru.law.citing import articles
from mamoru.rights.requests import accounts, codes, due, fee, matching, scope, work
from mamoru.rights.requests.decide import Deciding, decide
from mamoru.rights.requests.identify import DocumentSent, Vouched, keep_document, vouch
from mamoru.rights.requests.mandate import NewMandate, show_mandate
from mamoru.rights.requests.reading import papers
from mamoru.rights.requests.receive import NewRequest, receive
from mamoru.rights.requests.review import Reviewing, look_through, look_through_systems, review
from mamoru.rights.requests.steps import request_row
from mamoru.rights.requests.view import RequestReport, RequestSummary, report, summary
from mamoru.rights.whose import AccountsSettled

T = TypeVar("T")
RECEIVED = ("request", "state", "arrived_at", "due_at", "joins", "is_excessive", "is_repeated")
STANDS = ("request", "kind", "state", "waits_for", "since", "due_at", "outcome", "problem")
LISTED = ("request", "kind", "state", "waits_for", "since", "due_at", "is_late", "is_dead")
SHOWN = (
    "summary", "channel", "method", "items", "identity", "is_mandated", "fee_state", "places",
    "left_out", "policy_version", "ground", "articles", "answered_at", "keep_until", "manifest",
    "steps",
)  # fmt: skip
LONGEST_CODE = 64
LONGEST_DOCUMENT = 8 * 1024 * 1024


class Went(msgspec.Struct, frozen=True, kw_only=True):
    """Requests that go on."""

    requests: tuple[str, ...]


class Seen(msgspec.Struct, frozen=True, kw_only=True):
    """Values that a request is about."""

    values: tuple[object, ...]
    rows: tuple[object, ...]


class Unclear(msgspec.Struct, frozen=True, kw_only=True):
    """Accounts of which it is to be said whose they are."""

    accounts: tuple[object, ...]


def receive_request(asked: Namespace) -> int:
    """Receive the request on standard input."""
    new = from_input(NewRequest)
    return done(asked, lambda door: receive(door, OFFICER, new), RECEIVED)


def list_requests(asked: Namespace) -> int:
    """List requests, the latest first."""
    return shown(
        asked, lambda: tuple(due.requests(_now(), state=asked.state, person=asked.person)), LISTED
    )


def show_request(asked: Namespace) -> int:
    """Show one request with its steps; for people, its articles in their language."""

    def found() -> RequestReport:
        one = report(request_row(asked.request), _now())
        if asked.format == "json" or one.articles is None:
            return one
        return msgspec.structs.replace(one, articles=articles(one.articles, language()))

    return shown(asked, found, SHOWN)


def list_due(asked: Namespace) -> int:
    """List what waits, the most urgent first."""
    return shown(asked, lambda: tuple(due.waiting(_now(), who=asked.who, late=asked.late)), LISTED)


def read_papers(asked: Namespace) -> int:
    """Show what was written in a request."""
    return done(
        asked,
        lambda door: papers(door, OFFICER, asked.request),
        ("asked", "note", "reasons", "accounts"),
    )


def settle_people(asked: Namespace) -> int:
    """Say whose a request is."""

    def act(door: Door) -> Went:
        return Went(requests=matching.settle(door, OFFICER, asked.request, asked.people))

    return done(asked, act, ("requests",))


def continue_request(asked: Namespace) -> int:
    """Let a repeated request go on."""
    return _stepped(asked, lambda door: matching.let_go_on(door, OFFICER, asked.request))


def join_request(asked: Namespace) -> int:
    """Say that a request is the one it repeats."""
    return _stepped(asked, lambda door: matching.join(door, OFFICER, asked.request))


def abandon_request(asked: Namespace) -> int:
    """End a request that was taken back."""
    return _stepped(
        asked, lambda door: matching.abandon(door, OFFICER, asked.request, asked.reference)
    )


def send_code(asked: Namespace) -> int:
    """Send a number, or show one that is to be printed."""
    return done(
        asked, lambda door: codes.send_code(door, OFFICER, asked.request, by_post=asked.post),
        ("check", "expires_at", "code"),
    )  # fmt: skip


def try_code(asked: Namespace) -> int:
    """Try the number on standard input."""
    code = read_file(STANDARD_INPUT, LONGEST_CODE).decode("utf-8", "replace").strip()
    return _stepped(asked, lambda door: codes.try_code(door, OFFICER, asked.request, code))


def identify(asked: Namespace) -> int:
    """Note a check that was made."""
    said = _converted(
        {
            "way": asked.way, "reference": asked.reference, "document": asked.document,
            "last4": asked.last4, "is_passed": not asked.failed,
        },
        Vouched,
    )  # fmt: skip
    return _stepped(asked, lambda door: vouch(door, OFFICER, asked.request, said))


def keep_text(asked: Namespace) -> int:
    """Keep the document on standard input: its text masked, or its image."""
    raw = read_file(STANDARD_INPUT, LONGEST_DOCUMENT)
    content = {"image": raw} if asked.image else {"text": raw.decode("utf-8", "replace")}
    sent = _converted({"document": asked.document, **content}, DocumentSent)
    return done(
        asked, lambda door: keep_document(door, OFFICER, asked.request, sent),
        ("paper", "erase_by", "masked"),
    )  # fmt: skip


def show_agent(asked: Namespace) -> int:
    """Note the mandate on standard input."""
    new = from_input(NewMandate)
    return _stepped(asked, lambda door: show_mandate(door, OFFICER, asked.request, new))


def ask_fee(asked: Namespace) -> int:
    """Charge a fee."""
    return _stepped(asked, lambda door: fee.ask_fee(door, OFFICER, asked.request, asked.yen))


def settle_fee(asked: Namespace) -> int:
    """Note that a fee was paid, or is waived."""
    return _stepped(
        asked,
        lambda door: fee.settle_fee(
            door, OFFICER, asked.request, asked.reference, is_waived=asked.waive
        ),
    )


def settle_scope(asked: Namespace) -> int:
    """Fix what a request is about, or show what can be chosen from."""
    if asked.ask:
        return _stepped(asked, lambda door: scope.ask_scope(door, OFFICER, asked.request))
    if asked.everything or asked.item:
        items = None if asked.everything else asked.item
        return _stepped(asked, lambda door: scope.agree(door, OFFICER, asked.request, items))
    return done(
        asked, lambda door: scope.help_to_specify(door, OFFICER, asked.request),
        ("is_held", "items"),
    )  # fmt: skip


def work_on(asked: Namespace) -> int:
    """Go on with one request as far as no human is needed."""
    return _stepped(asked, lambda door: work.work_one(door, asked.request))


def retry_work(asked: Namespace) -> int:
    """Let work that failed be tried once more."""
    return _stepped(asked, lambda door: work.retry(door, OFFICER.system, asked.request))


def show_values(asked: Namespace) -> int:
    """Show the values that a request is about."""

    def seen(door: Door) -> Seen:
        return Seen(
            values=look_through(door, OFFICER, asked.request),
            rows=look_through_systems(door, OFFICER, asked.request),
        )

    return done(asked, seen, ("values", "rows"))


def settle_accounts(asked: Namespace) -> int:
    """Say whose accounts are, or show those of which it is to be said."""
    if asked.reference is not None:
        said = AccountsSettled(
            theirs=tuple(asked.theirs or ()), others=tuple(asked.other or ()),
            reference=asked.reference,
        )  # fmt: skip
        return _stepped(
            asked, lambda door: accounts.settle_accounts(door, OFFICER, asked.request, said)
        )
    if asked.theirs or asked.other:
        raise InputBrokenError(reason="--reference")

    def seen(door: Door) -> Unclear:
        return Unclear(accounts=accounts.accounts(door, OFFICER, asked.request))

    return done(asked, seen, ("accounts",))


def review_request(asked: Namespace) -> int:
    """Keep what a review came to, from standard input."""
    found = from_input(Reviewing)
    return _stepped(asked, lambda door: review(door, OFFICER, asked.request, found))


def decide_request(asked: Namespace) -> int:
    """Decide a request as whoever the key belongs to."""
    said = from_input(Deciding)
    return _stepped(
        asked,
        lambda door: decide(door, holder(asked, Scopes.REQUESTS_DECIDE), asked.request, said),
    )


def _stepped(asked: Namespace, act: Callable[[Door], object]) -> int:
    """Do one step, and show where the request stands."""

    def stands(door: Door) -> RequestSummary:
        act(door)
        return summary(request_row(asked.request), door.clock())

    return done(asked, stands, STANDS)


def _converted(stated: dict[str, object], kind: type[T]) -> T:
    try:
        return msgspec.convert(stated, kind)
    except msgspec.ValidationError:
        raise InputBrokenError(reason="--document, --last4, --reference") from None


def _now() -> datetime:
    return datetime.now(UTC)
