"""How a person is reached: telephone numbers and addresses of e-mail."""

import re
from collections.abc import Iterator

import phonenumbers

from mamoru.screening.findings import Finding, Kind
from mamoru.screening.labels import Label, named

_PHONE = re.compile(
    r"(?<![0-9A-Za-z.+-])(?:"
    r"0[0-9]{9,10}"
    r"|0[0-9]{1,4}[-( .]{1,2}[0-9]{1,4}[-) .]{1,2}[0-9]{3,4}"
    r"|\(0[0-9]{1,4}\) ?[0-9]{1,4}[- ]?[0-9]{3,4}"
    r"|\+[1-9](?:[-(). ]{0,2}[0-9]){7,14}"
    r")(?![0-9-])"
)
_NOT_A_PERSONS = frozenset(
    {
        phonenumbers.PhoneNumberType.TOLL_FREE,
        phonenumbers.PhoneNumberType.SHARED_COST,
        phonenumbers.PhoneNumberType.PREMIUM_RATE,
        phonenumbers.PhoneNumberType.UAN,
    }
)
"""Lines for which the called pays, or all pay the same: shops and offices have them."""
_AT = re.compile(r"@|[(\[{<] ?(?:at|アット|アットマーク) ?[)\]}>]", re.IGNORECASE)
_LOCAL = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}\Z")
_DOMAIN = re.compile(
    r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,62})(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]{0,62})){0,8}\.[A-Za-z]{2,63}"
)


def phones(text: str) -> Iterator[Finding]:
    """Yield telephone numbers that are assigned to anybody (phonenumbers), those of Japan first."""
    for one in _PHONE.finditer(text):
        try:
            number = phonenumbers.parse(one[0], "JP")
        except phonenumbers.NumberParseException:
            continue
        kind = phonenumbers.number_type(number)
        if kind is phonenumbers.PhoneNumberType.UNKNOWN or kind in _NOT_A_PERSONS:
            continue
        said = named(text, *one.span()).direct
        if said in {Label.PHONE, None}:
            sure = 0.97 if said else 0.9 if not one[0].isdigit() else 0.75
            reason = "phone-named" if said else "phone-assigned"
            yield Finding(
                kind=Kind.PHONE, start=one.start(), end=one.end(), confidence=sure, reason=reason
            )


def emails(text: str) -> Iterator[Finding]:
    """Yield addresses of e-mail; what is kana or kanji before one is not part of it."""
    for one in _AT.finditer(text):
        local = _LOCAL.search(text, max(0, one.start() - 64), one.start())
        domain = _DOMAIN.match(text, one.end())
        if local and domain:
            start = local.start() + len(local[0]) - len(local[0].lstrip("'`{|}!#$%&*/=?^.~"))
            yield Finding(
                kind=Kind.EMAIL, start=start, end=domain.end(), confidence=0.98, reason="email"
            )
