"""The commands `mamoru inquiry …`."""

from argparse import Namespace
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec

from mamoru.cli.errors import FileUnwritableError, InputBrokenError
from mamoru.cli.files import STANDARD_INPUT, read_file
from mamoru.cli.reading import done, from_input, shown
from mamoru.desk import handle, listing, settle, strangers
from mamoru.desk.answer import Answering, answer
from mamoru.desk.figures import figures
from mamoru.desk.handle import Links
from mamoru.desk.listing import InquirySummary, Waits
from mamoru.desk.mail.fetch import MailboxShown, fetch, mailbox
from mamoru.desk.mail.send import send_answers, waiting_to_be_sent
from mamoru.desk.reading import attachment, thread
from mamoru.desk.receive import NewInquiry, receive
from mamoru.desk.settle import Claiming
from mamoru.desk.steps import inquiry_row
from mamoru.desk.templates import NewTemplate, change, templates
from mamoru.gate.asking import OFFICER
from mamoru.gate.door import Door
from mamoru.law.calendar import tokyo_day
from mamoru.reasons import reason_of

LISTED = ("number", "inquiry", "kind", "state", "lane", "assignee", "due_at", "is_late", "problem")
STANDS = ("inquiry", "kind", "state", "lane", "assignee", "due_at", "outcome")
SEEN = (
    "message", "direction", "at", "address", "subject", "text", "withheld", "is_on_hold", "files",
)  # fmt: skip
TEMPLATE = ("name", "version", "subject_ja", "subject_en", "body_ja", "body_en")
LONGEST_TEXT = 200_000


class Due(msgspec.Struct, frozen=True, kw_only=True):
    """What waits, and how much of what."""

    inquiries: tuple[InquirySummary, ...]
    waits: Waits
    mailbox: MailboxShown


class Sent(msgspec.Struct, frozen=True, kw_only=True):
    """What was sent, and what is still to be."""

    sent: int
    waiting: int


class Saved(msgspec.Struct, frozen=True, kw_only=True):
    """An attachment that was written to a file."""

    file: str
    media: str
    size: int


def receive_inquiry(asked: Namespace) -> int:
    """Receive the inquiry on standard input."""
    new = from_input(NewInquiry)
    fields = ("inquiry", "state", "lane", "is_repeated")
    return done(asked, lambda door: receive(door, OFFICER, new), fields)


def fetch_mail(asked: Namespace) -> int:
    """Fetch the mail once."""
    return done(asked, fetch, ("taken", "again", "is_done"))


def send_mail(asked: Namespace) -> int:
    """Send the answers that are due."""

    def act(door: Door) -> Sent:
        return Sent(sent=send_answers(door), waiting=waiting_to_be_sent())

    return done(asked, act, ("sent", "waiting"))


def list_inquiries(asked: Namespace) -> int:
    """List inquiries, the latest first."""
    return shown(
        asked,
        lambda: tuple(
            listing.inquiries(
                _now(), state=asked.state, lane=asked.lane, kind=asked.kind,
                assignee=asked.actor, after=asked.after,
            )
        ),
        LISTED,
    )  # fmt: skip


def list_due(asked: Namespace) -> int:
    """List what waits, the most urgent first."""

    def found() -> Due:
        waiting = listing.due(_now(), late=asked.late, assignee=asked.actor)
        return Due(
            inquiries=tuple(waiting), waits=listing.waits(_now()), mailbox=mailbox()
        )  # fmt: skip

    return shown(asked, found, ("waits", "mailbox", "inquiries"))


def show_inquiry(asked: Namespace) -> int:
    """Show one inquiry with its steps."""
    fields = ("summary", "keep_until", "steps")
    return shown(asked, lambda: listing.report(inquiry_row(asked.inquiry), _now()), fields)


def read_thread(asked: Namespace) -> int:
    """Read what was written."""
    return done(asked, lambda door: thread(door, OFFICER, asked.inquiry), ("inquiry", "messages"))


def save_attachment(asked: Namespace) -> int:
    """Write an attachment to a new file."""

    def act(door: Door) -> Saved:
        found = attachment(door, OFFICER, asked.inquiry, asked.attachment)
        try:
            with Path(asked.file).open("xb") as file:
                file.write(found.content)
        except (OSError, ValueError) as error:
            raise FileUnwritableError(path=asked.file, **reason_of(error)) from None
        return Saved(file=asked.file, media=found.media, size=len(found.content))

    return done(asked, act, ("file", "media", "size"))


def answer_inquiry(asked: Namespace) -> int:
    """Answer with the text on standard input."""
    text = read_file(STANDARD_INPUT, LONGEST_TEXT).decode("utf-8", "replace")
    try:
        said = msgspec.convert(
            {
                "text": text, "how": asked.how, "template": asked.template,
                "is_question": asked.question,
            },
            Answering,
        )  # fmt: skip
    except msgspec.ValidationError:
        raise InputBrokenError(reason="--template") from None
    fields = ("inquiry", "message", "state")
    return done(asked, lambda door: answer(door, OFFICER, asked.inquiry, said), fields)


