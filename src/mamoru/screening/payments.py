"""Numbers that money moves by: payment cards and bank accounts, those of ゆうちょ included."""

import re
from collections.abc import Callable, Iterator

from mamoru.screening.checkdigits import is_luhn
from mamoru.screening.digits import Number
from mamoru.screening.findings import Finding, Kind
from mamoru.screening.labels import Label, Named, named

_ISSUERS = re.compile(
    r"4[0-9]{15}(?:[0-9]{3})?"  # Visa
    r"|(?:5[1-5][0-9]{2}|222[1-9]|22[3-9][0-9]|2[3-6][0-9]{2}|27[01][0-9]|2720)[0-9]{12}"
    r"|35(?:2[89]|[3-8][0-9])[0-9]{12}"  # JCB
    r"|3[47][0-9]{13}"  # American Express
    r"|3(?:0[0-59]|[689][0-9])[0-9]{11,13}"  # Diners Club
    r"|6(?:011|5[0-9]{2}|4[4-9][0-9])[0-9]{12}"  # Discover
    r"|62[0-9]{14,17}"  # UnionPay
)
"""Issuer and length, as ISO/IEC 7812 issues them. Before 2221 to 2720 Mastercard had 51 to 55."""
_USUAL = {(4, 4, 4, 4), (4, 6, 5), (4, 6, 4)}
"""How the groups stand on a card."""
_ACCOUNT = re.compile(r"(?<![0-9-])[0-9]{4,8}(?![0-9-]|[年月日円時分%])")
_POST_BANK = re.compile(r"(?<![0-9])(1[0-9]{3}0)(?:-[0-9])?[^0-9\n。]{0,8}([0-9]{1,7}1)(?![0-9-])")
_BANK_WORDS = re.compile("口座|預金|貯金|普通|当座|銀行|信金|信用|ゆうちょ|農協|労金|account", re.I)


def of_card(one: Number, words: Callable[[], Named]) -> Finding | None:
    """Return whether the digits are a payment card's.

    Issuer, length and check digit together let about one random number in fifty pass. So what
    is named otherwise is none, and what is not named must stand by itself.
    """
    if len(one.digits) < 14 or not _ISSUERS.fullmatch(one.digits) or not is_luhn(one.digits):
        return None
    said = words()
    if said.says(Label.CARD):
        return _at(one.start, one.end, Kind.CARD, 0.99, "card-named")
    if said.direct is not None or not one.is_whole:
        return None
    if one.groups in _USUAL:
        return _at(one.start, one.end, Kind.CARD, 0.9, "card-grouped")
    if len(one.groups) == 1:
        return _at(one.start, one.end, Kind.CARD, 0.7, "card-luhn")
    return None


def accounts(text: str) -> Iterator[Finding]:
    """Yield numbers of bank accounts, where a word says that one follows."""
    if not _BANK_WORDS.search(text):
        return
    for one in _POST_BANK.finditer(text):
        before = text[max(0, one.start() - 40) : one.end()]
        if re.search("ゆうちょ|郵便|貯金|記号", before):
            yield _at(*one.span(), Kind.BANK_ACCOUNT, 0.95, "account-post-bank")
    for one in _ACCOUNT.finditer(text):
        if _is_account(text, one):
            yield _at(*one.span(), Kind.BANK_ACCOUNT, 0.9, "account-named")


def _is_account(text: str, one: re.Match[str]) -> bool:
    said = named(text, *one.span())
    if said.direct is Label.ACCOUNT:
        return True
    word = re.compile(r"(?:普通|当座|貯蓄|定期)(?:預金)?(?:口座)?[^0-9a-z。\n]{0,6}", re.I)
    start = max(0, one.start() - 14)
    return said.direct is None and any(
        found.end() == one.start() for found in word.finditer(text, start, one.start())
    )


def _at(start: int, end: int, kind: Kind, confidence: float, reason: str) -> Finding:
    return Finding(kind=kind, start=start, end=end, confidence=confidence, reason=reason)
