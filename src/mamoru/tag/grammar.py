"""What may stand where in `tag.yaml`. The loader and the docs follow this."""

from mamoru.policy.shapes import Choice, Day, Flag, Form, Line, One, Shape
from mamoru.policy.structures import Record, Several, Table

NAME = Form(r"[a-z][a-z0-9_-]{0,31}")
WORD = Form(r"[^\s].{0,79}")
ORIGIN = Form(r"https?://[a-z0-9.-]{1,253}(?::[0-9]{1,5})?", "not-an-origin")
ADDRESS = Form(r"https?://[^\s\"'<>\\]{1,400}", "not-an-address")
HOST = Form(r"(?:\*\.)?[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?", "not-a-host")
COOKIE = Form(r"[A-Za-z0-9_.*%:~-]{1,80}", "not-a-cookie")
TEXT: dict[str, Shape] = {"ja": Line(), "en": Line()}
SAID = Record("said", TEXT)

MODES = (
    "ad_storage", "ad_user_data", "ad_personalization", "analytics_storage",
    "functionality_storage", "personalization_storage", "security_storage",
)  # fmt: skip
"""Keys of Google's consent mode, version 2."""

PURPOSE = Record(
    "purpose",
    {**TEXT, "about": SAID, "policy": Several(WORD)},
    {"consent_mode": Several(Choice(MODES)), "gpc": Flag()},
)
COUNTRY = Record("country", {"code": Form(r"[A-Z]{2}"), **TEXT})
DESTINATION = Record(
    "destination",
    {
        "module": Line(),
        "service": SAID,
        "recipient": SAID,
        "party": NAME,
        "country": COUNTRY,
        "sends": Several(SAID, alone=False),
        "sender_purpose": SAID,
        "recipient_purpose": SAID,
        "policy": ADDRESS,
        "since": Day(),
        "hosts": Several(HOST),
    },
    {
        "purpose": NAME,
        "necessary": SAID,
        "opt_out": ADDRESS,
        "until": Day(),
        "cookies": Several(COOKIE),
    },
)
BEACONS = Record("beacons", {"write_key": WORD, "purposes": Several(NAME)}, {"pages": Flag()})
FILE = Record(
    "file",
    {
        "tag": One(),
        "origins": Several(ORIGIN),
        "record": Record("record", {"as": NAME, "for": WORD}),
        "purposes": Table(NAME, PURPOSE),
    },
    {
        "destinations": Table(NAME, DESTINATION),
        "cookies": Several(COOKIE),
        "ask_again": Form(r"P[1-9][0-9]{0,2}D", "not-days"),
        "beacons": BEACONS,
    },
)
