"""What browsers are told: the purposes, and the print of what agreeing to each of them means.

The print of a purpose changes exactly when what is agreed to changes: what people read of it, the
clauses of the policy that it stands for, and who receives what for which purposes. Whoever agreed
to another print is asked again; other purposes keep their choice, whatever else has changed.
"""

from datetime import date
from hashlib import sha256
from importlib.resources import files

import msgspec

from mamoru.policy.model import Policy
from mamoru.policy.texts import clause_hashes
from mamoru.policy.words import Word
from mamoru.tag.configuration import Configuration, Destination, Purpose

PRINT_DIGITS = 16
POLICY = Word("/policy", "/en/policy")
TRANSMISSIONS = Word("/transmissions", "/en/transmissions")
_canonical = msgspec.json.Encoder(order="sorted").encode


def prints(configuration: Configuration, policy: Policy, day: date) -> dict[str, str]:
    """Return the print of each purpose by its name."""
    clauses = clause_hashes(policy)
    return {
        one.id: _print(one, policy, clauses, configuration.destinations_for(one.id, day))
        for one in configuration.purposes
    }


def _print(
    purpose: Purpose, policy: Policy, clauses: dict[str, str], to: tuple[Destination, ...]
) -> str:
    known = [policy.purposes[one] for one in purpose.policy if one in policy.purposes]
    agreed = {
        "name": purpose.name,
        "about": purpose.about,
        "policy": {one.id: clauses.get(one.cite, "") for one in known},
        "to": [
            (one.recipient, one.country, one.sends, one.sender_purpose, one.recipient_purpose)
            for one in sorted(to, key=lambda one: one.id)
        ],
    }
    return sha256(_canonical(agreed)).hexdigest()[:PRINT_DIGITS]


def told(number: int, configuration: Configuration, policy: Policy, day: date) -> bytes:
    """Return what the script is started with, as JSON that may stand in a script."""
    print_of = prints(configuration, policy, day)
    beacons = configuration.beacons
    found = {
        "number": number,
        "purposes": [_purpose(configuration, one, print_of, day) for one in configuration.purposes],
        "needed": [
            _both(_named(one.service, one.necessary))
            for one in configuration.destinations
            if one.necessary is not None and one.is_sent_on(day)
        ],
        "policy": _both(POLICY),
        "transmissions": _both(TRANSMISSIONS),
        "days": configuration.ask_again_days,
    }
    if beacons is not None:
        found["beacons"] = {
            "key": beacons.write_key, "purposes": beacons.purposes, "pages": beacons.pages,
        }  # fmt: skip
    # "<" only stands in texts; written like this, no text can end the script that it stands in
    return msgspec.json.encode(found).replace(b"<", b"\\u003c")


def script(given: bytes) -> bytes:
    """Return the script with what it is started with behind it."""
    return built() + b"mamoru.start(" + given + b");\n"


def built() -> bytes:
    """Return the script as esbuild made it, without what it is started with."""
    return files("mamoru.tag").joinpath("static", "mamoru.js").read_bytes()


def _purpose(
    configuration: Configuration, purpose: Purpose, print_of: dict[str, str], day: date
) -> dict[str, object]:
    to = configuration.destinations_for(purpose.id, day)
    ended = [one for one in configuration.destinations if one.purpose == purpose.id]
    return {
        "id": purpose.id,
        "name": _both(purpose.name),
        "about": _both(purpose.about),
        "print": print_of[purpose.id],
        "modes": purpose.modes,
        "gpc": purpose.gpc,
        "recipients": [_both(_named(one.recipient, one.country.name)) for one in to],
        # of those that are over as well: what they left behind is still there
        "cookies": sorted({cookie for one in ended for cookie in one.cookies}),
    }


def _named(word: Word, more: Word | None) -> Word:
    return word if more is None else Word(f"{word.ja}({more.ja})", f"{word.en} ({more.en})")


def _both(word: Word) -> dict[str, str]:
    return {"ja": word.ja, "en": word.en}
