"""What may stand where in a policy file. The loader, the JSON Schema and the docs follow this."""

from mamoru.policy import words
from mamoru.policy.evidence import EVIDENCE
from mamoru.policy.shapes import Choice, Day, Flag, Form, Line, One, Period, Schema, Shape, Yes
from mamoru.policy.structures import Later, Record, Several, Table

NAME = Form(r"[a-z][a-z0-9_]{0,63}")
ID = Form(r"[a-z][a-z0-9-]{0,63}")
LABEL = Form(
    r"\([a-z0-9]{1,6}\)|\.[0-9]{1,2}|[a-z]|\[[a-z0-9 _-]{1,40}\]|\((?:main|proviso)\)", "bad-label"
)
CLAUSE = Form(r"[A-Z]?[0-9]{1,3}")
READING = Form(r"[A-Z][0-9]{1,3}")
ARTICLE = Form(words.ARTICLE_FORM)
"""A place in a law, as decisions and the ledger cite it: `APPI 27(1)(i)`."""
WORD = Form(r"[^\s].{0,79}")
FINDING = Form(r"[A-Za-z][A-Za-z0-9-]{0,39}")
"""The code of a rule of the lint: `L01`, `contradiction`."""
TEXT: dict[str, Shape] = {"ja": Line(), "en": Line()}
SAID = Record("said", TEXT)


def _named(name: str, **keys: Shape) -> Record:
    """Return a record with both languages and `keys`, all required."""
    return Record(name, {**TEXT, **keys})


CONDITIONS: dict[str, Shape] = {
    "data": Several(NAME),
    "sensitive": Several(NAME),
    "identifying": Flag(),
    "for": Several(WORD),
    "from": Several(Choice(tuple(words.SOURCES))),
    "to": Several(WORD),
    "by": Several(WORD),
    "whose": Several(NAME),
    "place": Several(Choice(tuple(words.PLACES))),
    "residence": Several(Choice(tuple(words.RESIDENCES))),
    "purpose_kind": Several(Choice(tuple(words.PURPOSE_KINDS))),
    "is": Several(NAME),
}

DUTY = Record(
    "duty",
    {
        "do": NAME,
        **TEXT,
        "evidence": Choice(tuple(EVIDENCE)),
        "when": Choice(("before", "after", "always")),
    },
    {"within": WORD, "every": Period(), "law": Several(ARTICLE), "reading": Several(READING)},
)
CITED: dict[str, Shape] = {
    "law": Several(ARTICLE),
    "reading": Several(READING),
    "must": Table(LABEL, DUTY),
}
EXCEPTION: dict[str, Shape] = {"exception_to": Several(CLAUSE)}

LIFT = Record("lift", TEXT, {**CONDITIONS, **CITED})
CASE: Record = Record(
    "case",
    TEXT,
    {**CONDITIONS, **CITED, **EXCEPTION, "cases": Table(LABEL, Later("case", lambda: CASE))},
)
PURPOSE: Record = Record(
    "purpose",
    TEXT,
    {
        "kind": Choice(tuple(words.PURPOSE_KINDS)),
        "named": NAME,
        **CONDITIONS,
        **CITED,
        "purposes": Table(LABEL, Later("purpose", lambda: PURPOSE)),
    },
)
ACTS = Several(Choice(tuple(words.ACTS)))
SENTENCE: dict[str, Shape] = {
    "may": ACTS,
    "never": ACTS,
    "on_request": ACTS,
    "says": Yes(),
}
FEE = _named("fee", **{"for": ACTS})
_BODY: dict[str, Shape] = {
    **SENTENCE,
    **CONDITIONS,
    **CITED,
    **EXCEPTION,
    "only_when": Table(LABEL, CASE),
    "unless": Table(LABEL, LIFT),
    "refuse_when": Table(LABEL, LIFT),
    "purposes": Table(LABEL, PURPOSE),
    "fee": FEE,
}
PART: Record = Record(
    "part",
    TEXT,
    {
        **_BODY,
        "title": SAID,
        "cases": Table(LABEL, Later("part", lambda: PART)),
        "also": Table(LABEL, Later("part", lambda: PART)),
    },
)
CLAUSES = Table(
    CLAUSE,
    Record(
        "clause",
        {"title": SAID, **TEXT},
        {key: shape for key, shape in PART.optional.items() if key != "title"},
    ),
)

