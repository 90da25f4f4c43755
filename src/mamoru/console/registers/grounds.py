"""On which exceptions sensitive information was let in from quarantine (R03); no value of it."""

from typing import Any

from mamoru.console.registers.book import Book, Reader, Told
from mamoru.console.registers.book_words import CAME, COLUMN
from mamoru.console.registers.choices import data, sensitive
from mamoru.console.registers.words import COLUMN as SHARED
from mamoru.gate.models import SensitiveGround
from mamoru.law.citing import clause
from mamoru.policy.words import Word


def _clauses(one: Any, reader: Reader) -> str:  # noqa: ANN401 - rows of any room
    """Return the exceptions with what each says."""
    said = reader.policy.said
    return reader.together(
        f"{clause(cite, reader.language)} {reader.say(Word(said[cite].ja, said[cite].en))}"
        if cite in said
        else cite
        for cite in one.clauses
    )


GROUNDS = Book(
    name="sensitive-grounds", record="R03", first="-at",
    word=Word("要配慮個人情報の例外の根拠", "Grounds for sensitive information"),
    told=Word(
        "分けて置いた情報を、どの例外により、どの証拠で、誰が取得したか。中身は載りません。",
        "By which exception and on which evidence what was set apart was let in, and by whom; "
        "nothing of its content.",
    ),
    rows=lambda _: SensitiveGround.objects.all(), day_of=lambda one: one.at, day_field="at",
    columns=(
        Told(name="number", word=SHARED["number"], of=lambda one: one.ref),
        Told(name="at", word=COLUMN["decided"], of=lambda one: one.at, sorts="pk"),
        Told(name="data", word=COLUMN["data"], of=lambda _: "",
             phrase=lambda one, reader: reader.together(data(name, reader) for name in one.data)),
        Told(name="sensitive", word=COLUMN["sensitive"], of=lambda _: "",
             phrase=lambda one, reader: reader.together(
                 sensitive(name, reader) for name in one.sensitive)),
        Told(name="exception", word=COLUMN["exception"], of=lambda _: "", phrase=_clauses),
        Told(name="evidence", word=COLUMN["evidence"],
             of=lambda one: ", ".join(dict.fromkeys(one.evidence.values()))),
        Told(name="by", word=COLUMN["decided_by"], of=lambda one: one.by, is_officer=True),
        Told(name="came", word=COLUMN["came"], of=lambda one: one.came, words=CAME),
        Told(name="entry", word=COLUMN["entry"], of=lambda one: one.ticket),
    ),
)  # fmt: skip
