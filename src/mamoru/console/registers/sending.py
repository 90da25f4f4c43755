"""The list of external transmissions (R18): what is sent now, and what each version said."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from mamoru.console.registers.book import Book, Reader, Told
from mamoru.console.registers.book_words import COLUMN, USED
from mamoru.console.registers.words import COLUMN as SHARED
from mamoru.errors import Language
from mamoru.law.calendar import tokyo_day
from mamoru.policy.model import Policy
from mamoru.policy.words import Word
from mamoru.provision.records.sheet import Days, Sheet
from mamoru.tag.configuration import Configuration, Destination
from mamoru.tag.errors import UnknownTagError
from mamoru.tag.load import load
from mamoru.tag.models import Configuration as Version
from mamoru.tag.publish import in_force


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """One module, as one version of the list tells of it."""

    number: int
    published_at: datetime
    one: Destination
    needs: Word | None
    """The purpose that must be allowed before anything is sent."""
    is_sent: bool

    @property
    def module(self) -> str:
        """Its name in the configuration."""
        return self.one.id


def sent_now(at: datetime) -> Sequence[Sent]:
    """Return every module of the version in force, with what is over and what is to come."""
    try:
        held = in_force()
    except UnknownTagError:
        return ()
    return tuple(_sent(held.number, held.published_at, held.configuration, at))


def _sent(
    number: int, published_at: datetime, configuration: Configuration, at: datetime
) -> Iterator[Sent]:
    for one in configuration.destinations:
        purpose = configuration.purpose(one.purpose) if one.purpose else None
        yield Sent(
            number=number, published_at=published_at, one=one,
            needs=purpose.name if purpose else one.necessary,
            is_sent=one.is_sent_on(tokyo_day(at)),
        )  # fmt: skip


def _word(name: str, of: str) -> Told:
    return Told(
        name=name, word=COLUMN[name], of=lambda _: "",
        phrase=lambda row, reader: reader.say(getattr(row.one, of)),
    )  # fmt: skip


_MODULES = (
    Told(name="module", word=COLUMN["module"], of=lambda row: row.one.id, sorts="module"),
    _word("service", "service"),
    _word("receiver", "recipient"),
    Told(name="country", word=SHARED["country"], of=lambda _: "",
         phrase=lambda row, reader: reader.say(row.one.country.name)),
    Told(name="sends", word=COLUMN["sends"], of=lambda _: "",
         phrase=lambda row, reader: reader.together(map(reader.say, row.one.sends))),
    _word("sender_purpose", "sender_purpose"),
    _word("recipient_purpose", "recipient_purpose"),
    Told(name="needs", word=COLUMN["needs"], of=lambda _: "",
         phrase=lambda row, reader: reader.say(row.needs) if row.needs else ""),
    Told(name="opt_out", word=COLUMN["opt_out"], of=lambda row: row.one.opt_out),
    Told(name="from", word=SHARED["from"], of=lambda row: row.one.since),
    Told(name="until", word=SHARED["until"], of=lambda row: row.one.until),
)  # fmt: skip
_VERSION = Told(name="version", word=SHARED["version"], of=lambda row: row.number)


def _every_version(policy: Policy, language: Language, at: datetime, days: Days) -> Sheet:
    """Return what every version that was published on some days told of every module."""
    reader = Reader(policy=policy, language=language, names={})
    columns = (_VERSION, Told(name="published", word=SHARED["published"],
                              of=lambda row: row.published_at), *_MODULES)  # fmt: skip
    return Sheet(
        title=reader.say(VERSIONS.word), company=reader.say(policy.controller),
        printed_on=tokyo_day(at).isoformat(), language=language,
        columns=tuple(reader.say(one.word) for one in columns),
        rows=tuple(
            tuple(one.text(row, reader) for one in columns)
            for version in Version.objects.order_by("pk").iterator()
            if days.touch(day := tokyo_day(version.published_at), day)
            for row in _sent(version.pk, version.published_at, load(bytes(version.text)), at)
        ),
    )  # fmt: skip


TRANSMISSIONS = Book(
    name="transmissions", record="R18", first="module", key="module", day_of=lambda _: None,
    word=Word("外部送信の一覧", "External transmissions"),
    told=Word(
        "いま公表している一覧。モジュールごとに、何を、誰に、何のために送るか。",
        "The list that is public now: of each module what is sent, to whom, and for what.",
    ),
    rows=sent_now,
    columns=(
        *_MODULES, _VERSION,
        Told(name="used", word=COLUMN["used"], of=lambda row: str(row.is_sent), words=USED),
    ),
)  # fmt: skip
VERSIONS = Book(
    name="transmission-versions", record="R18", first="-version",
    day_of=lambda one: one.published_at,
    word=Word("外部送信の一覧の版", "Versions of the list of transmissions"),
    told=Word(
        "公表した一覧のすべての版。ファイルには、各版の全モジュールが載ります。",
        "Every version of the list. A file of it has all modules of each version.",
    ),
    rows=lambda _: Version.objects.defer("text"), sheet=_every_version,
    columns=(
        Told(name="version", word=SHARED["version"], of=lambda one: one.pk, sorts="pk"),
        Told(name="published", word=SHARED["published"], of=lambda one: one.published_at),
        Told(name="policy", word=SHARED["policy"], of=lambda one: one.policy_version),
        Told(name="by", word=SHARED["by"], of=lambda one: one.caller, is_officer=True),
        Told(name="digest", word=SHARED["digest"], of=lambda one: one.text_hash),
    ),
)  # fmt: skip
SENDING: tuple[Book, ...] = (TRANSMISSIONS, VERSIONS)