DATA: Record = Record(
    "category",
    TEXT,
    {
        "kinds": Table(NAME, Later("category", lambda: DATA)),
        "identifies": Choice(("always", "maybe", "never")),
        "items": Table(NAME, _named("item")),
        "open": Flag(),
        "sensitive": NAME,
    },
)
POLICY = Record(
    "policy",
    {
        "id": ID,
        "title": SAID,
        "controller": Record(
            "controller",
            {"id": ID, **TEXT},
            {"address": SAID, "representative": SAID, "contact": Line()},
        ),
        "version": Day(),
        "effective_from": Day(),
        "history": Several(_named("revision", date=Day()), alone=False),
        "users": SAID,
    },
    {"binds": Choice(("everyone", "those_who_agreed"))},
)
FILE = Record(
    "file",
    {
        "mamoru": One(),
        "policy": POLICY,
        "people": Table(NAME, _named("person", **{"is": Choice(tuple(words.PERSON_KINDS))})),
        "data": Table(NAME, DATA),
        "parties": Table(NAME, _named("party", role=Choice(tuple(words.ROLES)))),
        "clauses": CLAUSES,
    },
    {
        "sensitive": Table(NAME, _named("sensitivity", law=Choice(tuple(words.SENSITIVE_LAWS)))),
        "facts": Table(
            NAME,
            _named("fact", evidence=Choice(tuple(EVIDENCE)), origin=Choice(("claim", "owed"))),
        ),
        "overlays": Table(
            NAME,
            Record(
                "overlay",
                {
                    **TEXT,
                    "residence": Several(Choice(tuple(words.RESIDENCES))),
                    "clauses": CLAUSES,
                },
                {"replaces": Several(CLAUSE)},
            ),
        ),
        "retention": Table(
            NAME,
            Record(
                "retention",
                {
                    **TEXT,
                    "data": Several(NAME),
                    "keep": Period(),
                    "from": Choice(
                        ("collected", "account_deleted", "last_contact", "purpose_ended")
                    ),
                },
                {"whose": Several(NAME), "law": Several(ARTICLE)},
            ),
        ),
        "readings": Table(
            READING,
            Record(
                "reading",
                {
                    "about": Several(WORD),
                    "date": Day(),
                    "asks": SAID,
                    "holds": SAID,
                    "because": SAID,
                },
                {"law": Several(ARTICLE)},
            ),
        ),
        "gaps": Several(
            Record("gap", {"about": WORD, "rule": Line(), **TEXT}, {"since": Day()}), alone=False
        ),
        "accepted": Several(
            Record("acceptance", {"finding": FINDING, "date": Day(), **TEXT}, {"about": WORD}),
            alone=False,
        ),
    },
)


def records(shape: object) -> dict[str, Record]:
    """Return every record below `shape` by name."""
    found: dict[str, Record] = {}
    waiting: list[object] = [shape]
    while waiting:
        here = waiting.pop()
        if isinstance(here, Later):
            waiting.append(here.get())
        elif isinstance(here, Several | Table):
            waiting.append(here.of)
        elif isinstance(here, Record) and here.name not in found:
            found[here.name] = here
            waiting.extend([*here.required.values(), *here.optional.values()])
    return found


def json_schema() -> Schema:
    """Return the JSON Schema (2020-12) of a policy file, for editors."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "https://mamoru.invalid/policy-1.schema.json",
        "title": "Mamoru policy, language version 1",
        "$ref": "#/$defs/file",
        "$defs": {name: record.definition() for name, record in sorted(records(FILE).items())},
    }
