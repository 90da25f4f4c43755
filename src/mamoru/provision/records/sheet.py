"""The registers as an auditor reads them: pure tables, in Japanese or in English.

One row is one record, whole: what the rule lists, how and when it was made, and until when it is
kept. Days are those of Japan.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

from mamoru.errors import Language
from mamoru.law.calendar import tokyo_day
from mamoru.law.citing import articles
from mamoru.law.records import record_named
from mamoru.policy.model import Policy
from mamoru.policy.words import Word
from mamoru.provision.records.keep import RecordOfProvision, records
from mamoru.provision.records.make import LEDGER
from mamoru.provision.records.receiving import ReceiptRecord, receipts

Register = Literal["provision", "receipt", "related", "internal"]
REGISTERS: tuple[Register, ...] = ("provision", "receipt", "related", "internal")
ROWS: Mapping[str, str] = {
    "provision": "R04", "receipt": "R05", "related": "R06", "internal": "R04",
}  # fmt: skip
TITLES: Mapping[str, Word] = {
    "provision": Word("第三者提供記録簿(個人情報保護法第29条)", "Register of provision (APPI 29)"),
    "receipt": Word("第三者提供受領記録簿(個人情報保護法第30条)", "Register of receipt (APPI 30)"),
    "related": Word(
        "個人関連情報提供記録簿(個人情報保護法第31条)",
        "Register of providing person-related information (APPI 31)",
    ),
    "internal": Word("預託・共同利用記録簿", "Register of entrustment and joint use"),
}
_WAYS = {
    "each": Word("都度作成", "each time"),
    "batch": Word("一括作成", "for many at once"),
    "contract": Word("契約書等で代替", "by the contract"),
}
_BASES = {
    "law": Word("法令", "law"),
    "promise": Word("ポリシー第4条(R12)", "policy, clause 4 (R12)"),
    "note": Word("社内の記録", "note of our own"),
}
_BEFORE = {
    "key": Word("記録番号", "record"),
    "basis": Word("記録の根拠", "why it is made"),
    "article": Word("根拠条文", "article"),
    "days": Word("期間(初日～末日)", "first and last day"),
    "clause": Word("ポリシーの条項", "clause of the policy"),
}
_AFTER = {
    "people": Word("本人の数(延べ)", "people, repetitions counted"),
    "way": Word("記録の方法", "how it is made"),
    "made": Word("作成日", "made on"),
    "until": Word("保存期限", "kept until"),
    "digest": Word("SHA-256", "SHA-256"),
}
_IN_LEDGER = {
    "person": Word("台帳の本人の集合による", "the ledger's set of people"),
    "consent": Word("得ている(台帳の証拠による)", "obtained; the ledger's evidence shows it"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Days:
    """The days in Japan of which a register is to tell, the last included; all without any."""

    since: date | None = None
    until: date | None = None

    def touch(self, first: date, last: date) -> bool:
        """Tell whether anything of a span of days is among them."""
        is_late = self.until is not None and first > self.until
        return not is_late and not (self.since is not None and last < self.since)


EVERY_DAY = Days()


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A register, ready to be written down."""

    title: str
    company: str
    printed_on: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    language: Language


def sheet(
    register: Register, found: Iterable[RecordOfProvision | ReceiptRecord], policy: Policy,
    language: Language, *, at: datetime,
) -> Sheet:  # fmt: skip
    """Return one register with the records `found` that belong in it."""
    items = record_named(ROWS[register], tokyo_day(at)).items
    words = item_words(policy)
    heads = (*_BEFORE.values(), *items.values(), *_AFTER.values())
    return Sheet(
        title=say(TITLES[register], language),
        company=say(policy.controller, language),
        printed_on=tokyo_day(at).isoformat(),
        columns=tuple(say(word, language) for word in heads),
        rows=tuple(
            _row(one, tuple(items), words, language) for one in found if belongs(register, one)
        ),
        language=language,
    )


def register_sheet(
    register: Register, policy: Policy, language: Language, *, at: datetime, days: Days = EVERY_DAY
) -> Sheet:
    """Return one register with what is kept in it of `days`."""
    found = receipts() if register == "receipt" else records()
    inside = (one for one in found if days.touch(tokyo_day(one.first_at), tokyo_day(one.last_at)))
    return sheet(register, inside, policy, language, at=at)


def belongs(register: Register, one: RecordOfProvision | ReceiptRecord) -> bool:
    """Tell whether a record stands in this register."""
    if isinstance(one, ReceiptRecord):
        return register == "receipt"
    if one.basis == "note":
        return register == "internal"
    return register == ("related" if one.record == "R06" else "provision")


def item_words(policy: Policy) -> dict[str, Word]:
    """Return what each item of the policy's categories is called."""
    return {
        name: word
        for category in policy.categories.values()
        for name, word in category.items.items()
    }


def say(word: Word, language: Language) -> str:
    """Return a word in one language."""
    return word.ja if language == "ja" else word.en


def _row(
    one: RecordOfProvision | ReceiptRecord, items: tuple[str, ...], words: Mapping[str, Word],
    language: Language,
) -> tuple[str, ...]:  # fmt: skip
    if isinstance(one, ReceiptRecord):
        is_law, way, article, clause = one.is_statutory, one.kind, "", "1(3)"
        basis = Word("法令", "law") if is_law else Word("ポリシー第1条(3)", "policy, clause 1(3)")
    else:
        way, article, clause, basis = one.way, one.article, one.clause, _BASES[one.basis]
    first, last = tokyo_day(one.first_at).isoformat(), tokyo_day(one.last_at).isoformat()
    until = tokyo_day(one.keep_until - timedelta(seconds=1))
    return (
        one.key, say(basis, language), articles(article, language),
        first if first == last else f"{first}～{last}", clause,
        *(_cell(item, one.items.get(item, ""), words, language) for item in items),
        str(one.people), say(_WAYS[way], language), tokyo_day(one.made_at).isoformat(),
        until.isoformat(), one.digest,
    )  # fmt: skip


def _cell(item: str, held: str | list[str], words: Mapping[str, Word], language: Language) -> str:
    if held == LEDGER and item in _IN_LEDGER:
        return say(_IN_LEDGER[item], language)
    if isinstance(held, list):
        between = "、" if language == "ja" else ", "
        return between.join(say(words[one], language) if one in words else one for one in held)
    return held
