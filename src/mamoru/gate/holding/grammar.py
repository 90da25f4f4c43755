"""What may stand where in a file of holds. The loader and the docs follow this."""

from mamoru.policy.shapes import Flag, Form, Line, One, Period, Shape
from mamoru.policy.structures import Record, Several, Table

NAME = Form(r"[a-z][a-z0-9_]{0,62}")
WORD = Form(r"[^\s].{0,79}")
DAY = Form(r"(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])", "not-a-month-and-day")
TEXT: dict[str, Shape] = {"ja": Line(), "en": Line()}
NAMING: dict[str, Shape] = {"naming": Several(NAME), "identifiers": Several(NAME)}
HOLD = Record(
    "hold",
    {**TEXT, "for": WORD},
    {
        "clock": NAME,
        "record": Form(r"R[0-9]{2}"),
        "keep": Several(NAME),
        "choices": Flag(),
        "whose": Several(NAME),
        **NAMING,
    },
)
FILE = Record(
    "holds_file",
    {"mamoru_holds": One(), "holds": Table(NAME, HOLD)},
    {
        "fiscal_year_ends": DAY,
        "return_due_after": Period(),
        "records": Record("records", {"for": WORD}, NAMING),
    },
)
