"""Periods in words, and which of two is longer."""

from mamoru.policy.shapes import PERIOD
from mamoru.policy.words import Word

_UNITS = (
    (Word("年", "year"), 365),
    (Word("か月", "month"), 30),
    (Word("週間", "week"), 7),
    (Word("日", "day"), 1),
)
"""Parts of an ISO 8601 period, with their days, roughly: enough to tell which is longer."""
_EVENTS: dict[str, Word] = {
    "collected": Word("取得", "collection"),
    "account_deleted": Word("アカウントの削除", "deletion of the account"),
    "last_contact": Word("最後の連絡", "the last contact"),
    "purpose_ended": Word("利用目的の達成", "the end of the purpose"),
}


def days(period: str | None) -> int | None:
    """Return about how many days a period has; `None` for a clock of the law, or none."""
    found = PERIOD.fullmatch(period or "")
    if found is None:
        return None
    parts = (int(part[:-1]) if part else 0 for part in found.groups())
    return sum(count * size for count, (_, size) in zip(parts, _UNITS, strict=True))


def spoken(period: str) -> Word:
    """Return a period; for a clock of the law only that, as its name says nothing to people."""
    found = PERIOD.fullmatch(period)
    if found is None:
        return Word("法令の定める期間", "the time that the law sets")
    counts = [int(part[:-1]) if part else 0 for part in found.groups()]
    said = [(count, unit) for count, (unit, _) in zip(counts, _UNITS, strict=True) if count]
    ja = "".join(f"{count}{unit.ja}" for count, unit in said) or "0日"
    en = " ".join(f"{count} {unit.en}{'' if count == 1 else 's'}" for count, unit in said)
    return Word(ja, en or "0 days")


def due(within: str | None, since: str, every: str | None) -> Word:
    """Return until when a duty is due and how often it comes back, in brackets."""
    found: list[Word] = []
    if within is not None:
        time, event = spoken(within), _EVENTS.get(since)
        ja = f"{event.ja}から{time.ja}" if event else f"期限は{time.ja}"
        en = f"{time.en} after {event.en}" if event else f"within {time.en}"
        found.append(Word(ja, en))
    if every is not None:
        time = spoken(every)
        found.append(Word(f"{time.ja}ごと", f"every {time.en}"))
    if not found:
        return Word("", "")
    return Word(f"({'、'.join(w.ja for w in found)})", f" ({', '.join(w.en for w in found)})")
