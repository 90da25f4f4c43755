"""The law that decisions here rested on, kept as policies are, since the program's own changes."""

from datetime import datetime
from functools import lru_cache

from mamoru.gate.models import LawText
from mamoru.law import figures, table
from mamoru.law.book import law_hash
from mamoru.law.figures import Clocks, law_clocks, parse_clocks
from mamoru.law.packaged import packaged
from mamoru.law.table import Table, law_table, parse_table


def law_now() -> str:
    """Return the hash of the law that this program decides by."""
    return law_hash(law_table().text_hash, law_clocks().text_hash)


def keep_law(now: datetime) -> None:
    """Keep the files of the law that this program decides by, unless they are kept already."""
    LawText.objects.get_or_create(
        text_hash=law_now(),
        defaults={
            "table": packaged(table.FILE_NAME),
            "clocks": packaged(figures.FILE_NAME),
            "since": now,
        },
    )


@lru_cache(maxsize=8)
def law_of(prefix: str) -> tuple[Table, Clocks] | None:
    """Return the law whose hash begins with `prefix`, as a decision's token names it.

    `None` where no decision here ever rested on it. Rows of an older form of the table raise
    `TableError`.
    """
    if law_now().startswith(prefix):
        return law_table(), law_clocks()
    row = LawText.objects.filter(text_hash__startswith=prefix).first()
    return (parse_table(bytes(row.table)), parse_clocks(bytes(row.clocks))) if row else None
