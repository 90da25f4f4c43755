"""What people chose: every choice (R02), and who may be written to (R22). Nobody is named."""

from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery

from mamoru.consent.choices import Kind
from mamoru.consent.models import Choice, Shown
from mamoru.console.registers.book import Book, Reader, Told
from mamoru.console.registers.book_words import CHANNEL, CHOICE, COLUMN, SOURCE, WHOSE
from mamoru.console.registers.words import COLUMN as SHARED
from mamoru.policy.words import Word


def _choices() -> QuerySet[Any]:
    """Return choices, each with when it was taken back and by which channel it was asked for."""
    back = Choice.objects.filter(withdraws=OuterRef("reference")).values("made_at")[:1]
    shown = Shown.objects.filter(reference=OuterRef("shown")).values("notice__channel")[:1]
    return Choice.objects.annotate(withdrawn_at=Subquery(back), channel=Subquery(shown))


def purpose(name: str | None, reader: Reader) -> str:
    """Return what a purpose of the policy is called."""
    found = reader.policy.purposes.get(name or "")
    return name or "" if found is None else f"{name} {reader.say(found.word)}"


def data(name: str | None, reader: Reader) -> str:
    """Return what a category is called."""
    found = reader.policy.categories.get(name or "")
    return name or "" if found is None else reader.say(found.word)


def sensitive(name: str | None, reader: Reader) -> str:
    """Return what a kind of sensitive information is called."""
    found = reader.policy.sensitive.get(name or "")
    return name or "" if found is None else reader.say(found)


def _recipient(name: str | None, reader: Reader) -> str:
    """Return what a party of the policy is called; of one of the register, its random name."""
    found = reader.policy.parties.get(name or "")
    return name or "" if found is None else reader.say(found.word)


def _scope(one: Any, reader: Reader) -> str:  # noqa: ANN401 - a row with what was added to it
    """Return what a choice is about beside purpose and recipient."""
    found = [data(one.data, reader), sensitive(one.sensitive, reader)]
    if one.foreign:
        found.append(reader.say(WHOSE["foreign"]))
    return reader.together(filter(None, found))


def _guardian(one: Any, reader: Reader) -> str:  # noqa: ANN401 - as above
    if not one.by_guardian:
        return ""
    return one.guardian or reader.say(WHOSE["guardian"])


def _wording(one: Any) -> str:  # noqa: ANN401 - as above
    return " ".join(filter(None, (one.notice, one.notice_version)))


_NUMBER = Told(name="number", word=SHARED["number"], of=lambda one: one.reference)
_MADE = Told(name="chosen", word=COLUMN["chosen"], of=lambda one: one.made_at, sorts="pk")
_PURPOSE = Told(
    name="purpose", word=SHARED["purpose"], of=lambda one: one.purpose,
    phrase=lambda one, reader: purpose(one.purpose, reader),
)  # fmt: skip
_WORDING = Told(name="wording", word=COLUMN["wording"], of=_wording)
_CHANNEL = Told(name="channel", word=COLUMN["channel"], of=lambda one: one.channel, words=CHANNEL)
CONSENTS = Book(
    name="consents", word=Word("同意の記録", "Consent record"), record="R02", first="-chosen",
    told=Word(
        "同意・拒否・撤回と、そのとき示した文言。誰のものかは載りません。",
        "What was agreed to, refused and withdrawn, and the wording shown. Not by whom.",
    ),
    rows=lambda _: _choices(), day_of=lambda one: one.made_at, day_field="made_at",
    columns=(
        _NUMBER, Told(name="choice", word=COLUMN["choice"], of=lambda one: one.kind, words=CHOICE),
        _MADE, _PURPOSE,
        Told(name="recipient", word=COLUMN["recipient"], of=lambda one: one.recipient,
             phrase=lambda one, reader: _recipient(one.recipient, reader)),
        Told(name="scope", word=COLUMN["scope"], of=lambda one: one.data, phrase=_scope),
        _WORDING, _CHANNEL,
        Told(name="method", word=COLUMN["method"], of=lambda one: one.source or "person",
             words=SOURCE),
        Told(name="guardian", word=COLUMN["guardian"], of=lambda one: one.guardian,
             phrase=_guardian),
        Told(name="until", word=SHARED["until"], of=lambda one: one.expires_at),
        Told(name="withdrawn", word=COLUMN["withdrawn"], of=lambda one: one.withdrawn_at),
        Told(name="withdraws", word=COLUMN["withdraws"], of=lambda one: one.withdraws),
    ),
)  # fmt: skip
MAIL = Book(
    name="mail-consents", word=Word("広告メールの同意と停止", "Consent to advertising mail"),
    told=Word(
        "受信の同意と、配信の停止。誰のものかは載りません。",
        "Who agreed to be written to, and stopped it: not their names.",
    ),
    record="R22", first="-chosen", day_of=lambda one: one.made_at, day_field="made_at",
    rows=lambda _: _choices().filter(kind=Kind.OPT_IN.value),
    columns=(
        _NUMBER, _PURPOSE, _MADE, _WORDING, _CHANNEL,
        Told(name="stopped", word=COLUMN["stopped"], of=lambda one: one.withdrawn_at),
    ),
)  # fmt: skip
CHOICES: tuple[Book, ...] = (CONSENTS, MAIL)