def assign_inquiry(asked: Namespace) -> int:
    """Give it to somebody."""
    actor = _converted(asked.actor, handle.Actor, "ACTOR")
    return _stepped(asked, lambda door: handle.assign(door, OFFICER, asked.inquiry, actor))


def choose_kind(asked: Namespace) -> int:
    """Say what it is."""
    return _stepped(
        asked, lambda door: handle.choose_kind(door, OFFICER, asked.inquiry, asked.kind)
    )


def link_inquiry(asked: Namespace) -> int:
    """Say what it goes with."""
    named = {name: getattr(asked, name) for name in ("request", "incident", "person", "topic")}
    links: Links = _converted(named, Links, "--request, --incident, --person, --topic")
    return _stepped(asked, lambda door: handle.link(door, OFFICER, asked.inquiry, links))


def release_inquiry(asked: Namespace) -> int:
    """Let what was set aside go on."""
    return _stepped(asked, lambda door: handle.release(door, OFFICER, asked.inquiry))


def close_inquiry(asked: Namespace) -> int:
    """End it."""
    return _stepped(asked, lambda door: handle.close(door, OFFICER, asked.inquiry, asked.outcome))


def reopen_inquiry(asked: Namespace) -> int:
    """Let it go on."""
    return _stepped(asked, lambda door: handle.reopen(door, OFFICER, asked.inquiry))


def accept_message(asked: Namespace) -> int:
    """Let a stranger's message into the thread."""
    return _stepped(
        asked, lambda door: strangers.accept(door, OFFICER, asked.inquiry, asked.message)
    )


def separate_message(asked: Namespace) -> int:
    """Make a stranger's message an inquiry of its own."""

    def act(door: Door) -> InquirySummary:
        ref = strangers.separate(door, OFFICER, asked.inquiry, asked.message)
        return listing.summaries([inquiry_row(ref)], door.clock())[0]

    return done(asked, act, STANDS)


def review_suspect(asked: Namespace) -> int:
    """Look at what may be sensitive."""
    fields = ("name", "sensitive", "subject", "text", "purge_at")
    return done(
        asked, lambda door: settle.review(door, OFFICER, asked.inquiry, asked.suspect), fields
    )


def clear_suspect(asked: Namespace) -> int:
    """Let it in as what it came as."""
    claiming = Claiming(grounds=_grounds(asked))
    return done(
        asked, lambda door: settle.clear(door, OFFICER, asked.inquiry, asked.suspect, claiming),
        ("name", "outcome"),
    )  # fmt: skip


def claim_suspect(asked: Namespace) -> int:
    """Let it in under an exception."""
    claiming = Claiming(grounds=_grounds(asked))
    return done(
        asked, lambda door: settle.claim(door, OFFICER, asked.inquiry, asked.suspect, claiming),
        ("name", "outcome"),
    )  # fmt: skip


def purge_suspect(asked: Namespace) -> int:
    """Delete what may be sensitive."""
    return done(
        asked, lambda door: settle.purge(door, OFFICER, asked.inquiry, asked.suspect),
        ("name", "outcome"),
    )  # fmt: skip


def show_templates(asked: Namespace) -> int:
    """Show the templates, or change one."""
    if asked.change is None:
        return shown(asked, lambda: tuple(templates()), TEMPLATE[:4])
    from mamoru.desk.templates import Name  # here: named only where one is changed

    name: str = _converted(asked.change, Name, "--change")
    new = from_input(NewTemplate)
    return done(asked, lambda door: change(door, OFFICER.system, name, new), TEMPLATE)


def show_figures(asked: Namespace) -> int:
    """Show figures about inquiries."""
    today = tokyo_day(_now())
    since, until = asked.since or today.replace(month=1, day=1), asked.until or today
    fields = (
        "since", "until", "least", "total", "open", "late", "days_to_answer", "by_kind",
        "by_topic", "by_channel", "by_outcome",
    )  # fmt: skip
    return shown(asked, lambda: figures(since, until, _now()), fields)


def _stepped(asked: Namespace, act: Callable[[Door], object]) -> int:
    """Do one step, and show where the inquiry stands."""

    def stands(door: Door) -> InquirySummary:
        act(door)
        return listing.summaries([inquiry_row(asked.inquiry)], door.clock())[0]

    return done(asked, stands, STANDS)


def _grounds(asked: Namespace) -> dict[str, str | None]:
    found: dict[str, str | None] = {}
    for one in asked.ground:
        fact, _, reference = one.partition("=")
        found[fact] = reference or None
    made: Claiming = _converted({"grounds": found}, Claiming, "--ground")
    return dict(made.grounds)


def _converted(stated: object, kind: Any, named: str) -> Any:  # noqa: ANN401 - a form of msgspec's
    try:
        return msgspec.convert(stated, kind)
    except msgspec.ValidationError:
        raise InputBrokenError(reason=named) from None


def _now() -> datetime:
    return datetime.now(UTC)
