"""What may stand in a file of declarations. The loader reads by it, strictly."""

from mamoru.crypto.index import KINDS
from mamoru.policy.grammar import NAME, TEXT
from mamoru.policy.shapes import Choice, Flag, Form, One, Period
from mamoru.policy.structures import Record, Several, Table

TYPES = ("page", "screen", "identify", "group", "alias")
"""Types of event that have no name of their own; what is tracked is declared by its name."""
TRACK = "track/"
DROP, KEEP = "drop", "keep"
TRUNCATE, HASH, COARSEN, ENCRYPT = "truncate", "hash", "coarsen", "encrypt"
MEASURES = (KEEP, DROP, TRUNCATE, HASH, COARSEN, ENCRYPT)
"""What is done with a property before anything is kept."""

EVENT = Form(rf"(?:{'|'.join(TYPES)}|{TRACK}[^\s/][^\n\r/]{{0,99}})")
PATH = Form(r"[A-Za-z_$][A-Za-z0-9_$-]{0,63}(?:\.[A-Za-z_$][A-Za-z0-9_$-]{0,63}){0,3}")
PURPOSE = Form(r"[^\s].{0,63}")
PREFERENCE = Form(r"[^\s](?:.{0,98}[^\s])?")
LIMIT = Form(r"[1-9]\d{0,5}/s")
VERSION = Form(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")

PROPERTY = Record(
    "property",
    {"item": NAME},
    {"do": Choice(MEASURES), "for": Several(PURPOSE), "text": Flag()},
)
DECLARED = Record(
    "event",
    {**TEXT, "purposes": Several(PURPOSE), "retention": Period()},
    {
        "consent": Several(PURPOSE),
        "signal": Several(PURPOSE),
        "properties": Table(PATH, PROPERTY, may_be_empty=True),
    },
)
FILE = Record(
    "declarations",
    {
        "mamoru_events": One(),
        "version": VERSION,
        "whose": NAME,
        "events": Table(EVENT, DECLARED),
    },
    {
        "member": Choice(tuple(KINDS)),
        "context": Table(PATH, PROPERTY, may_be_empty=True),
        "preferences": Table(PREFERENCE, Several(PURPOSE), may_be_empty=True),
        "limit": LIMIT,
    },
)
