"""What was found of a person in a system, in words for a terminal."""

from collections.abc import Iterator

from mamoru.cli.language import language, say
from mamoru.gate.systems.look import Found, FoundRow, Unreachable
from mamoru.policy.words import Word

_NOTHING = Word("この人の情報は保有していません。", "Nothing is held of this person.")
_OWNED = Word("本人のもの", "the person's")
_READ = Word("閲覧できるもの", "may be read by the person")
_SHARED = Word("ほかに {count} 人のもの", "owned by {count} others as well")
_HIDDEN = Word("伏せた列", "hidden columns")
_REVIEW = Word("確認待ち", "held for review")


def found_in_words(found: Found | Unreachable) -> list[str]:
    """Return the lines that tell what was found, with the links along which each row came."""
    if isinstance(found, Unreachable):
        return [f"{found.system}: {getattr(found, language())} [{found.code}]"]
    if not found.rows:
        return [f"{found.system}: {say(_NOTHING, language())}"]
    return [line for row in found.rows for line in _row(row)]


def _row(row: FoundRow) -> Iterator[str]:
    key = ", ".join(map(str, row.key))
    marks = [say(_OWNED if row.owned else _READ, language())]
    if row.co_owners:
        marks.append(say(_SHARED, language()).format(count=row.co_owners))
    if row.review:
        marks.append(say(_REVIEW, language()))
    yield f"{row.table} ({key}): {'; '.join(marks)}"
    for name, value in row.values.items():
        yield f"  {name}: {'-' if value is None else value}"
    if row.hidden:
        yield f"  {say(_HIDDEN, language())}: {', '.join(row.hidden)}"
    for step in row.because:
        origin = ", ".join(map(str, step.key))
        yield f"  ← {step.link} [{step.relation}] {step.table} ({origin})"
